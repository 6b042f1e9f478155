// Divisions that a reform ended, and asking for one.
import { useState } from 'react';
import type { ClosedDivision } from '#contract/identity/administration';
import { useNow } from '../platform/clock.ts';
import { useSession } from '../platform/session.ts';
import { formatMoment } from '../ui/formats.ts';
import { useWords } from '../ui/language.ts';
import { AdminHead, AdminTable } from './admin-table.tsx';
import { ReformForm } from './reform-form.tsx';
import { useAdmin } from './use-admin.ts';

export function DivisionsPage() {
  const { t, language } = useWords();
  const now = useNow();
  const { data: session } = useSession();
  const list = useAdmin<ClosedDivision[]>('/divisions/closed');
  const [open, setOpen] = useState(false);
  return (
    <section className="admin-page">
      <AdminHead title={t('admin.pages.divisions')} hint={t('admin.divisions.hint')}>
        {session?.acts.includes('identity:ask-reform') && (
          <button type="button" className="button is-primary" onClick={() => setOpen(true)}>
            {t('admin.divisions.reform')}
          </button>
        )}
      </AdminHead>
      <h3>{t('admin.divisions.closed')}</h3>
      <AdminTable
        name={t('admin.divisions.closed')}
        headings={[
          t('admin.divisions.was'),
          t('admin.divisions.code'),
          t('admin.divisions.into'),
          t('admin.divisions.when'),
        ]}
        count={list.data?.length}
        busy={list.isFetching}
        error={list.error}
        onRetry={() => void list.refetch()}
        empty={t('admin.divisions.none')}
      >
        {list.data?.map(({ path, name, into, closedAt }) => (
          <tr key={`${path} ${closedAt}`}>
            <th scope="row">{name}</th>
            <td>{path}</td>
            <td>
              {into.name} {into.path}
            </td>
            <td>{formatMoment(Date.parse(closedAt), now, language)}</td>
          </tr>
        ))}
      </AdminTable>
      {open && <ReformForm onClose={() => setOpen(false)} />}
    </section>
  );
}
