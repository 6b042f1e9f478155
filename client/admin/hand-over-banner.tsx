// On the console until somebody takes it: the shift before left something.
import type { HandOver } from '#contract/identity/administration';
import { useSession } from '../platform/session.ts';
import { useWords } from '../ui/language.ts';
import { useAdmin } from './use-admin.ts';

export function HandOverBanner() {
  const { t } = useWords();
  const { data: session } = useSession();
  const may = session?.role === 'duty-officer' && session.acts.includes('identity:hand-over');
  const { data = [] } = useAdmin<HandOver[]>(may ? '/hand-overs' : undefined);
  const waiting = data.find(({ mayTake }) => mayTake);
  if (!may || !waiting) return null;
  return (
    <div className="banner" role="status">
      <p>{t('admin.handOvers.waiting', { name: waiting.givenBy.name ?? '', n: waiting.incidents.length })}</p>
      <a className="button" href="/admin?page=hand-overs">
        {t('admin.handOvers.look')}
      </a>
    </div>
  );
}
