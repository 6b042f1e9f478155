// A list as a table: headings stay, and what is not there yet, failed or is nothing says so.
import type { ReactNode } from 'react';
import { columnNames } from '../ui/column-names.ts';
import { useWords } from '../ui/language.ts';
import { EmptyNote, FailureNote, LoadingBar, RowOutlines } from '../ui/states.tsx';

interface Props {
  /** What is listed. */
  name: string;
  headings: readonly string[];
  /** A last column holds what can be done. */
  acts?: boolean;
  /** Its many columns are read across: on a phone, too, it stays a table. */
  grid?: boolean;
  /** Of what is listed now; undefined while nothing has come. */
  count: number | undefined;
  busy: boolean;
  error: Error | null;
  onRetry: () => void;
  empty: string;
  more?: (() => void) | undefined;
  children: ReactNode;
}

export function AdminTable({
  name,
  headings,
  acts = false,
  grid = false,
  count,
  busy,
  error,
  onRetry,
  empty,
  more,
  children,
}: Props) {
  const { t } = useWords();
  return (
    <>
      {error && <FailureNote error={error} what={name} onRetry={onRetry} />}
      {count === undefined && !error && <RowOutlines />}
      {count === 0 && <EmptyNote>{empty}</EmptyNote>}
      {count !== undefined && count > 0 && (
        <div className="admin-table-room" role="region" aria-label={name} tabIndex={0}>
          <LoadingBar busy={busy} />
          <table className={`admin-table ${grid ? '' : 'is-cards'}`} style={columnNames(headings)}>
            <thead>
              <tr>
                {headings.map((heading) => (
                  <th key={heading} scope="col">
                    {heading}
                  </th>
                ))}
                {acts && (
                  <th scope="col" className="is-acts">
                    {t('admin.acts')}
                  </th>
                )}
              </tr>
            </thead>
            <tbody>{children}</tbody>
          </table>
        </div>
      )}
      {more && (
        <button type="button" className="button" disabled={busy} onClick={more}>
          {t('admin.more')}
        </button>
      )}
    </>
  );
}

/** Title, count and acts of a page. */
export function AdminHead({
  title,
  count,
  hint,
  children,
}: {
  title: string;
  count?: number | undefined;
  hint?: string;
  children?: ReactNode;
}) {
  return (
    <>
      <header className="admin-page-head">
        <h2>
          {title}
          {count !== undefined && <span className="count">{count}</span>}
        </h2>
        {children}
      </header>
      {hint && <p className="admin-hint">{hint}</p>}
    </>
  );
}
