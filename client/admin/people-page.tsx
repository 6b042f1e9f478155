// Accounts of the administrator's areas.
import { useState } from 'react';
import type { OneTimePassword, Person } from '#contract/identity/administration';
import { useSession } from '../platform/session.ts';
import { formatMoment } from '../ui/formats.ts';
import { useNow } from '../platform/clock.ts';
import { useWords } from '../ui/language.ts';
import { problemText } from '../ui/problem-text.ts';
import { showToast } from '../ui/toasts.tsx';
import { useSettled } from '../ui/use-settled.ts';
import { AdminHead, AdminTable } from './admin-table.tsx';
import { PeopleImport } from './people-import.tsx';
import { ChangePerson, NewPersonForm, TransferForm } from './person-forms.tsx';
import { DeactivationForm, RecoveryForm } from './request-forms.tsx';
import { SecretDialog } from './secret-dialog.tsx';
import { useAdminList, useSend } from './use-admin.ts';

const REST_MS = 250;
const STATES = ['active', 'inactive', 'all'] as const;

type Open = { what: 'new' | 'import' } | { what: 'change' | 'transfer' | 'recovery' | 'deactivate'; person: Person };

export function PeoplePage() {
  const { t } = useWords();
  const [words, setWords] = useState('');
  const [state, setState] = useState<(typeof STATES)[number]>('active');
  const [open, setOpen] = useState<Open>();
  const [secret, setSecret] = useState<{ name: string; password: string }>();
  const q = useSettled(words.trim(), REST_MS);
  const list = useAdminList<Person>('/people', { q, state });
  const close = () => setOpen(undefined);
  const made = (name: string, password: string) => {
    close();
    setSecret({ name, password });
  };
  return (
    <section className="admin-page">
      <AdminHead title={t('admin.pages.people')} count={list.total} hint={t('admin.people.hint')}>
        <a className="button" href="/api/identity/people/export" download>
          {t('admin.export')}
        </a>
        <button type="button" className="button" onClick={() => setOpen({ what: 'import' })}>
          {t('admin.people.import')}
        </button>
        <button type="button" className="button is-primary" onClick={() => setOpen({ what: 'new' })}>
          {t('admin.people.new')}
        </button>
      </AdminHead>
      <div className="admin-filters">
        <input
          type="search"
          value={words}
          aria-label={t('admin.people.find')}
          placeholder={t('admin.people.find')}
          onChange={({ target }) => setWords(target.value)}
        />
        <select
          aria-label={t('admin.state')}
          value={state}
          onChange={({ target }) => setState(STATES.find((one) => one === target.value) ?? 'active')}
        >
          {STATES.map((one) => (
            <option key={one} value={one}>
              {t(`admin.people.states.${one}`)}
            </option>
          ))}
        </select>
      </div>
      <AdminTable
        name={t('admin.pages.people')}
        headings={[t('admin.people.name'), t('admin.people.login'), t('admin.people.division'), t('admin.state')]}
        acts
        count={list.data && list.items.length}
        busy={list.isFetching}
        error={list.error}
        onRetry={() => void list.refetch()}
        empty={t('admin.people.none')}
        more={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
      >
        {list.items.map((person) => (
          <PersonRow key={person.id} person={person} onOpen={setOpen} onPassword={made} />
        ))}
      </AdminTable>
      {open?.what === 'new' && <NewPersonForm onMade={made} onClose={close} />}
      {open?.what === 'import' && <PeopleImport onClose={close} />}
      {open?.what === 'change' && <ChangePerson person={open.person} onClose={close} />}
      {open?.what === 'transfer' && <TransferForm person={open.person} onClose={close} />}
      {open?.what === 'recovery' && <RecoveryForm person={open.person} onClose={close} />}
      {open?.what === 'deactivate' && <DeactivationForm person={open.person} onClose={close} />}
      {secret && (
        <SecretDialog
          title={t('admin.people.passwordOf', { name: secret.name })}
          secret={secret.password}
          hint={t('admin.people.passwordHint')}
          onClose={() => setSecret(undefined)}
        />
      )}
    </section>
  );
}

interface RowProps {
  person: Person;
  onOpen: (open: Open) => void;
  onPassword: (name: string, password: string) => void;
}

function PersonRow({ person, onOpen, onPassword }: RowProps) {
  const { t, language } = useWords();
  const now = useNow();
  const { data: session } = useSession();
  const send = useSend<Partial<OneTimePassword>>();
  const failed = (error: Error) => showToast({ text: problemText(error, t) });
  const active = person.deactivatedAt === null;
  const turn = () =>
    send.mutate({ method: 'PATCH', path: `/people/${person.id}`, body: { active: !active } }, { onError: failed });
  const reset = () =>
    send.mutate(
      { method: 'POST', path: `/people/${person.id}/password` },
      { onError: failed, onSuccess: ({ password }) => password && onPassword(person.name, password) },
    );
  const state = active
    ? t(person.mustChange ? 'admin.people.mustChange' : 'admin.people.active')
    : t('admin.people.since', { time: formatMoment(person.deactivatedAt!, now, language) });
  return (
    <tr className={active ? '' : 'is-over'}>
      <th scope="row">
        {person.name} {person.administrator && <span className="tag">{t('admin.people.administrator')}</span>}
      </th>
      <td>{person.login}</td>
      <td>{person.division.name}</td>
      <td>
        {state}
        <small>{t('admin.people.posts', { n: person.posts })}</small>
      </td>
      <td>
        <div className="admin-acts">
          <Act label={t('admin.change')} of={person.name} onAct={() => onOpen({ what: 'change', person })} />
          {active && !person.administrator && (
            <Act label={t('admin.people.reset')} of={person.name} busy={send.isPending} onAct={reset} />
          )}
          {active && (
            <Act
              label={t('admin.people.recover')}
              of={person.name}
              onAct={() => onOpen({ what: 'recovery', person })}
            />
          )}
          <Act label={t('admin.people.transfer')} of={person.name} onAct={() => onOpen({ what: 'transfer', person })} />
          {person.id !== session?.user.id && (
            <Act
              label={t(active ? 'admin.people.deactivate' : 'admin.people.reactivate')}
              of={person.name}
              busy={send.isPending}
              onAct={active && person.administrator ? () => onOpen({ what: 'deactivate', person }) : turn}
            />
          )}
        </div>
      </td>
    </tr>
  );
}

/** One act of a row; whoever hears it hears of whom. */
export function Act({
  label,
  of,
  busy = false,
  onAct,
}: {
  label: string;
  of: string;
  busy?: boolean;
  onAct: () => void;
}) {
  return (
    <button type="button" className="link-button" disabled={busy} onClick={onAct}>
      {label}
      <span className="only-heard"> {of}</span>
    </button>
  );
}
