// What the log is narrowed to.
import { useId, type ReactNode } from 'react';
import { zh } from '../ui/words/audit.ts';
import { useWords } from '../ui/language.ts';
import { knownActs } from './act-words.ts';
import { EVERYTHING, type Narrowing } from './audit-query.ts';

interface Props {
  chosen: Narrowing;
  onChoose: (narrowing: Narrowing) => void;
}

const PURPOSES = Object.keys(zh.purposes) as (keyof typeof zh.purposes)[];

export function AuditFilters({ chosen, onChoose }: Props) {
  const { t, language } = useWords();
  const choose = (name: keyof Narrowing) => (value: string) => onChoose({ ...chosen, [name]: value });
  const acts = knownActs(language);
  return (
    <search aria-label={t('audit.filters')} className="admin-filters audit-filters">
      <Text name="from" type="date" {...{ chosen, choose }} />
      <Text name="to" type="date" {...{ chosen, choose }} />
      <Text name="actor" hint={t('audit.actorHint')} {...{ chosen, choose }} />
      <Choice name="act" {...{ chosen, choose }}>
        {acts.map(({ act, words }) => (
          <option key={act} value={act}>
            {words}
          </option>
        ))}
      </Choice>
      <Text name="object" hint={t('audit.objectHint')} {...{ chosen, choose }} />
      <Text name="address" {...{ chosen, choose }} />
      <Choice name="purpose" {...{ chosen, choose }}>
        {PURPOSES.map((purpose) => (
          <option key={purpose} value={purpose}>
            {t(`audit.purposes.${purpose}`)}
          </option>
        ))}
      </Choice>
      <Text name="area" hint={t('audit.areaHint')} {...{ chosen, choose }} />
      {chosen !== EVERYTHING && (
        <button type="button" className="link-button" onClick={() => onChoose(EVERYTHING)}>
          {t('audit.clear')}
        </button>
      )}
    </search>
  );
}

interface FieldProps {
  name: keyof Narrowing;
  chosen: Narrowing;
  choose: (name: keyof Narrowing) => (value: string) => void;
}

function Text({ name, chosen, choose, type = 'text', hint }: FieldProps & { type?: 'text' | 'date'; hint?: string }) {
  const { t } = useWords();
  const id = useId();
  return (
    <span className="audit-field">
      <label htmlFor={id}>{t(`audit.${name}`)}</label>
      <input
        id={id}
        type={type}
        maxLength={100}
        placeholder={hint}
        value={chosen[name]}
        onChange={({ target }) => choose(name)(target.value)}
      />
    </span>
  );
}

function Choice({ name, chosen, choose, children }: FieldProps & { children: ReactNode }) {
  const { t } = useWords();
  const id = useId();
  return (
    <span className="audit-field">
      <label htmlFor={id}>{t(`audit.${name}`)}</label>
      <select id={id} value={chosen[name]} onChange={({ target }) => choose(name)(target.value)}>
        <option value="">{t('audit.every')}</option>
        {children}
      </select>
    </span>
  );
}
