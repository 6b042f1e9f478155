import { useState } from 'react';
import { forgetWhen } from '../platform/person.ts';

const drafts = new Map<string, string>();
forgetWhen('replaced', () => drafts.clear());

/** Whether something was typed and not sent. */
export const hasDrafts = (): boolean => [...drafts.values()].some((text) => text.trim() !== '');

/** Once the person has said that it may go. */
export const forgetDrafts = (): void => drafts.clear();

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
