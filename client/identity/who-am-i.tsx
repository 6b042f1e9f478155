import { useSession } from '../platform/session.ts';
import { useWords } from '../ui/language.ts';
import { Tag } from '../ui/provenance.tsx';

/** The user, and that nobody had to sign in while that is so. */
export function WhoAmI() {
  const { t } = useWords();
  const { data } = useSession();
  if (!data) return null;
  return (
    <span className="who">
      {data.demonstration && <Tag text={t('shell.demoScope')} why={t('shell.demoScopeWhy')} />}
      <span className="avatar" aria-hidden="true">
        {data.user.name.slice(0, 1)}
      </span>
      <span className="who-name" title={data.user.name}>
        {data.user.post || data.user.name}
      </span>
    </span>
  );
}
