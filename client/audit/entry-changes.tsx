// Before → after, field by field.
import { useWords } from '../ui/language.ts';
import { differencesOf, type Difference } from './differences.ts';
import { formatInstant } from './instant.ts';

interface Props {
  before: unknown;
  after: unknown;
  /** So many are shown, of the others how many there are. */
  most?: number;
}

export function EntryChanges({ before, after, most = Infinity }: Props) {
  const { t } = useWords();
  const all = differencesOf(before, after);
  if (all.length === 0) return <span className="audit-quiet">{t('audit.unchanged')}</span>;
  return (
    <ul className="audit-changes">
      {all.slice(0, most).map((one) => (
        <li key={one.path}>
          <Change {...one} />
        </li>
      ))}
      {all.length > most && <li className="audit-quiet">{t('audit.further', { n: all.length - most })}</li>}
    </ul>
  );
}

/** A field that is new has no before, one that is gone no after. */
function Change({ path, before, after }: Difference) {
  return (
    <>
      {path !== '' && <code>{path}</code>} {before !== undefined && <del title={before}>{readable(before)}</del>}
      {before !== undefined && after !== undefined && ' → '}
      {after !== undefined && <ins title={after}>{readable(after)}</ins>}
    </>
  );
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;

/** A moment as the log's own column says moments; as it was written where one points at it. */
const readable = (value: string): string => (INSTANT.test(value) ? formatInstant(value) : value);
