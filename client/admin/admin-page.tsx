// The administration: who may do what, where. A list of pages at the left, the chosen one beside it; the address keeps which.
import './admin.css';
import './admin-forms.css';
import './admin-phone.css';
import { Suspense, useEffect, useRef, type CSSProperties } from 'react';
import { LanguageSwitch } from '../console-top.tsx';
import { WhoAmI } from '../identity/who-am-i.tsx';
import { useSession } from '../platform/session.ts';
import { useChangeUrl, useUrlState } from '../platform/url.tsx';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { Mark } from '../ui/icons.tsx';
import { setLanguage, useWords } from '../ui/language.ts';
import { EmptyNote, FailureNote, RowOutlines } from '../ui/states.tsx';
import { useAppliedTheme } from '../ui/theme.ts';
import { ToastRegion } from '../ui/toasts.tsx';
import { useFurnitureZoom } from '../ui/use-media.ts';
import { adminPages, pagesFor, type AdminPageEntry } from './pages.ts';

export function AdminPage() {
  const { t } = useWords();
  const zoom = useFurnitureZoom();
  const { data: session, error, refetch } = useSession();
  const wanted = useUrlState((state) => state.page);
  const pages = session ? pagesFor(session) : [];
  const foreign =
    session && adminPages.find(({ name }) => name === wanted && !pages.some((page) => page.name === name));
  const chosen = foreign ? undefined : (pages.find(({ name }) => name === wanted) ?? pages[0]);
  useAppliedTheme();
  useHead();
  return (
    <div className="admin" style={{ '--zoom': zoom } as CSSProperties}>
      <a className="skip" href="#admin-room">
        {t('admin.skip')}
      </a>
      <AdminTop />
      {pages.length > 0 && <PageList pages={pages} chosen={chosen} />}
      <main id="admin-room" className="admin-room" tabIndex={-1}>
        {error && <FailureNote error={error} what={t('admin.title')} onRetry={() => void refetch()} />}
        {session && pages.length === 0 && <EmptyNote action={<BackToMap />}>{t('admin.nothing')}</EmptyNote>}
        {foreign && pages.length > 0 && (
          <EmptyNote>{t('admin.notYours', { page: t(`admin.pages.${foreign.name}`) })}</EmptyNote>
        )}
        {chosen && (
          <ErrorBoundary key={chosen.name}>
            <Suspense fallback={<RowOutlines />}>
              <chosen.Page />
            </Suspense>
          </ErrorBoundary>
        )}
      </main>
      <ToastRegion />
    </div>
  );
}

function AdminTop() {
  const { t } = useWords();
  const { data: session } = useSession();
  return (
    <header className="top-bar admin-top">
      <span className="mark">
        <Mark />
      </span>
      <h1>
        {t('shell.product')} <small>{t('admin.title')}</small>
      </h1>
      {session?.acts.includes('incidents:follow') && <BackToMap />}
      <span className="spring" />
      <LanguageSwitch />
      <WhoAmI />
    </header>
  );
}

function BackToMap() {
  const { t } = useWords();
  return (
    <a className="button" href="/">
      {t('admin.back')}
    </a>
  );
}

function PageList({ pages, chosen }: { pages: readonly AdminPageEntry[]; chosen: AdminPageEntry | undefined }) {
  const { t } = useWords();
  const change = useChangeUrl();
  const list = useRef<HTMLElement>(null);
  const name = chosen?.name;
  useEffect(() => {
    // On a phone the pages are a row that is longer than the screen.
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [name]);
  return (
    <nav ref={list} className="admin-list" aria-label={t('admin.list')}>
      {pages.map(({ name }) => (
        <a
          key={name}
          href={`/admin?page=${name}`}
          aria-current={name === chosen?.name ? 'page' : undefined}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey) return;
            event.preventDefault();
            change({ page: name });
          }}
        >
          {t(`admin.pages.${name}`)}
        </a>
      ))}
    </nav>
  );
}

function useHead(): void {
  const { t, language } = useWords();
  const wanted = useUrlState((state) => state.lang);
  useEffect(() => {
    if (wanted && wanted !== language) setLanguage(wanted);
  }, [wanted, language]);
  useEffect(() => {
    document.documentElement.lang = language === 'en' ? 'en' : 'zh-CN';
    document.title = t('admin.document');
  }, [t, language]);
}
