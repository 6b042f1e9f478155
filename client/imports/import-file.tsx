// How the file is read, where what was found can be wrong: sheet, encoding, heading.
import { useId, type ReactNode } from 'react';
import type { Import, Reading } from '#contract/imports';
import { sendJson } from '../platform/http.ts';
import { DrawerSection } from '../ui/drawer.tsx';
import { problemText } from '../ui/problem-text.ts';
import { useSentences } from './sentences.ts';
import { useAct } from './use-act.ts';

const ENCODINGS = ['utf-8', 'gb18030', 'utf-16le', 'utf-16be'] as const;
const DELIMITERS = [',', '\t', ';'] as const;

export function ImportFile({ found }: { found: Import }) {
  const { t, coded } = useSentences();
  const { format, tables, reading, notes } = found.inspection;
  const act = useAct();
  const read = (change: Reading) =>
    act.run(() => sendJson('POST', `/api/imports/${found.id}/inspection`, { ...reading, ...change }));
  return (
    <DrawerSection title={t('imports.file')}>
      {tables.length > 1 && (
        <Choice label={t('imports.table')} value={reading.table} onChange={(table) => read({ table })}>
          {tables.map(({ name, hidden }) => (
            <option key={name} value={name}>
              {hidden ? t('imports.hiddenTable', { name }) : name}
            </option>
          ))}
        </Choice>
      )}
      {reading.encoding && (
        <Choice
          label={t('imports.encoding')}
          value={reading.encoding}
          onChange={(name) => read({ encoding: name as 'utf-8' })}
        >
          {ENCODINGS.map((name) => (
            <option key={name} value={name}>
              {name.toUpperCase()}
            </option>
          ))}
        </Choice>
      )}
      {format === 'csv' && (
        <Choice
          label={t('imports.delimiter')}
          value={reading.delimiter}
          onChange={(sign) => read({ delimiter: sign as ',' })}
        >
          {DELIMITERS.map((sign, at) => (
            <option key={sign} value={sign}>
              {t(`imports.delimiters.${(['comma', 'tab', 'semicolon'] as const)[at]!}`)}
            </option>
          ))}
        </Choice>
      )}
      {reading.headingRow !== undefined && (
        <Choice
          label={t('imports.headingRow')}
          value={String(reading.headingRow)}
          onChange={(row) => read({ headingRow: Number(row) })}
        >
          {Array.from({ length: Math.max(11, reading.headingRow + 1) }, (_none, row) => (
            <option key={row} value={row}>
              {row === 0 ? t('imports.noHeading') : t('imports.rowNumber', { row })}
            </option>
          ))}
        </Choice>
      )}
      {notes.length > 0 && (
        <ul className="import-notes">
          {notes.map((note) => (
            <li key={note.code}>{coded('notes', note)}</li>
          ))}
        </ul>
      )}
      {act.error && <p role="alert">{problemText(act.error, t)}</p>}
    </DrawerSection>
  );
}

interface ChoiceProps {
  label: string;
  value: string | undefined;
  required?: boolean;
  onChange: (value: string) => void;
  children: ReactNode;
}

/** A label and its select in one line. */
export function Choice({ label, value, required = false, onChange, children }: ChoiceProps) {
  const { t } = useSentences();
  const id = useId();
  return (
    <div className="import-choice">
      <label htmlFor={id}>
        {label}
        {required && <em> {t('imports.required')}</em>}
      </label>
      <select id={id} value={value ?? ''} onChange={({ target }) => onChange(target.value)}>
        {children}
      </select>
    </div>
  );
}
