// A question with fields, asked over the page; what the server refuses is said in it, and what was typed stays.
import type { FormEvent, ReactNode } from 'react';
import { Dialog } from '../ui/dialog.tsx';
import { useWords } from '../ui/language.ts';
import { problemText } from '../ui/problem-text.ts';

interface Props {
  title: string;
  /** What the button says. */
  send: string;
  busy: boolean;
  error: Error | null;
  /** False while something needed is missing. */
  ready?: boolean;
  wide?: boolean;
  onSend: () => void;
  onClose: () => void;
  children: ReactNode;
}

export function FormDialog({ title, send, busy, error, ready = true, wide = false, onSend, onClose, children }: Props) {
  const { t } = useWords();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy && ready) onSend();
  };
  return (
    <Dialog title={title} stays onClose={onClose} {...(wide && { className: 'admin-wide' })}>
      <form className="admin-form" onSubmit={submit}>
        {children}
        {error && (
          <p className="field-error" role="alert">
            {problemText(error, t)}
          </p>
        )}
        <div className="dialog-acts">
          <button type="button" className="button" onClick={onClose}>
            {t('shell.cancel')}
          </button>
          <button type="submit" className="button is-primary" disabled={busy || !ready}>
            {send}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
