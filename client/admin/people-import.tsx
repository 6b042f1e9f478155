// Accounts from a CSV file: every row is looked at first; all are made or none.
import { useState, type ChangeEvent } from 'react';
import type { PeopleRows, PersonRow } from '#contract/identity/administration';
import { columnNames } from '../ui/column-names.ts';
import { useWords } from '../ui/language.ts';
import { FormDialog } from './form-dialog.tsx';
import { useSend } from './use-admin.ts';

export function PeopleImport({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const look = useSend<PeopleRows>();
  const make = useSend<PeopleRows>();
  const [csv, setCsv] = useState('');
  const read = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const text = (await target.files?.[0]?.text()) ?? '';
    setCsv(text);
    make.reset();
    if (text !== '') look.mutate({ method: 'POST', path: '/people/import', body: { csv: text, dryRun: true } });
  };
  const rows = make.data?.rows ?? look.data?.rows ?? [];
  const wrong = rows.filter(({ faults }) => faults.length > 0).length;
  const done = make.data !== undefined;
  return (
    <FormDialog
      title={t('admin.people.import')}
      send={done ? t('admin.noted') : t('admin.people.makeAll', { n: rows.length })}
      busy={look.isPending || make.isPending}
      error={look.error ?? make.error}
      ready={rows.length > 0 && wrong === 0}
      wide
      onSend={() =>
        done ? onClose() : make.mutate({ method: 'POST', path: '/people/import', body: { csv, dryRun: false } })
      }
      onClose={onClose}
    >
      <p className="admin-hint">
        {t('admin.people.importHint')} <a href="/api/identity/people/import/template">{t('admin.people.template')}</a>
      </p>
      {!done && (
        <label>
          {t('admin.people.file')}
          <input type="file" accept=".csv,text/csv" onChange={(event) => void read(event)} />
        </label>
      )}
      {rows.length > 0 && (
        <p role="status">
          {done ? t('admin.people.madeAll', { n: rows.length }) : t('admin.people.looked', { n: rows.length, wrong })}
        </p>
      )}
      {rows.length > 0 && <Rows rows={rows} done={done} />}
    </FormDialog>
  );
}

function Rows({ rows, done }: { rows: readonly PersonRow[]; done: boolean }) {
  const { t } = useWords();
  const headings = [
    t('admin.people.row'),
    t('admin.people.login'),
    t('admin.people.name'),
    t('admin.people.division'),
    t(done ? 'admin.people.password' : 'admin.people.fault'),
  ];
  return (
    <div className="admin-table-room" role="region" aria-label={t('admin.people.import')} tabIndex={0}>
      <table className="admin-table is-cards" style={columnNames(headings)}>
        <thead>
          <tr>
            {headings.map((heading) => (
              <th key={heading} scope="col">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ row, login, name, division, faults, password }) => (
            <tr key={row}>
              <td>{row}</td>
              <th scope="row">{login}</th>
              <td>{name}</td>
              <td>{division?.name}</td>
              <td>{password ?? faults.map((fault) => t(`admin.people.faults.${fault}`)).join(t('shell.semicolon'))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
