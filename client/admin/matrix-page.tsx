// Who may do what, as the running server declares it.
import { useMemo, useState } from 'react';
import type { MatrixRow } from '#contract/identity/administration';
import { formatNumber } from '../ui/formats.ts';
import { useWords } from '../ui/language.ts';
import { AdminHead, AdminTable } from './admin-table.tsx';
import { declaredWords } from './declared-words.ts';
import { matrixCsv } from './matrix-csv.ts';
import { useAdmin } from './use-admin.ts';

const CALLERS = [
  'public',
  'duty-officer',
  'manager',
  'clerk',
  'analyst',
  'grid-worker',
  'unit',
  'system-admin',
  'security-admin',
  'audit-admin',
  'feed',
  'wall',
  'remote',
  'operator',
] as const;
const DATA = ['public', 'internal', 'personal'] as const;
const capabilityOf = ({ act }: MatrixRow) => act.split(':')[0]!;

export function MatrixPage() {
  const { t, language } = useWords();
  const list = useAdmin<MatrixRow[]>('/matrix');
  const [role, setRole] = useState('');
  const [capability, setCapability] = useState('');
  const [data, setData] = useState('');
  const capabilities = useMemo(() => [...new Set(list.data?.map(capabilityOf))].sort(), [list.data]);
  const rows = list.data?.filter(
    (row) =>
      (role === '' || row.who.some((who) => who === role)) &&
      (capability === '' || capabilityOf(row) === capability) &&
      (data === '' || row.data === data),
  );
  return (
    <section className="admin-page is-wide">
      <AdminHead title={t('admin.pages.matrix')} count={rows?.length} hint={t('admin.matrix.hint')}>
        <button
          type="button"
          className="button"
          disabled={!rows?.length}
          onClick={() => rows && save(matrixCsv(rows, CALLERS))}
        >
          {t('admin.export')}
        </button>
      </AdminHead>
      <div className="admin-filters">
        <Filter
          label={t('admin.matrix.caller')}
          value={role}
          onChange={setRole}
          options={CALLERS.map((one) => [one, t(`admin.matrix.callers.${one}`)])}
        />
        <Filter
          label={t('admin.matrix.capability')}
          value={capability}
          onChange={setCapability}
          options={capabilities.map((one) => [one, one])}
        />
        <Filter
          label={t('admin.matrix.data')}
          value={data}
          onChange={setData}
          options={DATA.map((one) => [one, t(`admin.matrix.classes.${one}`)])}
        />
      </div>
      <AdminTable
        name={t('admin.pages.matrix')}
        headings={[
          t('admin.matrix.what'),
          t('admin.matrix.act'),
          t('admin.matrix.area'),
          t('admin.matrix.data'),
          ...CALLERS.map((one) => t(`admin.matrix.callers.${one}`)),
        ]}
        grid
        count={rows?.length}
        busy={list.isFetching}
        error={list.error}
        onRetry={() => void list.refetch()}
        empty={t('admin.matrix.none')}
      >
        {rows?.map((row) => (
          <tr key={`${row.kind} ${row.what}`}>
            <th scope="row" className="admin-code">
              {row.what}
              <small>{t(`admin.matrix.kinds.${row.kind}`)}</small>
            </th>
            <td>
              {declaredWords(row.act, language)}
              <small className="admin-code">{row.act}</small>
            </td>
            <td className="is-short">{t(`admin.matrix.areas.${row.area}`)}</td>
            <td>
              {t(`admin.matrix.classes.${row.data}`)}
              {row.purposes.length > 0 && <small>{row.purposes.join(', ')}</small>}
            </td>
            {CALLERS.map((caller) => {
              const may = row.who.includes('public') || row.who.includes(caller);
              return (
                <td key={caller} className={may ? 'admin-may' : 'admin-may-not'}>
                  <span aria-hidden="true">{may ? '●' : '·'}</span>
                  <span className="only-heard">{t(may ? 'admin.matrix.may' : 'admin.matrix.mayNot')}</span>
                </td>
              );
            })}
          </tr>
        ))}
      </AdminTable>
      {list.data && (
        <p className="admin-hint">{t('admin.matrix.all', { n: formatNumber(list.data.length, language) })}</p>
      )}
    </section>
  );
}

interface FilterProps {
  label: string;
  value: string;
  options: readonly (readonly [value: string, name: string])[];
  onChange: (value: string) => void;
}

function Filter({ label, value, options, onChange }: FilterProps) {
  const { t } = useWords();
  return (
    <label>
      {label}
      <select value={value} onChange={({ target }) => onChange(target.value)}>
        <option value="">{t('admin.matrix.any')}</option>
        {options.map(([one, name]) => (
          <option key={one} value={one}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

function save(csv: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([csv], { type: 'text/csv' }));
  link.download = 'permission-matrix.csv';
  link.click();
  URL.revokeObjectURL(link.href);
}
