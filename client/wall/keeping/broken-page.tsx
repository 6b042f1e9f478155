import { useWords } from '../../ui/language.ts';

/** In place of everything, until the page is tried again. */
export function BrokenPage() {
  const { t } = useWords();
  return (
    <main className="wall-broken-page" role="alert">
      {t('wall.brokenAll')}
    </main>
  );
}
