// Where one is signed in, and how to end it there.
import type { OwnSession } from '#contract/identity';
import { serverNow } from '../../platform/clock.ts';
import { formatMoment } from '../../ui/formats.ts';
import { useWords } from '../../ui/language.ts';
import { FailureNote, RowOutlines } from '../../ui/states.tsx';
import { refusalText } from '../sign-in/refusal.tsx';
import { browserOf } from './browser-of.ts';
import { useEndSessions, useOwnSessions } from './use-own.ts';

export function SessionsSection() {
  const { t } = useWords();
  const { data, error, refetch } = useOwnSessions();
  const end = useEndSessions();
  if (!data) {
    return error ? (
      <FailureNote error={error} what={t('identity.sessions.what')} onRetry={() => void refetch()} />
    ) : (
      <RowOutlines count={2} />
    );
  }
  const sorted = data.toSorted((a, b) => Number(b.isCurrent) - Number(a.isCurrent) || b.seenAt.localeCompare(a.seenAt));
  return (
    <section className="step">
      <h2>{t('identity.menu.sessions')}</h2>
      <ul className="own-list">
        {sorted.map((session) => (
          <SessionRow key={session.id} session={session} busy={end.isPending} onEnd={() => end.mutate(session.id)} />
        ))}
      </ul>
      {end.error && (
        <p className="field-error" role="alert">
          {refusalText(end.error, t)}
        </p>
      )}
      {data.length > 1 ? (
        <button type="button" className="button" disabled={end.isPending} onClick={() => end.mutate(undefined)}>
          {t('identity.sessions.endOthers')}
        </button>
      ) : (
        <p className="hint">{t('identity.sessions.none')}</p>
      )}
    </section>
  );
}

interface RowProps {
  session: OwnSession;
  busy: boolean;
  onEnd: () => void;
}

function SessionRow({ session, busy, onEnd }: RowProps) {
  const { t, language } = useWords();
  const { agent, address, openedAt, openedBy, seenAt, post, isCurrent } = session;
  const name = browserOf(agent) ?? t('identity.sessions.unknownAgent');
  const at = (time: string) => formatMoment(time, serverNow(), language);
  const facts = [
    post ?? '',
    address === null ? '' : t('identity.sessions.from', { address }),
    t('identity.sessions.opened', { time: at(openedAt) }),
    t(`identity.sessions.by.${openedBy}`),
    t('identity.sessions.seen', { time: at(seenAt) }),
  ];
  return (
    <li>
      <span>
        <b>{name}</b> {isCurrent && <span className="tag">{t('identity.sessions.this')}</span>}
        <small>{facts.filter(Boolean).join(' · ')}</small>
      </span>
      {!isCurrent && (
        <button
          type="button"
          className="button"
          disabled={busy}
          aria-label={t('identity.sessions.endOf', { name })}
          onClick={onEnd}
        >
          {t('identity.sessions.end')}
        </button>
      )}
    </li>
  );
}
