// Saved views: keep the present one by name, open, pass on, change or remove one.
import './views.css';
import { useId, useState, type FormEvent } from 'react';
import type { SavedView } from '#contract/views';
import { useChangeUrl } from '../platform/url.tsx';
import { useWords } from '../ui/language.ts';
import { problemText } from '../ui/problem-text.ts';
import { FailureNote } from '../ui/states.tsx';
import { showToast } from '../ui/toasts.tsx';
import { LISTED, useSaveView, useViews } from './use-views.ts';
import { openingChange } from './view-address.ts';
import { ViewRow } from './view-row.tsx';

/** `address` is the search text of what the console shows now. */
export function ViewsCard({ address }: { address: string }) {
  const { t } = useWords();
  const { data, error, refetch } = useViews();
  const change = useChangeUrl();
  const open = (view: SavedView) => change(openingChange(view.address));
  const group = (own: boolean) => data?.items.filter((view) => view.own === own) ?? [];
  const groups = [
    { title: t('views.own'), views: group(true) },
    { title: t('views.others'), views: group(false) },
  ].filter(({ views }) => views.length > 0);
  return (
    <>
      <SaveForm address={address} />
      {error && <FailureNote error={error} what={t('views.title')} onRetry={() => void refetch()} />}
      {data?.total === 0 && <p className="tool-hint">{t('views.none')}</p>}
      {groups.map(({ title, views }) => (
        <section key={title} className="view-group" aria-label={title}>
          <h3>{title}</h3>
          <ul>
            {views.map((view) => (
              <ViewRow key={view.id} view={view} address={address} onOpen={open} />
            ))}
          </ul>
        </section>
      ))}
      {data && data.total > LISTED && <p className="tool-hint">{t('views.more', { n: LISTED })}</p>}
    </>
  );
}

function SaveForm({ address }: { address: string }) {
  const { t } = useWords();
  const field = useId();
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const { mutate, isPending, error } = useSaveView();
  const save = (event: FormEvent) => {
    event.preventDefault();
    const onSuccess = () => {
      showToast({ text: t('views.saved', { name: name.trim() }) });
      setName('');
    };
    mutate({ name: name.trim(), address, shared }, { onSuccess });
  };
  return (
    <form className="view-form" onSubmit={save}>
      <label htmlFor={field}>{t('views.name')}</label>
      <input
        id={field}
        value={name}
        maxLength={80}
        placeholder={t('views.placeholder')}
        onChange={({ target }) => setName(target.value)}
      />
      <label className="view-shared" title={t('views.sharedWhy')}>
        <input type="checkbox" checked={shared} onChange={({ target }) => setShared(target.checked)} />
        {t('views.shared')}
      </label>
      {error && (
        <p className="field-error" role="alert">
          {problemText(error, t)}
        </p>
      )}
      <button type="submit" className="button is-primary" disabled={isPending || name.trim() === ''}>
        {t('views.keep')}
      </button>
    </form>
  );
}
