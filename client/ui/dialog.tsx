// A modal question on the browser's own <dialog>: focus stays in it, Escape leaves it, the page behind is inert.
import { useEffect, useId, useRef, type ReactNode } from 'react';
import { Icon } from './icons.tsx';
import { useWords } from './language.ts';

interface Props {
  title: string;
  onClose: () => void;
  className?: string;
  /** A click beside it does not close it: what is in it would be lost. */
  stays?: boolean;
  children: ReactNode;
}

/** Mounted means open. */
export function Dialog({ title, onClose, className = '', stays = false, children }: Props) {
  const { t } = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    // Whoever opens a dialog with a field in it wants to type, not to close it.
    element?.querySelector<HTMLElement>('input, textarea')?.focus();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={`dialog ${className}`}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onMouseDown={(event) => !stays && event.target === dialog.current && onClose()}
    >
      <div className="dialog-head">
        <h2 id={titleId}>{title}</h2>
        <button type="button" className="icon-button" aria-label={t('shell.close')} onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      {children}
    </dialog>
  );
}
