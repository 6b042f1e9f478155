// One entry whole, with its digest and its place in the chain.
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { AuditEntryDetail } from '#contract/audit';
import { getJson } from '../platform/http.ts';
import { Dialog } from '../ui/dialog.tsx';
import { useWords } from '../ui/language.ts';
import { FailureNote, RowOutlines } from '../ui/states.tsx';
import { actWords } from './act-words.ts';
import { EntryChanges } from './entry-changes.tsx';
import { useActor, usePurpose } from './entry-table.tsx';
import { formatInstant } from './instant.ts';

export function EntryDialog({ no, onClose }: { no: number; onClose: () => void }) {
  const { t } = useWords();
  const { data, error, refetch } = useQuery({
    queryKey: ['audit', 'entry', no],
    queryFn: ({ signal }) => getJson<AuditEntryDetail>(`/api/audit/entries/${no}`, signal),
    staleTime: Infinity,
  });
  return (
    <Dialog title={t('audit.entry', { no })} className="admin-wide" onClose={onClose}>
      <div className="audit-entry" tabIndex={0}>
        {error && <FailureNote error={error} what={t('audit.entry', { no })} onRetry={() => void refetch()} />}
        {!data && !error && <RowOutlines count={4} />}
        {data && <Facts entry={data} />}
      </div>
    </Dialog>
  );
}

function Facts({ entry }: { entry: AuditEntryDetail }) {
  const { t, language } = useWords();
  const purpose = usePurpose(entry.purpose);
  const actor = useActor(entry);
  return (
    <dl>
      <Fact name={t('audit.when')}>{formatInstant(entry.at)}</Fact>
      <Fact name={t('audit.actor')}>
        {actor} <code>{entry.actor}</code>
      </Fact>
      <Fact name={t('audit.where')}>{entry.from ?? '—'}</Fact>
      <Fact name={t('audit.act')}>
        {actWords(entry.act, language)} <code>{entry.act}</code>
      </Fact>
      <Fact name={t('audit.object')}>
        <code>{entry.object}</code>
      </Fact>
      <Fact name={t('audit.purpose')}>{purpose}</Fact>
      <Fact name={t('audit.areas')}>{entry.areas.length > 0 ? entry.areas.join(' ') : t('audit.noAreas')}</Fact>
      <Fact name={t('audit.role')}>
        <code>{entry.role}</code>
      </Fact>
      <Fact name={t('audit.change')}>
        <EntryChanges before={entry.before} after={entry.after} />
      </Fact>
      <Fact name={t('audit.digest')}>
        <code>{entry.digest}</code>
      </Fact>
      <Fact name={t('audit.sealedAt')}>
        {entry.sealedAt === null ? t('audit.waiting') : formatInstant(entry.sealedAt)}
      </Fact>
      {entry.pos !== null && <Fact name={t('audit.place')}>{entry.pos}</Fact>}
      {entry.chain !== null && (
        <Fact name={t('audit.chain')}>
          <code>{entry.chain}</code>
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
