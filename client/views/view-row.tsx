// One saved view. Whose name it is does not matter: it is shown as text.
import { useId, useState, type FormEvent } from 'react';
import type { SavedView } from '#contract/views';
import { useWords } from '../ui/language.ts';
import { problemText } from '../ui/problem-text.ts';
import { showToast } from '../ui/toasts.tsx';
import { useChangeView, useRemoveView } from './use-views.ts';

interface Props {
  view: SavedView;
  /** What the console shows now. */
  address: string;
  onOpen: (view: SavedView) => void;
}

export function ViewRow(props: Props) {
  const { view, onOpen } = props;
  const { t } = useWords();
  const [editing, setEditing] = useState(false);
  const copy = () =>
    navigator.clipboard.writeText(`${location.origin}${location.pathname}${view.address}`).then(
      () => showToast({ text: t('shell.copied') }),
      () => showToast({ text: t('tools.copyFailed') }),
    );
  return (
    <li className="view-row">
      <button type="button" className="view-open" onClick={() => onOpen(view)}>
        <b>{view.name}</b>
        <small>{whose()}</small>
      </button>
      <span className="view-acts">
        <Act label={t('views.copy')} name={view.name} onClick={() => void copy()} />
        {view.own && <Act label={t('views.edit')} name={view.name} onClick={() => setEditing(!editing)} />}
        {view.own && <RemoveAct view={view} />}
      </span>
      {editing && <EditForm {...props} onDone={() => setEditing(false)} />}
    </li>
  );

  function whose(): string {
    if (!view.own) return t('views.by', { name: view.ownerName });
    return view.shared ? t('views.sharedWith', { area: view.area ?? t('shell.unknown') }) : t('views.private');
  }
}

function Act({ label, name, onClick }: { label: string; name: string; onClick: () => void }) {
  return (
    <button type="button" className="link-button" aria-label={`${label} ${name}`} onClick={onClick}>
      {label}
    </button>
  );
}

/** Asks once more by its own label: no dialog for a thing that is quickly made again. */
function RemoveAct({ view: { id, name } }: { view: SavedView }) {
  const { t } = useWords();
  const [asked, setAsked] = useState(false);
  const { mutate } = useRemoveView();
  const press = () => {
    if (!asked) return setAsked(true);
    mutate(id, {
      onSuccess: () => showToast({ text: t('views.removed', { name }) }),
      onError: (error) => showToast({ text: problemText(error, t) }),
    });
  };
  return (
    <span onBlur={() => setAsked(false)}>
      <Act label={t(asked ? 'views.removeAsk' : 'views.remove')} name={name} onClick={press} />
    </span>
  );
}

function EditForm({ view, address, onDone }: Props & { onDone: () => void }) {
  const { t } = useWords();
  const field = useId();
  const [name, setName] = useState(view.name);
  const [shared, setShared] = useState(view.shared);
  const [here, setHere] = useState(false);
  const { mutate, isPending, error } = useChangeView();
  const send = (event: FormEvent) => {
    event.preventDefault();
    const { id, revision } = view;
    const change = { id, revision, name: name.trim(), shared, address: here ? address : view.address };
    mutate(change, { onSuccess: onDone });
  };
  return (
    <form className="view-form" onSubmit={send}>
      <label htmlFor={field}>{t('views.name')}</label>
      <input id={field} value={name} maxLength={80} onChange={({ target }) => setName(target.value)} />
      <label className="view-shared">
        <input type="checkbox" checked={shared} onChange={({ target }) => setShared(target.checked)} />
        {t('views.shared')}
      </label>
      <label className="view-shared">
        <input type="checkbox" checked={here} onChange={({ target }) => setHere(target.checked)} />
        {t('views.toHere')}
      </label>
      {error && (
        <p className="field-error" role="alert">
          {problemText(error, t)}
        </p>
      )}
      <span className="view-acts">
        <button type="button" className="button" onClick={onDone}>
          {t('shell.cancel')}
        </button>
        <button type="submit" className="button is-primary" disabled={isPending || name.trim() === ''}>
          {t('shell.save')}
        </button>
      </span>
    </form>
  );
}
