// The departments that rows and posts may name.
import { useState } from 'react';
import type { Department } from '#contract/identity/administration';
import { useNow } from '../platform/clock.ts';
import { useSession } from '../platform/session.ts';
import { formatMoment } from '../ui/formats.ts';
import { useWords } from '../ui/language.ts';
import { problemText } from '../ui/problem-text.ts';
import { showToast } from '../ui/toasts.tsx';
import { useDepartmentList } from '../ui/use-departments.ts';
import { Act } from './act.tsx';
import { AdminHead, AdminTable } from './admin-table.tsx';
import { FormDialog } from './form-dialog.tsx';
import { useSend } from './use-admin.ts';

const CODE = '[a-z][a-z0-9\\-]{0,39}';

export function DepartmentsPage() {
  const { t } = useWords();
  const list = useDepartmentList();
  const [open, setOpen] = useState<Department | 'new'>();
  return (
    <section className="admin-page">
      <AdminHead title={t('admin.pages.departments')} count={list.data?.length} hint={t('admin.departments.hint')}>
        <button type="button" className="button is-primary" onClick={() => setOpen('new')}>
          {t('admin.departments.new')}
        </button>
      </AdminHead>
      <AdminTable
        name={t('admin.pages.departments')}
        headings={[
          t('admin.departments.name'),
          t('admin.departments.nameEn'),
          t('admin.departments.code'),
          t('admin.state'),
        ]}
        acts
        count={list.data?.length}
        busy={list.isFetching}
        error={list.error}
        onRetry={() => void list.refetch()}
        empty={t('admin.departments.none')}
      >
        {list.data?.map((department) => (
          <DepartmentRow key={department.code} department={department} onChange={() => setOpen(department)} />
        ))}
      </AdminTable>
      {open && <DepartmentForm department={open === 'new' ? undefined : open} onClose={() => setOpen(undefined)} />}
    </section>
  );
}

function DepartmentRow({ department, onChange }: { department: Department; onChange: () => void }) {
  const { t, language } = useWords();
  const now = useNow();
  const send = useSend();
  const { data: session } = useSession();
  const { code, name, nameEn, closedAt } = department;
  const turn = () =>
    send.mutate(
      { method: 'PATCH', path: `/departments/${code}`, body: { closed: closedAt === null } },
      { onError: (error) => showToast({ text: problemText(error, t) }) },
    );
  return (
    <tr className={closedAt === null ? '' : 'is-over'}>
      <th scope="row">{name}</th>
      <td>{nameEn}</td>
      <td>{code}</td>
      <td>
        {closedAt === null
          ? t('admin.departments.open')
          : t('admin.departments.closed', { time: formatMoment(Date.parse(closedAt), now, language) })}
      </td>
      <td>
        {session?.acts.includes('identity:manage-departments') && (
          <div className="admin-acts">
            <Act label={t('admin.change')} of={name} onAct={onChange} />
            <Act
              label={t(closedAt === null ? 'admin.departments.close' : 'admin.departments.reopen')}
              of={name}
              busy={send.isPending}
              onAct={turn}
            />
          </div>
        )}
      </td>
    </tr>
  );
}

function DepartmentForm({ department, onClose }: { department: Department | undefined; onClose: () => void }) {
  const { t } = useWords();
  const send = useSend();
  const [code, setCode] = useState(department?.code ?? '');
  const [name, setName] = useState(department?.name ?? '');
  const [nameEn, setNameEn] = useState(department?.nameEn ?? '');
  const said = { name: name.trim(), nameEn: nameEn.trim() };
  const save = () =>
    send.mutate(
      department
        ? { method: 'PATCH', path: `/departments/${department.code}`, body: said }
        : { method: 'POST', path: '/departments', body: { code, ...said } },
      { onSuccess: onClose },
    );
  return (
    <FormDialog
      title={t(department ? 'admin.departments.change' : 'admin.departments.new')}
      send={t('shell.save')}
      busy={send.isPending}
      error={send.error}
      ready={new RegExp(`^${CODE}$`).test(code) && name.trim() !== ''}
      onSend={save}
      onClose={onClose}
    >
      <label>
        {t('admin.departments.name')}
        <input value={name} maxLength={60} onChange={({ target }) => setName(target.value)} />
      </label>
      <label>
        {t('admin.departments.nameEn')}
        <input value={nameEn} maxLength={80} onChange={({ target }) => setNameEn(target.value)} />
      </label>
      {!department && (
        <label>
          {t('admin.departments.code')}
          <input value={code} maxLength={40} pattern={CODE} onChange={({ target }) => setCode(target.value)} />
          <span className="hint">{t('admin.departments.codeHint')}</span>
        </label>
      )}
    </FormDialog>
  );
}
