// Somebody found by name, login or initials.
import { useState } from 'react';
import type { PeoplePage, Person } from '#contract/identity/administration';
import { useWords } from '../ui/language.ts';
import { useSettled } from '../ui/use-settled.ts';
import { useAdmin } from './use-admin.ts';

const REST_MS = 200;
const LISTED = 20;

interface Props {
  label: string;
  chosen: Person | undefined;
  onChange: (person: Person) => void;
}

export function PersonPicker({ label, chosen, onChange }: Props) {
  const { t } = useWords();
  const [words, setWords] = useState('');
  const rested = useSettled(words.trim(), REST_MS);
  const { data } = useAdmin<PeoplePage>(`/people?${new URLSearchParams({ q: rested, limit: String(LISTED) })}`);
  return (
    <fieldset className="admin-field">
      <legend>{label}</legend>
      <input
        type="search"
        value={words}
        aria-label={t('admin.people.find')}
        placeholder={t('admin.people.find')}
        onChange={({ target }) => setWords(target.value)}
      />
      <div className="admin-choices">
        {data?.items.length === 0 && <p className="quiet admin-check">{t('admin.people.none')}</p>}
        {data?.items.map((person) => (
          <label key={person.id} className="admin-check">
            <input type="radio" name={label} checked={person.id === chosen?.id} onChange={() => onChange(person)} />
            {person.name}
            <small>
              {person.login} · {person.division.name}
            </small>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
