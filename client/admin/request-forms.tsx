// What one person asks of another: to get in again, to become an administrator.
import { useState } from 'react';
import { ADMINISTRATOR_ROLES } from '#contract/identity';
import type { NamedArea, Person, Post } from '#contract/identity/administration';
import type { TwoPersonRequest } from '#contract/identity/administration/requests';
import { useWords } from '../ui/language.ts';
import { showToast } from '../ui/toasts.tsx';
import { AreaPicker } from './area-picker.tsx';
import { beginOf, endOf } from './day.ts';
import { FormDialog } from './form-dialog.tsx';
import { Period } from './grant-form.tsx';
import { PersonPicker } from './person-picker.tsx';
import { useSend } from './use-admin.ts';

const SHORTEST_REASON = 4;

/** Sends a request and says that it now waits for a second person. */
export function useAsk(kind: Exclude<TwoPersonRequest['kind'], 'emergency'>, onClose: () => void) {
  const { t } = useWords();
  const send = useSend();
  const ask = (body: object) =>
    send.mutate(
      { method: 'POST', path: `/requests/${kind}`, body },
      {
        onSuccess: () => {
          showToast({ text: t('admin.requests.asked') });
          onClose();
        },
      },
    );
  return { ask, busy: send.isPending, error: send.error };
}

export const isReason = (text: string): boolean => text.trim().length >= SHORTEST_REASON;

export function ReasonField({ reason, onReason }: { reason: string; onReason: (text: string) => void }) {
  const { t } = useWords();
  return (
    <label>
      {t('admin.requests.reason')}
      <textarea value={reason} maxLength={500} rows={3} onChange={({ target }) => onReason(target.value)} />
    </label>
  );
}

export function RecoveryForm({ person, onClose }: { person: Person; onClose: () => void }) {
  const { t } = useWords();
  const { ask, busy, error } = useAsk('recovery', onClose);
  const [what, setWhat] = useState<'second-factor' | 'password'>('second-factor');
  const [reason, setReason] = useState('');
  return (
    <FormDialog
      title={t('admin.requests.recoveryOf', { name: person.name })}
      send={t('admin.requests.ask')}
      busy={busy}
      error={error}
      ready={isReason(reason)}
      onSend={() => ask({ personId: person.id, what, reason })}
      onClose={onClose}
    >
      <p className="admin-hint">{t('admin.requests.recoveryHint')}</p>
      <fieldset className="admin-field">
        <legend>{t('admin.requests.what')}</legend>
        {(['second-factor', 'password'] as const).map((one) => (
          <label key={one} className="admin-check">
            <input type="radio" name="what" checked={what === one} onChange={() => setWhat(one)} />
            {t(`admin.requests.recover.${one}`)}
          </label>
        ))}
      </fieldset>
      <ReasonField reason={reason} onReason={setReason} />
    </FormDialog>
  );
}

export const isAdministrator = (role: string): boolean => ADMINISTRATOR_ROLES.some((one) => one === role);

export function PostEndForm({ post, onClose }: { post: Post; onClose: () => void }) {
  const { t } = useWords();
  const asking = useAsk('post-end', onClose);
  return (
    <EndForm
      title={t('admin.requests.endOf', { name: post.person.name ?? '' })}
      hint={t('admin.requests.endHint')}
      asking={asking}
      bodyOf={(reason) => ({ postId: post.id, reason })}
      onClose={onClose}
    />
  );
}

/** An administrator's account is closed, or opened again where it is closed. */
export function AccountForm({ person, onClose }: { person: Person; onClose: () => void }) {
  const { t } = useWords();
  const kind = person.deactivatedAt === null ? 'deactivation' : 'reactivation';
  const asking = useAsk(kind, onClose);
  return (
    <EndForm
      title={t(`admin.requests.${kind}Of`, { name: person.name })}
      hint={t(`admin.requests.${kind}Hint`)}
      asking={asking}
      bodyOf={(reason) => ({ personId: person.id, reason })}
      onClose={onClose}
    />
  );
}

interface EndProps {
  title: string;
  hint: string;
  asking: ReturnType<typeof useAsk>;
  bodyOf: (reason: string) => object;
  onClose: () => void;
}

function EndForm({ title, hint, asking: { ask, busy, error }, bodyOf, onClose }: EndProps) {
  const { t } = useWords();
  const [reason, setReason] = useState('');
  return (
    <FormDialog
      title={title}
      send={t('admin.requests.ask')}
      busy={busy}
      error={error}
      ready={isReason(reason)}
      onSend={() => ask(bodyOf(reason))}
      onClose={onClose}
    >
      <p className="admin-hint">{hint}</p>
      <ReasonField reason={reason} onReason={setReason} />
    </FormDialog>
  );
}

export function AdministratorForm({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const { ask, busy, error } = useAsk('administrator', onClose);
  const [person, setPerson] = useState<Person>();
  const [role, setRole] = useState<(typeof ADMINISTRATOR_ROLES)[number]>('system-admin');
  const [areas, setAreas] = useState<readonly NamedArea[]>([]);
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [reason, setReason] = useState('');
  const body = {
    personId: person?.id,
    role,
    areas: areas.map(({ path }) => path),
    from: beginOf(from),
    to: endOf(to),
    reason,
  };
  return (
    <FormDialog
      title={t('admin.posts.administrator')}
      send={t('admin.requests.ask')}
      busy={busy}
      error={error}
      ready={person !== undefined && areas.length > 0 && isReason(reason)}
      wide
      onSend={() => ask(body)}
      onClose={onClose}
    >
      <p className="admin-hint">{t('admin.requests.administratorHint')}</p>
      <PersonPicker label={t('admin.posts.person')} chosen={person} onChange={setPerson} />
      <label>
        {t('admin.posts.role')}
        <select
          value={role}
          onChange={({ target }) => setRole(ADMINISTRATOR_ROLES.find((one) => one === target.value) ?? 'system-admin')}
        >
          {ADMINISTRATOR_ROLES.map((one) => (
            <option key={one} value={one}>
              {t(`identity.roles.${one}`)}
            </option>
          ))}
        </select>
      </label>
      <AreaPicker label={t('admin.posts.areas')} chosen={areas} onChange={setAreas} />
      <Period from={from} to={to} onFrom={setFrom} onTo={setTo} />
      <ReasonField reason={reason} onReason={setReason} />
    </FormDialog>
  );
}
