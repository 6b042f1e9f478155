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
import { Act } from './act.tsx';
import { AdminHead, AdminTable } from './admin-table.tsx';
import { EndingForm } from './ending-form.tsx';
import { PeopleImport } from './people-import.tsx';
import { ChangePerson, NewPersonForm, TransferForm } from './person-forms.tsx';
import { AccountForm, RecoveryForm } from './request-forms.tsx';
import { SecretDialog } from './secret-dialog.tsx';
import { useAdminList, useSend } from './use-admin.ts';

const REST_MS = 250;
const STATES = ['active', 'inactive', 'all'] as const;

type Open =
  | { what: 'new' | 'import' }
  | { what: 'change' | 'transfer' | 'recovery' | 'reset' | 'close' | 'by-two'; person: Person };

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
          <PersonRow key={person.id} person={person} onOpen={setOpen} />
        ))}
      </AdminTable>
      {open?.what === 'new' && <NewPersonForm onMade={made} onClose={close} />}
      {open?.what === 'import' && <PeopleImport onClose={close} />}
      {open?.what === 'change' && <ChangePerson person={open.person} onClose={close} />}
      {open?.what === 'transfer' && <TransferForm person={open.person} onClose={close} />}
      {open?.what === 'recovery' && <RecoveryForm person={open.person} onClose={close} />}
      {open?.what === 'by-two' && <AccountForm person={open.person} onClose={close} />}
      {open?.what === 'close' && <CloseForm person={open.person} onClose={close} />}
      {open?.what === 'reset' && <ResetForm person={open.person} onMade={made} onClose={close} />}
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

function CloseForm({ person: { id, name }, onClose }: { person: Person; onClose: () => void }) {
  const { t } = useWords();
  return (
    <EndingForm
      title={t('admin.people.deactivateOf', { name })}
      hint={t('admin.people.deactivateHint')}
      send={t('admin.people.deactivate')}
      sending={{ method: 'PATCH', path: `/people/${id}`, body: { active: false } }}
      onClose={onClose}
    />
  );
}

interface ResetProps {
  person: Person;
  onMade: (name: string, password: string) => void;
  onClose: () => void;
}

function ResetForm({ person: { id, name }, onMade, onClose }: ResetProps) {
  const { t } = useWords();
  return (
    <EndingForm<OneTimePassword>
      title={t('admin.people.resetOf', { name })}
      hint={t('admin.people.resetHint')}
      send={t('admin.people.reset')}
      sending={{ method: 'POST', path: `/people/${id}/password` }}
      onDone={({ password }) => onMade(name, password)}
      onClose={onClose}
    />
  );
}

function PersonRow({ person, onOpen }: { person: Person; onOpen: (open: Open) => void }) {
  const { t, language } = useWords();
  const now = useNow();
  const { data: session } = useSession();
  const send = useSend();
  const active = person.deactivatedAt === null;
  const reactivate = () =>
    send.mutate(
      { method: 'PATCH', path: `/people/${person.id}`, body: { active: true } },
      { onError: (error) => showToast({ text: problemText(error, t) }) },
    );
  return (
    <tr className={active ? '' : 'is-over'}>
      <th scope="row">
        {person.name} {person.administrator && <span className="tag">{t('admin.people.administrator')}</span>}
      </th>
      <td>{person.login}</td>
      <td>{person.division.name}</td>
      <td className="is-short">
        {active
          ? t('admin.people.active')
          : t('admin.people.since', { time: formatMoment(person.deactivatedAt!, now, language) })}
        {active && person.mustChange && <small>{t('admin.people.mustChange')}</small>}
        <small>{t('admin.people.posts', { n: person.posts })}</small>
      </td>
      <td>
        <div className="admin-acts">
          <Act label={t('admin.change')} of={person.name} onAct={() => onOpen({ what: 'change', person })} />
          {active && (
            <Act
              label={t('admin.people.recover')}
              of={person.name}
              onAct={() => onOpen({ what: 'recovery', person })}
            />
          )}
          <Act label={t('admin.people.transfer')} of={person.name} onAct={() => onOpen({ what: 'transfer', person })} />
          {active && !person.administrator && (
            <Act
              label={t('admin.people.reset')}
              of={person.name}
              ends
              onAct={() => onOpen({ what: 'reset', person })}
            />
          )}
          {!active && (
            <Act
              label={t('admin.people.reactivate')}
              of={person.name}
              busy={send.isPending}
              onAct={person.administrator ? () => onOpen({ what: 'by-two', person }) : reactivate}
            />
          )}
          {active && person.id !== session?.user.id && (
            <Act
              label={t('admin.people.deactivate')}
              of={person.name}
              ends
              onAct={() => onOpen({ what: person.administrator ? 'by-two' : 'close', person })}
            />
          )}
        </div>
      </td>
    </tr>
  );
}
