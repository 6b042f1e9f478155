// Keys of feeds and of screens: shown once, changed with an overlap where a machine has to be changed over, taken back for good.
import { useState } from 'react';
import type { MachineKey, MadeKey, NamedArea } from '#contract/identity/administration';
import { useNow } from '../platform/clock.ts';
import { useMay } from '../platform/session.ts';
import { formatMoment } from '../ui/formats.ts';
import { useWords } from '../ui/language.ts';
import { Act } from './act.tsx';
import { AdmitForm } from './admit-form.tsx';
import { AdminHead, AdminTable } from './admin-table.tsx';
import { AreaPicker } from './area-picker.tsx';
import { EndingForm } from './ending-form.tsx';
import { FormDialog } from './form-dialog.tsx';
import { SecretDialog } from './secret-dialog.tsx';
import { useAdmin, useSend } from './use-admin.ts';

type Kind = 'feeds' | 'devices';
const LIVES_DAYS = 365;
const OVERLAPS_H = [0, 24, 72, 168];

export const FeedKeysPage = () => <KeysPage kind="feeds" />;
export const DeviceKeysPage = () => <KeysPage kind="devices" />;

type Open = { what: 'new' } | { what: 'rotate' | 'revoke' | 'admit'; of: MachineKey };

function KeysPage({ kind }: { kind: Kind }) {
  const { t } = useWords();
  const list = useAdmin<MachineKey[]>(`/${kind}`);
  const mayMake = useMay()(`identity:manage-${kind}`);
  const [open, setOpen] = useState<Open>();
  const [key, setKey] = useState<string>();
  const close = () => setOpen(undefined);
  const made = (shown: string) => {
    close();
    setKey(shown);
  };
  return (
    <section className="admin-page">
      <AdminHead title={t(`admin.pages.${kind}`)} count={list.data?.length} hint={t(`admin.keys.hints.${kind}`)}>
        {mayMake && (
          <button type="button" className="button is-primary" onClick={() => setOpen({ what: 'new' })}>
            {t('admin.keys.new')}
          </button>
        )}
      </AdminHead>
      <AdminTable
        name={t(`admin.pages.${kind}`)}
        headings={[t('admin.keys.name'), t('admin.keys.areas'), t('admin.keys.used'), t('admin.keys.expires')]}
        acts
        count={list.data?.length}
        busy={list.isFetching}
        error={list.error}
        onRetry={() => void list.refetch()}
        empty={t('admin.keys.none')}
      >
        {list.data?.map((one) => (
          <KeyRow key={one.id} of={one} mayMake={mayMake} onOpen={(what) => setOpen({ what, of: one })} />
        ))}
      </AdminTable>
      {open?.what === 'new' && <NewKeyForm kind={kind} onMade={made} onClose={close} />}
      {open?.what === 'rotate' && <RotateForm kind={kind} of={open.of} onMade={made} onClose={close} />}
      {open?.what === 'admit' && <AdmitForm of={open.of} onClose={close} />}
      {open?.what === 'revoke' && <RevokeForm kind={kind} of={open.of} onClose={close} />}
      {key !== undefined && (
        <SecretDialog
          title={t('admin.keys.key')}
          secret={key}
          hint={t(`admin.keys.keyHints.${kind}`)}
          onClose={() => setKey(undefined)}
        />
      )}
    </section>
  );
}

interface RowProps {
  of: MachineKey;
  mayMake: boolean;
  onOpen: (what: 'rotate' | 'revoke' | 'admit') => void;
}

function KeyRow({ of, mayMake, onOpen }: RowProps) {
  const { t, language } = useWords();
  const mayAdmit = useMay()('identity:admit-device');
  const now = useNow();
  const time = (at: string) => formatMoment(Date.parse(at), now, language);
  const { name, prefix, areas, usedAt, expiresAt, revokedAt, previousUntil, waiting } = of;
  const over = revokedAt !== null || (expiresAt !== null && Date.parse(expiresAt) <= now);
  return (
    <tr className={over ? 'is-over' : ''}>
      <th scope="row">
        {name} {waiting > 0 && !over && <span className="tag">{t('admin.keys.waiting', { count: waiting })}</span>}
        <small>{prefix === null ? t('admin.keys.old') : `${prefix}…`}</small>
      </th>
      <td>{areas.map((area) => area.name).join(t('shell.comma'))}</td>
      <td>{usedAt === null ? t('admin.keys.never') : time(usedAt)}</td>
      <td>
        {revokedAt !== null
          ? t('admin.keys.revoked', { time: time(revokedAt) })
          : expiresAt === null
            ? t('admin.keys.endless')
            : time(expiresAt)}
        {previousUntil !== null && <small>{t('admin.keys.previous', { time: time(previousUntil) })}</small>}
      </td>
      <td>
        <div className="admin-acts">
          {mayAdmit && waiting > 0 && !over && (
            <Act label={t('admin.keys.admit')} of={name} onAct={() => onOpen('admit')} />
          )}
          {mayMake && revokedAt === null && (
            <>
              <Act label={t('admin.keys.rotate')} of={name} onAct={() => onOpen('rotate')} />
              <Act label={t('admin.keys.revoke')} of={name} ends onAct={() => onOpen('revoke')} />
            </>
          )}
        </div>
      </td>
    </tr>
  );
}

interface MakingProps {
  kind: Kind;
  onMade: (key: string) => void;
  onClose: () => void;
}

function NewKeyForm({ kind, onMade, onClose }: MakingProps) {
  const { t } = useWords();
  const send = useSend<MadeKey>();
  const [name, setName] = useState('');
  const [areas, setAreas] = useState<readonly NamedArea[]>([]);
  const [days, setDays] = useState(LIVES_DAYS);
  const body = { name: name.trim(), areas: areas.map(({ path }) => path), days };
  return (
    <FormDialog
      title={t('admin.keys.new')}
      send={t('admin.keys.make')}
      busy={send.isPending}
      error={send.error}
      ready={name.trim() !== '' && areas.length > 0}
      onSend={() => send.mutate({ method: 'POST', path: `/${kind}`, body }, { onSuccess: ({ key }) => onMade(key) })}
      onClose={onClose}
    >
      <label>
        {t('admin.keys.name')}
        <input value={name} maxLength={60} onChange={({ target }) => setName(target.value)} />
      </label>
      <AreaPicker label={t('admin.keys.areas')} chosen={areas} onChange={setAreas} />
      <DaysField days={days} onDays={setDays} />
    </FormDialog>
  );
}

function RotateForm({ kind, of, onMade, onClose }: MakingProps & { of: MachineKey }) {
  const { t } = useWords();
  const send = useSend<MadeKey>();
  const [overlapHours, setOverlap] = useState(0);
  const [days, setDays] = useState(LIVES_DAYS);
  const rotate = () =>
    send.mutate(
      { method: 'POST', path: `/${kind}/${of.id}/rotation`, body: { overlapHours, days } },
      { onSuccess: ({ key }) => onMade(key) },
    );
  return (
    <FormDialog
      title={t('admin.keys.rotateOf', { name: of.name })}
      send={t('admin.keys.rotate')}
      busy={send.isPending}
      error={send.error}
      onSend={rotate}
      onClose={onClose}
    >
      <p className="admin-hint">{t(`admin.keys.rotateHints.${kind}`)}</p>
      {kind === 'feeds' && (
        <label>
          {t('admin.keys.overlap')}
          <select value={overlapHours} onChange={({ target }) => setOverlap(Number(target.value))}>
            {OVERLAPS_H.map((hours) => (
              <option key={hours} value={hours}>
                {hours === 0 ? t('admin.keys.atOnce') : t('admin.keys.hours', { n: hours })}
              </option>
            ))}
          </select>
        </label>
      )}
      <DaysField days={days} onDays={setDays} />
    </FormDialog>
  );
}

function RevokeForm({ kind, of, onClose }: { kind: Kind; of: MachineKey; onClose: () => void }) {
  const { t } = useWords();
  return (
    <EndingForm
      title={t('admin.keys.revokeOf', { name: of.name })}
      hint={t('admin.keys.revokeHint')}
      send={t('admin.keys.revoke')}
      sending={{ method: 'DELETE', path: `/${kind}/${of.id}` }}
      onClose={onClose}
    />
  );
}

function DaysField({ days, onDays }: { days: number; onDays: (days: number) => void }) {
  const { t } = useWords();
  return (
    <label>
      {t('admin.keys.days')}
      <input type="number" min={1} max={1096} value={days} onChange={({ target }) => onDays(Number(target.value))} />
    </label>
  );
}
