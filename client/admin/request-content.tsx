// What exactly is asked, in words: whoever decides has to know it.
import type { Move, ReformPreview, TwoPersonRequest } from '#contract/identity/administration/requests';
import type { PostRole } from '#contract/identity';
import { useWords } from '../ui/language.ts';
import { useSession } from '../platform/session.ts';
import { CountList } from './reform-counts.tsx';

export function RequestContent({ request }: { request: TwoPersonRequest }) {
  const { t } = useWords();
  const { kind, about, askedBy, reason, content } = request;
  return (
    <dl className="facts">
      <div>
        <dt>{t('admin.requests.asker')}</dt>
        <dd>{askedBy.name ?? askedBy.id}</dd>
      </div>
      {about && (
        <div>
          <dt>{t('admin.requests.about')}</dt>
          <dd>{about.name ?? about.id}</dd>
        </div>
      )}
      <div>
        <dt>{t('admin.requests.reason')}</dt>
        <dd>{reason}</dd>
      </div>
      {kind === 'recovery' && (
        <div>
          <dt>{t('admin.requests.what')}</dt>
          <dd>{t(`admin.requests.recover.${(content as { what: 'second-factor' | 'password' }).what}`)}</dd>
        </div>
      )}
      {(kind === 'administrator' || kind === 'post-end') && (
        <AdministratorPost content={content as { role: PostRole; areas: string[] }} />
      )}
      {kind === 'reform' && <Moves content={content as Moving} />}
    </dl>
  );
}

function AdministratorPost({ content: { role, areas } }: { content: { role: PostRole; areas: string[] } }) {
  const { t } = useWords();
  const { data: session } = useSession();
  const nameOf = (path: string) => session?.choices.find((choice) => choice.path === path)?.name ?? path;
  return (
    <>
      <div>
        <dt>{t('admin.posts.role')}</dt>
        <dd>{t(`identity.roles.${role}`)}</dd>
      </div>
      <div>
        <dt>{t('admin.posts.areas')}</dt>
        <dd>{areas.map(nameOf).join(t('shell.comma'))}</dd>
      </div>
    </>
  );
}

interface Moving {
  readonly moves: readonly Move[];
  readonly counts: ReformPreview['counts'];
}

function Moves({ content: { moves, counts } }: { content: Moving }) {
  const { t } = useWords();
  return (
    <>
      <div>
        <dt>{t('admin.divisions.moves')}</dt>
        <dd>
          <ul className="plain">
            {moves.map(({ from, to, name }) => (
              <li key={from}>
                {from} → {to} {name}
              </li>
            ))}
          </ul>
        </dd>
      </div>
      <div>
        <dt>{t('admin.divisions.counts')}</dt>
        <dd>
          <CountList counts={counts} />
        </dd>
      </div>
    </>
  );
}
