// Shows a contact for a stated purpose: for a minute, on this screen alone. It is held by this dialog and gone with it.
import './sealed.css';
import { useEffect, useId, useState, type FormEvent } from 'react';
import type { Contact, OpeningRequest } from '#contract/sealed';
import { CONTACT_PARTS } from '#contract/sealed';
import type { Purpose } from '#contract/identity';
import { useNow } from '../platform/clock.ts';
import { sendJson } from '../platform/http.ts';
import { Dialog } from '../ui/dialog.tsx';
import { useWords } from '../ui/language.ts';
import { problemText } from '../ui/problem-text.ts';

const SHOWN_S = 60;
const REASON_AT_LEAST = 4;

interface Props {
  readonly title: string;
  readonly subject: string;
  readonly purpose: Purpose;
  readonly about: { readonly incidentId: string } | { readonly personId: string };
  readonly onClose: () => void;
}

type Shown = { readonly contact: Contact; readonly until: number };

export function OpenContactDialog({ title, subject, purpose, about, onClose }: Props) {
  const { t } = useWords();
  const [shown, setShown] = useState<Shown>();
  const [wasShown, setWasShown] = useState(false);
  const hide = () => {
    setShown(undefined);
    setWasShown(true);
  };
  return (
    <Dialog title={title} onClose={onClose} className="sealed-dialog">
      <p className="dialog-subject">
        {subject} · {t('sealed.open.purpose', { purpose: t(`sealed.purposes.${purpose}`) })}
      </p>
      {shown ? (
        <Revealed shown={shown} onHide={hide} />
      ) : (
        <ReasonForm
          hint={t(wasShown ? 'sealed.open.hidden' : 'sealed.open.reasonHint')}
          ask={(reason) =>
            sendJson<Contact>('POST', '/api/sealed/openings', { ...about, reason } satisfies OpeningRequest, purpose)
          }
          onAnswer={(contact) => setShown({ contact, until: Date.now() + SHOWN_S * 1000 })}
          onClose={onClose}
        />
      )}
    </Dialog>
  );
}

interface FormProps {
  readonly hint: string;
  readonly ask: (reason: string) => Promise<Contact>;
  readonly onAnswer: (contact: Contact) => void;
  readonly onClose: () => void;
}

/** The answer goes to the dialog by hand, past the cache of answers. */
function ReasonForm({ hint, ask, onAnswer, onClose }: FormProps) {
  const { t } = useWords();
  const field = useId();
  const [reason, setReason] = useState('');
  const [error, setError] = useState<Error>();
  const [busy, setBusy] = useState(false);
  const said = reason.trim();
  const send = (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    ask(said)
      .then(onAnswer, (failure: unknown) => setError(failure instanceof Error ? failure : new Error(String(failure))))
      .finally(() => setBusy(false));
  };
  return (
    <form className="dialog-form" onSubmit={send}>
      <label htmlFor={field}>{t('sealed.open.reason')}</label>
      <textarea
        id={field}
        rows={2}
        required
        maxLength={300}
        value={reason}
        onChange={({ target }) => setReason(target.value)}
      />
      <p className="hint">{hint}</p>
      {error && (
        <p className="field-error" role="alert">
          {problemText(error, t)}
        </p>
      )}
      <div className="dialog-acts">
        <button type="button" className="button" onClick={onClose}>
          {t('shell.cancel')}
        </button>
        <button type="submit" className="button is-primary" disabled={busy || said.length < REASON_AT_LEAST}>
          {t('sealed.open.send')}
        </button>
      </div>
    </form>
  );
}

function Revealed({ shown: { contact, until }, onHide }: { shown: Shown; onHide: () => void }) {
  const { t } = useWords();
  useNow(); // drawn anew every second
  useEffect(() => {
    const timer = setTimeout(onHide, Math.max(0, until - Date.now()));
    return () => clearTimeout(timer);
  }, [until, onHide]);
  const seconds = Math.max(0, Math.ceil((until - Date.now()) / 1000));
  return (
    <div className="dialog-form">
      <dl className="sealed-contact">
        {CONTACT_PARTS.map((part) => {
          const value = contact[part];
          return value === undefined ? null : (
            <div key={part}>
              <dt>{t(`sealed.parts.${part}`)}</dt>
              <dd>{part === 'phone' ? <a href={`tel:${value.replaceAll(' ', '')}`}>{value}</a> : value}</dd>
            </div>
          );
        })}
      </dl>
      <p className="hint">{t('sealed.open.law')}</p>
      <div className="dialog-acts">
        <span className="sealed-left" role="timer">
          {t('sealed.open.hidesIn', { seconds })}
        </span>
        <button type="button" className="button is-primary" onClick={onHide}>
          {t('sealed.open.hide')}
        </button>
      </div>
    </div>
  );
}
