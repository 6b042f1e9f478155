import { useState } from 'react';

const drafts = new Map<string, string>();

/** Text that is being typed, kept under its name until it is sent: a closed dialog or another selection loses nothing. */
export function useDraft(name: string): [text: string, setText: (text: string) => void, forget: () => void] {
  const [text, setText] = useState(() => drafts.get(name) ?? '');
  const keep = (next: string) => {
    drafts.set(name, next);
    setText(next);
  };
  const forget = () => {
    drafts.delete(name);
  };
  return [text, keep, forget];
}
