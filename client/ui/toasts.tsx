// Short words that come and go: news of the gravest levels, and what became of an act.
import { useEffect, type ReactNode } from 'react';
import { create } from 'zustand';
import { forgetWhen } from '../platform/person.ts';
import { Icon } from './icons.tsx';
import { useWords } from './language.ts';

export interface Toast {
  /** Plain text: it is shown as text, whatever is in it. */
  readonly text: string;
  readonly marker?: ReactNode;
  readonly action?: { readonly label: string; readonly act: () => void };
}

interface Shown extends Toast {
  readonly no: number;
}

/** Long enough to read two lines twice; what it says is on the screen elsewhere, too. */
const STAY_MS = 8_000;
const AT_MOST = 3;

const useToasts = create<{ shown: readonly Shown[]; last: number }>(() => ({ shown: [], last: 0 }));
forgetWhen('left', () => useToasts.setState({ shown: [] }));

/** Shows a toast; the oldest of more than three gives way. */
export function showToast(toast: Toast): void {
  useToasts.setState(({ shown, last }) => ({
    last: last + 1,
    shown: [...shown, { ...toast, no: last + 1 }].slice(-AT_MOST),
  }));
}

const dismiss = (no: number) =>
  useToasts.setState(({ shown }) => ({ shown: shown.filter((toast) => toast.no !== no) }));

/** Where toasts appear. One a page; screen readers hear them when they are free. */
export function ToastRegion() {
  const shown = useToasts((state) => state.shown);
  return (
    <div className="toasts" role="status" aria-live="polite">
      {shown.map((toast) => (
        <ToastCard key={toast.no} toast={toast} />
      ))}
    </div>
  );
}

function ToastCard({ toast: { no, text, marker, action } }: { toast: Shown }) {
  const { t } = useWords();
  useEffect(() => {
    const timer = setTimeout(() => dismiss(no), STAY_MS);
    return () => clearTimeout(timer);
  }, [no]);
  return (
    <div className="toast">
      {marker}
      <p>{text}</p>
      {action && (
        <button
          type="button"
          className="link-button"
          onClick={() => {
            action.act();
            dismiss(no);
          }}
        >
          {action.label}
        </button>
      )}
      <button type="button" className="icon-button" aria-label={t('shell.close')} onClick={() => dismiss(no)}>
        <Icon name="close" />
      </button>
    </div>
  );
}
