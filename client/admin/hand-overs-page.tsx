// Shift change: what waits to be taken, and handing over.
import { useState } from 'react';
import type { Colleague, HandOver } from '#contract/identity/administration';
import { useNow } from '../platform/clock.ts';
import { formatMoment } from '../ui/formats.ts';
import { useWords } from '../ui/language.ts';
import { problemText } from '../ui/problem-text.ts';
import { EmptyNote, FailureNote } from '../ui/states.tsx';
import { showToast } from '../ui/toasts.tsx';
import { AdminHead } from './admin-table.tsx';
import { FormDialog } from './form-dialog.tsx';
import { useAdmin, useSend } from './use-admin.ts';

export function HandOversPage() {
  const { t } = useWords();
  const list = useAdmin<HandOver[]>('/hand-overs');
  const [open, setOpen] = useState(false);
  return (
    <section className="admin-page">
      <AdminHead title={t('admin.pages.hand-overs')} hint={t('admin.handOvers.hint')}>
        <button type="button" className="button is-primary" onClick={() => setOpen(true)}>
          {t('admin.handOvers.give')}
        </button>
      </AdminHead>
      {list.error && (
        <FailureNote error={list.error} what={t('admin.pages.hand-overs')} onRetry={() => void list.refetch()} />
      )}
      {list.data?.length === 0 && <EmptyNote>{t('admin.handOvers.none')}</EmptyNote>}
      {list.data?.map((handOver) => (
        <HandOverCard key={handOver.id} handOver={handOver} />
      ))}
      {open && <GiveForm onClose={() => setOpen(false)} />}
    </section>
  );
}

function HandOverCard({ handOver }: { handOver: HandOver }) {
  const { t, language } = useWords();
  const now = useNow();
  const send = useSend();
  const { id, givenBy, givenTo, givenAt, note, incidents, takenBy, takenAt, mayTake, areas } = handOver;
  const time = (at: string) => formatMoment(Date.parse(at), now, language);
  const take = () =>
    send.mutate(
      { method: 'POST', path: `/hand-overs/${id}/taking` },
      { onError: (error) => showToast({ text: problemText(error, t) }) },
    );
  return (
    <article className="admin-card">
      <h3>
        {t('admin.handOvers.from', { name: givenBy.name ?? givenBy.id, time: time(givenAt) })}
        {givenTo && <small>{t('admin.handOvers.to', { name: givenTo.name ?? givenTo.id })}</small>}
      </h3>
      <p className="admin-hint">{areas.map(({ name }) => name).join(t('shell.comma'))}</p>
      {note !== '' && <p className="long-text">{note}</p>}
      <details>
        <summary>{t('admin.handOvers.incidents', { n: incidents.length })}</summary>
        <ul className="plain">
          {incidents.map((incident) => (
            <li key={incident.id}>
              <a href={`/?sel=incidents/${incident.id}`}>{incident.number}</a> {incident.title}
            </li>
          ))}
        </ul>
      </details>
      {takenBy && takenAt !== null && (
        <p className="admin-hint">
          {t('admin.handOvers.taken', { name: takenBy.name ?? takenBy.id, time: time(takenAt) })}
        </p>
      )}
      {mayTake && (
        <button type="button" className="button is-primary" disabled={send.isPending} onClick={take}>
          {t('admin.handOvers.take')}
        </button>
      )}
    </article>
  );
}

function GiveForm({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const send = useSend();
  const { data: colleagues = [] } = useAdmin<Colleague[]>('/hand-overs/colleagues');
  const [note, setNote] = useState('');
  const [to, setTo] = useState('');
  const give = () =>
    send.mutate(
      { method: 'POST', path: '/hand-overs', body: { note: note.trim(), ...(to !== '' && { to }) } },
      { onSuccess: onClose },
    );
  return (
    <FormDialog
      title={t('admin.handOvers.give')}
      send={t('admin.handOvers.giveNow')}
      busy={send.isPending}
      error={send.error}
      onSend={give}
      onClose={onClose}
    >
      <p className="admin-hint">{t('admin.handOvers.giveHint')}</p>
      <label>
        {t('admin.handOvers.whom')}
        <select value={to} onChange={({ target }) => setTo(target.value)}>
          <option value="">{t('admin.handOvers.next')}</option>
          {colleagues.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t('admin.handOvers.note')}
        <textarea value={note} maxLength={2000} rows={5} onChange={({ target }) => setNote(target.value)} />
      </label>
    </FormDialog>
  );
}
