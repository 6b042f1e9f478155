// Asks another person to open more for one incident.
import { useId, useState, type FormEvent } from 'react';
import { MOST_HOURS } from '#contract/sealed';
import { useSession } from '../platform/session.ts';
import { Dialog } from '../ui/dialog.tsx';
import { useWords } from '../ui/language.ts';
import { problemText } from '../ui/problem-text.ts';
import { showToast } from '../ui/toasts.tsx';
import { useAskEmergency } from './use-sealed.ts';

interface Props {
  readonly incidentId: string;
  readonly number: string;
  readonly onClose: () => void;
}

const FIRST_HOURS = 2;
const REASON_AT_LEAST = 4;

export function AskEmergencyDialog({ incidentId, number, onClose }: Props) {
  const { t } = useWords();
  const [hours, setHours] = useState(FIRST_HOURS);
  const [area, setArea] = useState('');
  const [reason, setReason] = useState('');
  const { mutate, error, isPending } = useAskEmergency(() => {
    showToast({ text: t('sealed.emergency.asked') });
    onClose();
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    mutate({ incidentId, hours, reason: reason.trim(), ...(area !== '' && { areas: [area] }) });
  };
  return (
    <Dialog title={t('sealed.emergency.askTitle')} onClose={onClose} className="sealed-dialog">
      <form className="dialog-form" onSubmit={send}>
        <p className="dialog-subject">{number}</p>
        <p className="hint">{t('sealed.emergency.askWhy')}</p>
        <AreaField value={area} onChange={setArea} />
        <HoursField value={hours} onChange={setHours} />
        <ReasonField value={reason} onChange={setReason} />
        {error && (
          <p className="field-error" role="alert">
            {problemText(error, t)}
          </p>
        )}
        <div className="dialog-acts">
          <button type="button" className="button" onClick={onClose}>
            {t('shell.cancel')}
          </button>
          <button
            type="submit"
            className="button is-primary"
            disabled={isPending || reason.trim().length < REASON_AT_LEAST}
          >
            {t('sealed.emergency.send')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

interface FieldProps<Value> {
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

/** The county of the incident, which the server knows; or an area by name. */
function AreaField({ value, onChange }: FieldProps<string>) {
  const { t } = useWords();
  const field = useId();
  const { data: session } = useSession();
  return (
    <>
      <label htmlFor={field}>{t('sealed.emergency.areas')}</label>
      <select id={field} value={value} onChange={({ target }) => onChange(target.value)}>
        <option value="">{t('sealed.emergency.areaCounty')}</option>
        {session?.choices.map(({ path, name }) => (
          <option key={path} value={path}>
            {name}
          </option>
        ))}
      </select>
    </>
  );
}

function HoursField({ value, onChange }: FieldProps<number>) {
  const { t } = useWords();
  const field = useId();
  return (
    <>
      <label htmlFor={field}>{t('sealed.emergency.hours')}</label>
      <select id={field} value={value} onChange={({ target }) => onChange(Number(target.value))}>
        {Array.from({ length: MOST_HOURS }, (_, at) => at + 1).map((hours) => (
          <option key={hours} value={hours}>
            {hours}
          </option>
        ))}
      </select>
    </>
  );
}

function ReasonField({ value, onChange }: FieldProps<string>) {
  const { t } = useWords();
  const field = useId();
  return (
    <>
      <label htmlFor={field}>{t('sealed.emergency.reason')}</label>
      <textarea
        id={field}
        rows={3}
        required
        maxLength={300}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
      <p className="hint">{t('sealed.open.reasonHint')}</p>
    </>
  );
}
