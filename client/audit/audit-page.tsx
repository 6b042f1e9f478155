// The log for its administrator: narrowed, read, taken along, verified.
import './audit.css';
import { useMutation } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { AuditFilter, Verification, VerificationRunning } from '#contract/audit';
import { sendJson } from '../platform/http.ts';
import { Icon } from '../ui/icons.tsx';
import { useWords } from '../ui/language.ts';
import { EmptyNote, FailureNote, LoadingBar, RowOutlines } from '../ui/states.tsx';
import { useSettled } from '../ui/use-settled.ts';
import { AuditFilters } from './audit-filters.tsx';
import { EVERYTHING, filterOf, searchOf } from './audit-query.ts';
import { EntryDialog } from './entry-dialog.tsx';
import { EntryTable } from './entry-table.tsx';
import { useEntries } from './use-entries.ts';
import { VerificationNote } from './verification-note.tsx';

/** A filter has to rest this long before the log is asked: every question is on record, ms. */
const REST_MS = 600;

export function AuditPage() {
  const { t } = useWords();
  const [narrowing, setNarrowing] = useState(EVERYTHING);
  const rested = useSettled(narrowing, REST_MS);
  const filter = useMemo(() => filterOf(rested), [rested]);
  const verification = useMutation({
    mutationFn: verify,
  });
  return (
    <div className="admin-page audit-page">
      <header className="admin-page-head">
        <h2>{t('audit.title')}</h2>
        <ExportLink filter={filter} />
        <button
          type="button"
          className="button is-primary"
          disabled={verification.isPending}
          onClick={() => verification.mutate()}
        >
          {t(verification.isPending ? 'audit.verifying' : 'audit.verify')}
        </button>
      </header>
      <p className="admin-hint">{t('audit.hint')}</p>
      {verification.data && <VerificationNote found={verification.data} />}
      {verification.error && (
        <FailureNote error={verification.error} what={t('audit.verify')} onRetry={() => verification.mutate()} />
      )}
      <AuditFilters chosen={narrowing} onChoose={setNarrowing} />
      <Entries filter={filter} />
    </div>
  );
}

/** A long log takes its time; the server says so, and is asked again. */
async function verify(): Promise<Verification> {
  for (;;) {
    const answer = await sendJson<Verification | VerificationRunning>('POST', '/api/audit/verification', undefined);
    if (!('running' in answer)) return answer;
  }
}

function ExportLink({ filter }: { filter: AuditFilter }) {
  const { t, language } = useWords();
  return (
    <a className="button" href={`/api/audit/entries.csv?${searchOf(filter, { lang: language })}`} download>
      <Icon name="export" />
      {t('audit.export')}
    </a>
  );
}

function Entries({ filter }: { filter: AuditFilter }) {
  const { t } = useWords();
  const [open, setOpen] = useState<number>();
  const { entries, error, isFetching, refetch, hasNextPage, fetchNextPage } = useEntries(filter);
  return (
    <>
      {error && <FailureNote error={error} what={t('audit.title')} onRetry={() => void refetch()} />}
      {!entries && !error && <RowOutlines />}
      {entries?.length === 0 && <EmptyNote>{t('audit.none')}</EmptyNote>}
      {entries && entries.length > 0 && (
        <div className="admin-table-room" tabIndex={0} role="region" aria-label={t('audit.title')}>
          <LoadingBar busy={isFetching} />
          <EntryTable entries={entries} onOpen={setOpen} />
          {hasNextPage && (
            <button
              type="button"
              className="button audit-more"
              disabled={isFetching}
              onClick={() => void fetchNextPage()}
            >
              {t('audit.more')}
            </button>
          )}
        </div>
      )}
      {open !== undefined && <EntryDialog no={open} onClose={() => setOpen(undefined)} />}
    </>
  );
}
