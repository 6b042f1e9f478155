// Making, changing an account, and handing over its open work.
import { useState } from 'react';
import type { MadePerson, NamedArea, Person, TransferredWork } from '#contract/identity/administration';
import { useWords } from '../ui/language.ts';
import { showToast } from '../ui/toasts.tsx';
import { AreaPicker } from './area-picker.tsx';
import { FormDialog } from './form-dialog.tsx';
import { PersonPicker } from './person-picker.tsx';
import { useSend } from './use-admin.ts';

const LOGIN = '[a-z0-9][a-z0-9._\\-]{1,39}';

export function NewPersonForm({
  onMade,
  onClose,
}: {
  onMade: (name: string, password: string) => void;
  onClose: () => void;
}) {
  const { t } = useWords();
  const send = useSend<MadePerson>();
  const [login, setLogin] = useState('');
  const [name, setName] = useState('');
  const [area, setArea] = useState<readonly NamedArea[]>([]);
  const make = () =>
    send.mutate(
      { method: 'POST', path: '/people', body: { login, name: name.trim(), divisionPath: area[0]?.path } },
      { onSuccess: ({ password }) => onMade(name.trim(), password) },
    );
  const ready = new RegExp(`^${LOGIN}$`).test(login) && name.trim() !== '' && area.length === 1;
  return (
    <FormDialog
      title={t('admin.people.new')}
      send={t('admin.people.make')}
      busy={send.isPending}
      error={send.error}
      ready={ready}
      onSend={make}
      onClose={onClose}
    >
      <label>
        {t('admin.people.login')}
        <input
          value={login}
          maxLength={40}
          pattern={LOGIN}
          autoComplete="off"
          onChange={({ target }) => setLogin(target.value)}
        />
        <span className="hint">{t('admin.people.loginHint')}</span>
      </label>
      <label>
        {t('admin.people.name')}
        <input value={name} maxLength={40} autoComplete="off" onChange={({ target }) => setName(target.value)} />
      </label>
      <AreaPicker label={t('admin.people.division')} chosen={area} onChange={setArea} single />
    </FormDialog>
  );
}

export function ChangePerson({ person, onClose }: { person: Person; onClose: () => void }) {
  const { t } = useWords();
  const send = useSend();
  const [name, setName] = useState(person.name);
  const [area, setArea] = useState<readonly NamedArea[]>([person.division]);
  const save = () =>
    send.mutate(
      { method: 'PATCH', path: `/people/${person.id}`, body: { name: name.trim(), divisionPath: area[0]?.path } },
      { onSuccess: onClose },
    );
  return (
    <FormDialog
      title={t('admin.people.changeOf', { name: person.name })}
      send={t('shell.save')}
      busy={send.isPending}
      error={send.error}
      ready={name.trim() !== '' && area.length === 1}
      onSend={save}
      onClose={onClose}
    >
      <label>
        {t('admin.people.name')}
        <input value={name} maxLength={40} autoComplete="off" onChange={({ target }) => setName(target.value)} />
      </label>
      <AreaPicker label={t('admin.people.division')} chosen={area} onChange={setArea} single />
    </FormDialog>
  );
}

export function TransferForm({ person, onClose }: { person: Person; onClose: () => void }) {
  const { t } = useWords();
  const send = useSend<TransferredWork>();
  const [heir, setHeir] = useState<Person>();
  const hand = () =>
    send.mutate(
      { method: 'POST', path: `/people/${person.id}/transfer`, body: { to: heir?.id } },
      {
        onSuccess: ({ imports, views }) => {
          showToast({ text: t('admin.people.transferred', { imports, views }) });
          onClose();
        },
      },
    );
  return (
    <FormDialog
      title={t('admin.people.transferOf', { name: person.name })}
      send={t('admin.people.transfer')}
      busy={send.isPending}
      error={send.error}
      ready={heir !== undefined && heir.id !== person.id}
      onSend={hand}
      onClose={onClose}
    >
      <p className="admin-hint">{t('admin.people.transferHint')}</p>
      <PersonPicker label={t('admin.people.heir')} chosen={heir} onChange={setHeir} />
    </FormDialog>
  );
}
