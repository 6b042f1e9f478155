// Who is signed in, in which post; and the way to one's own account and out.
import './account/account.css';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import type { PostRole, Session } from '#contract/identity';
import { useSession } from '../platform/session.ts';
import { useWords } from '../ui/language.ts';
import { zh } from '../ui/words/index.ts';
import { LeaveButton } from './account/leave-button.tsx';
import { sectionsFor, type Section } from './account/sections.ts';

/** Seldom opened, and full of forms. */
const AccountDialog = lazy(async () => ({ default: (await import('./account/account-dialog.tsx')).AccountDialog }));

export function WhoAmI() {
  const { t } = useWords();
  const { data: session } = useSession();
  const [open, setOpen] = useState(false);
  const [section, setSection] = useState<Section>();
  const place = useRef<HTMLSpanElement>(null);
  useClosing(open, () => setOpen(false), place);
  if (!session) return null;
  const { name, post } = session.user;
  const show = (wanted: Section) => {
    setOpen(false);
    setSection(wanted);
  };
  return (
    <span className="who-place" ref={place}>
      <button type="button" className="who" aria-expanded={open} onClick={() => setOpen(!open)}>
        <span className="only-heard">{t('identity.menu.open', { name: post ? name : '' })}</span>
        <span className="avatar" aria-hidden="true">
          {name.slice(0, 1)}
        </span>
        <span className="who-name">{post || name}</span>
      </button>
      {open && <Menu session={session} onChoose={show} />}
      {section && (
        <Suspense>
          <AccountDialog section={section} onSection={setSection} onClose={() => setSection(undefined)} />
        </Suspense>
      )}
    </span>
  );
}

function Menu({ session, onChoose }: { session: Session; onChoose: (section: Section) => void }) {
  const { t } = useWords();
  const { user, role, areas, choices } = session;
  const names = areas.map((path) => choices.find((choice) => choice.path === path)?.name ?? path);
  return (
    <div className="who-menu" role="group" aria-label={t('identity.menu.account')}>
      <p>
        <b>{user.name}</b>
        <small>{[user.post, names.join(t('shell.comma'))].filter(Boolean).join(' · ')}</small>
        {isPerson(role) && <small>{t(`identity.roles.${role}`)}</small>}
      </p>
      {sectionsFor(session).map((section) => (
        <button key={section} type="button" onClick={() => onChoose(section)}>
          {t(`identity.menu.${section}`)}
        </button>
      ))}
      {session.acts.includes('identity:hand-over') && (
        <a href="/admin?page=hand-overs">{t('admin.pages.hand-overs')}</a>
      )}
      <LeaveButton />
    </div>
  );
}

const isPerson = (role: Session['role']): role is PostRole => Object.hasOwn(zh.identity.roles, role);

/** Escape and a press elsewhere close it; Escape is then used up. */
function useClosing(open: boolean, close: () => void, place: { readonly current: HTMLElement | null }): void {
  const act = useRef(close);
  useEffect(() => {
    act.current = close;
  });
  useEffect(() => {
    if (!open) return undefined;
    const stop = new AbortController();
    const { signal } = stop;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || document.querySelector('dialog[open]')) return;
      event.preventDefault();
      act.current();
      place.current?.querySelector('button')?.focus();
    };
    addEventListener('keydown', onKey, { signal, capture: true });
    addEventListener('pointerdown', ({ target }) => !place.current?.contains(target as Node) && act.current(), {
      signal,
    });
    return () => stop.abort();
  }, [open, place]);
}
