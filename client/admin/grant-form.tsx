// A post of the business for somebody: role, areas, departments, from a day to a day.
import { useState } from 'react';
import { BUSINESS_ROLES } from '#contract/identity';
import type { NamedArea, Person } from '#contract/identity/administration';
import { useWords } from '../ui/language.ts';
import { AreaPicker } from './area-picker.tsx';
import { beginOf, endOf } from './day.ts';
import { ALL_DEPARTMENTS, DepartmentChoice } from './department-choice.tsx';
import { FormDialog } from './form-dialog.tsx';
import { PersonPicker } from './person-picker.tsx';
import { useSend } from './use-admin.ts';

const ROLES = [...BUSINESS_ROLES, 'unit'] as const;
type Role = (typeof ROLES)[number];

export function GrantForm({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const send = useSend();
  const [person, setPerson] = useState<Person>();
  const [role, setRole] = useState<Role>('duty-officer');
  const [title, setTitle] = useState('');
  const [unit, setUnit] = useState('');
  const [areas, setAreas] = useState<readonly NamedArea[]>([]);
  const [departments, setDepartments] = useState<readonly string[]>(ALL_DEPARTMENTS);
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const body = {
    personId: person?.id,
    role,
    title: title.trim(),
    areas: areas.map(({ path }) => path),
    departments,
    ...(role === 'unit' && { unit: unit.trim() }),
    from: beginOf(from),
    to: endOf(to),
  };
  const ready = person !== undefined && areas.length > 0 && (role !== 'unit' || unit.trim() !== '');
  return (
    <FormDialog
      title={t('admin.posts.grant')}
      send={t('admin.posts.grantNow')}
      busy={send.isPending}
      error={send.error}
      ready={ready}
      wide
      onSend={() => send.mutate({ method: 'POST', path: '/posts', body }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <PersonPicker label={t('admin.posts.person')} chosen={person} onChange={setPerson} />
      <div className="admin-two">
        <label>
          {t('admin.posts.role')}
          <select value={role} onChange={({ target }) => setRole(ROLES.find((one) => one === target.value) ?? 'clerk')}>
            {ROLES.map((one) => (
              <option key={one} value={one}>
                {t(`identity.roles.${one}`)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t('admin.posts.title')}
          <input value={title} maxLength={60} onChange={({ target }) => setTitle(target.value)} />
        </label>
      </div>
      {role === 'unit' && (
        <label>
          {t('admin.posts.unit')}
          <input value={unit} maxLength={80} onChange={({ target }) => setUnit(target.value)} />
        </label>
      )}
      <AreaPicker label={t('admin.posts.areas')} chosen={areas} onChange={setAreas} />
      <DepartmentChoice chosen={departments} onChange={setDepartments} />
      <Period from={from} to={to} onFrom={setFrom} onTo={setTo} />
    </FormDialog>
  );
}

interface PeriodProps {
  from: string;
  to: string;
  onFrom: (day: string) => void;
  onTo: (day: string) => void;
}

/** From a day on, up to a day with it. */
export function Period({ from, to, onFrom, onTo }: PeriodProps) {
  const { t } = useWords();
  return (
    <div className="admin-two">
      <label>
        {t('admin.posts.firstDay')}
        <input type="date" value={from} onChange={({ target }) => onFrom(target.value)} />
      </label>
      <label>
        {t('admin.posts.lastDay')}
        <input type="date" value={to} min={from} onChange={({ target }) => onTo(target.value)} />
      </label>
    </div>
  );
}
