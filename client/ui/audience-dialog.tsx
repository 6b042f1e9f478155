// Changes for whom a thing is: the departments that alone may know of it, and the neighbours that see it too.
import { useId, useState, type FormEvent, type ReactNode } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { Division } from '#contract/grids';
import type { NewSharing } from '#contract/platform';
import { getJson } from '../platform/http.ts';
import { useIsCurrent } from '../platform/line-state.ts';
import type { Audience } from './audience-section.tsx';
import { Dialog } from './dialog.tsx';
import { useWords } from './language.ts';
import { showToast } from './toasts.tsx';
import { useDepartments } from './use-departments.ts';

/** How what is changed here reaches the server, and what a refusal means. */
export interface AudienceDoor {
  readonly limit: (departments: readonly string[]) => Promise<unknown>;
  readonly share: (wanted: NewSharing) => Promise<unknown>;
  readonly unshare: (path: string) => Promise<unknown>;
  /** Whatever has come of it: the screen shall show what the server holds. */
  readonly onSettled: (error: Error | null) => Promise<unknown>;
  readonly failure: (error: Error | null) => ReactNode;
}

interface Part {
  audience: Audience;
  /** Where it lies. */
  divisionPath: string;
  door: AudienceDoor;
}

interface Props extends Part {
  /** What it is, as its drawer calls it. */
  subject: string;
  mayLimit: boolean;
  mayShare: boolean;
  onClose: () => void;
}

export function AudienceDialog({ subject, mayLimit, mayShare, onClose, ...part }: Props) {
  const { t } = useWords();
  const current = useIsCurrent();
  return (
    <Dialog title={t('sharing.title')} onClose={onClose}>
      <div className="dialog-form">
        <p className="dialog-subject">{subject}</p>
        {!current && <p className="act-reason">{t('shell.line.cutAct')}</p>}
        {mayLimit && <LimitForm key={part.audience.departments.join()} {...part} disabled={!current} />}
        {mayShare && <ShareForm {...part} disabled={!current} />}
        <div className="dialog-acts">
          <button type="button" className="button" onClick={onClose}>
            {t('shell.close')}
          </button>
        </div>
      </div>
    </Dialog>
  );
}

type FormProps = Part & { disabled: boolean };

/** An act of this dialog; said in a toast once it is done. */
function useAct<Given>({ onSettled }: AudienceDoor, done: string, act: (given: Given) => Promise<unknown>) {
  return useMutation<unknown, Error, Given>({
    mutationFn: act,
    onSuccess: () => showToast({ text: done }),
    onSettled: (_answer, error) => onSettled(error),
  });
}

/** None chosen means that all of its area may know of it. */
function LimitForm({ audience, door, disabled }: FormProps) {
  const { t } = useWords();
  const [chosen, setChosen] = useState(audience.departments);
  const departments = useDepartments();
  const { mutate, error, isPending } = useAct(door, t('sharing.done.limit'), door.limit);
  const toggle = (code: string) =>
    setChosen(chosen.includes(code) ? chosen.filter((one) => one !== code) : [...chosen, code]);
  const send = (event: FormEvent) => {
    event.preventDefault();
    mutate(chosen);
  };
  const unchanged = [...chosen].sort().join() === [...audience.departments].sort().join();
  const offered = departments.filter(({ code, closed }) => !closed || chosen.includes(code));
  return (
    <form className="audience-part" onSubmit={send}>
      <fieldset className="audience-departments">
        <legend>{t('sharing.onlyThese')}</legend>
        {offered.map(({ code, word }) => (
          <label key={code}>
            <input type="checkbox" checked={chosen.includes(code)} onChange={() => toggle(code)} /> {word}
          </label>
        ))}
      </fieldset>
      <p className="hint">{t(chosen.length === 0 ? 'sharing.hint.everybody' : 'sharing.hint.onlyThese')}</p>
      {door.failure(error)}
      <div className="acts">
        <button type="submit" className="button is-primary" disabled={disabled || isPending || unchanged}>
          {t('sharing.limit')}
        </button>
      </div>
    </form>
  );
}

/** Levels above see what lies below; sharing is for the neighbours. */
function ShareForm(props: FormProps) {
  const { audience, divisionPath, door, disabled } = props;
  const { t } = useWords();
  const place = useId();
  const why = useId();
  const [path, setPath] = useState('');
  const [reason, setReason] = useState('');
  const neighbours = useNeighbours(audience, divisionPath);
  const { mutate, error, isPending } = useAct(door, t('sharing.done.share'), door.share);
  const whole = path !== '' && reason.trim() !== '';
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!whole) return;
    const onSuccess = () => {
      setPath('');
      setReason('');
    };
    mutate({ path, reason: reason.trim() }, { onSuccess });
  };
  return (
    <form className="audience-part" onSubmit={send}>
      <h3>{t('sharing.shared')}</h3>
      <Shared {...props} />
      <label htmlFor={place}>{t('sharing.with')}</label>
      <select id={place} required value={path} onChange={({ target }) => setPath(target.value)}>
        <option value="">{t('sharing.choose')}</option>
        {neighbours.map((one) => (
          <option key={one.path} value={one.path}>
            {one.name}
          </option>
        ))}
      </select>
      <label htmlFor={why}>{t('sharing.reason')}</label>
      <input
        id={why}
        type="text"
        required
        maxLength={500}
        value={reason}
        onChange={({ target }) => setReason(target.value)}
      />
      {door.failure(error)}
      <div className="acts">
        <button type="submit" className="button is-primary" disabled={disabled || isPending || !whole}>
          {t('sharing.share')}
        </button>
      </div>
    </form>
  );
}

/** Counties that do not see it yet. */
function useNeighbours({ sharing }: Audience, divisionPath: string): readonly Division[] {
  const { data = [] } = useQuery({
    queryKey: ['grids', 'counties'],
    queryFn: ({ signal }) => getJson<Division[]>('/api/grids/divisions?level=county', signal),
    staleTime: 5 * 60_000,
  });
  const shared = new Set(sharing.map((line) => line.path));
  return data.filter(({ path }) => !divisionPath.startsWith(path) && !shared.has(path));
}

function Shared({ audience: { sharing }, door, disabled }: FormProps) {
  const { t } = useWords();
  const { mutate, error, isPending } = useAct(door, t('sharing.done.unshare'), door.unshare);
  return (
    <>
      {sharing.length === 0 && <p className="hint">{t('sharing.nobodyElse')}</p>}
      {sharing.length > 0 && (
        <ul className="plain audience-shared">
          {sharing.map(({ path, name, reason }) => (
            <li key={path}>
              <span>
                {name} <small>{reason}</small>
              </span>
              <button
                type="button"
                className="link-button"
                disabled={disabled || isPending}
                onClick={() => mutate(path)}
              >
                {t('sharing.unshare')}
                <span className="only-heard"> {name}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {door.failure(error)}
    </>
  );
}
