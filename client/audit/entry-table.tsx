// Entries of the log as a table, newest first.
import type { AuditEntry } from '#contract/audit';
import { columnNames } from '../ui/column-names.ts';
import { useWords } from '../ui/language.ts';
import { zh } from '../ui/words/audit.ts';
import { actWords } from './act-words.ts';
import { EntryChanges } from './entry-changes.tsx';
import { formatInstant } from './instant.ts';

/** Lines of changes in a row; the entry itself shows all. */
const CHANGES = 4;

interface Props {
  entries: readonly AuditEntry[];
  onOpen: (no: number) => void;
}

export function EntryTable({ entries, onOpen }: Props) {
  const { t } = useWords();
  const heads = ['when', 'actor', 'where', 'act', 'object', 'purpose', 'change'] as const;
  return (
    <table
      className="admin-table is-cards audit-table"
      style={columnNames(heads.map((head) => t(`audit.${head}`)))}
      aria-label={t('audit.title')}
    >
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {t(`audit.${head}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <EntryRow key={entry.no} entry={entry} onOpen={onOpen} />
        ))}
      </tbody>
    </table>
  );
}

function EntryRow({ entry, onOpen }: { entry: AuditEntry; onOpen: Props['onOpen'] }) {
  const { t, language } = useWords();
  const words = actWords(entry.act, language);
  return (
    <tr>
      <td className="audit-when">
        <time dateTime={entry.at}>{formatInstant(entry.at)}</time>
        <small>
          <button
            type="button"
            className="link-button"
            aria-label={t('audit.open', { no: entry.no })}
            onClick={() => onOpen(entry.no)}
          >
            {entry.no}
          </button>{' '}
          {entry.sealedAt === null && t('audit.waiting')}
        </small>
      </td>
      <th scope="row">
        {useActor(entry)}
        {!isHouse(entry.actor) && (
          <small className="audit-code" title={entry.actor}>
            {shortId(entry.actor)}
          </small>
        )}
      </th>
      <td>{entry.from ?? '—'}</td>
      <td>
        {words}
        <small className="audit-code">{entry.act}</small>
      </td>
      <td className="audit-code" title={entry.object}>
        {shortId(entry.object)}
      </td>
      <td>{usePurpose(entry.purpose)}</td>
      <td>
        <EntryChanges before={entry.before} after={entry.after} most={CHANGES} />
      </td>
    </tr>
  );
}

/** An id by its first eight; the entry itself shows all of it. */
const shortId = (text: string): string => text.replace(/([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f-]{21,}/g, '$1');

/** What the actor is called; nothing for one that is known by its id alone. */
export function useActor({ actor, actorName }: Pick<AuditEntry, 'actor' | 'actorName'>): string | null {
  const { t } = useWords();
  return actorName ?? (isHouse(actor) ? t(`audit.actors.${actor}`) : null);
}

const isHouse = (actor: string): actor is keyof typeof zh.actors => Object.hasOwn(zh.actors, actor);

/** The purpose in words; its code where it has none. */
export function usePurpose(purpose: string | null): string {
  const { t } = useWords();
  if (purpose === null) return '—';
  return isKnown(purpose) ? t(`audit.purposes.${purpose}`) : purpose;
}

const isKnown = (purpose: string): purpose is keyof typeof zh.purposes => Object.hasOwn(zh.purposes, purpose);
