// Under the top bar: somebody asks for help and waits for a decision; one's own request; the emergency access that one is in, with the time left.
import './sealed.css';
import type { ReactNode } from 'react';
import type { Emergency } from '#contract/sealed';
import { useNow } from '../platform/clock.ts';
import { useSession } from '../platform/session.ts';
import { formatAge, formatTime } from '../ui/formats.ts';
import { useWords } from '../ui/language.ts';
import { problemText } from '../ui/problem-text.ts';
import { showToast } from '../ui/toasts.tsx';
import { useDecideEmergency, useEmergencies, useEndEmergency, useEnterEmergency } from './use-sealed.ts';

/** The most pressing one: what one is in, then what one may enter, then what waits for one's decision. */
export function EmergencyBanner() {
  const { data: session } = useSession();
  const { data: all = [] } = useEmergencies();
  const mine = all.find(({ isMine, state }) => isMine && state === 'open');
  const toDecide = all.find(({ mayDecide }) => mayDecide);
  const waiting = all.find(({ isMine, state }) => isMine && state === 'asked');
  if (mine) return <OwnBanner emergency={mine} inside={session?.post === mine.postId} />;
  if (toDecide) return <DecisionBanner key={toDecide.id} emergency={toDecide} />;
  if (waiting) return <WaitingBanner emergency={waiting} />;
  return null;
}

interface FrameProps {
  readonly text: string;
  readonly more: string;
  readonly error?: Error | null;
  readonly children?: ReactNode;
}

function Frame({ text, more, error, children }: FrameProps) {
  const { t } = useWords();
  return (
    <aside className="banner is-emergency" role="status">
      <i className="banner-mark" aria-hidden="true">
        !
      </i>
      <p>
        <span>{text}</span>
        <small>{error ? problemText(error, t) : more}</small>
      </p>
      {children}
    </aside>
  );
}

function OwnBanner({ emergency, inside }: { emergency: Emergency; inside: boolean }) {
  const { t, language } = useWords();
  const now = useNow();
  const enter = useEnterEmergency();
  const end = useEndEmergency(() => showToast({ text: t('sealed.emergency.ended') }));
  const { id, incidentNumber: number, areas, until, postId } = emergency;
  const left = formatAge(Math.max(0, Date.parse(until!) - now), language);
  const text = inside
    ? t('sealed.emergency.active', { number, areas: areas.join(t('shell.comma')), left })
    : t('sealed.emergency.open', { number });
  return (
    <Frame text={text} more={t('sealed.emergency.activeWhy')} error={enter.error ?? end.error}>
      {!inside && (
        <button
          type="button"
          className="button is-primary"
          disabled={enter.isPending}
          onClick={() => enter.mutate(postId!)}
        >
          {t('sealed.emergency.enter')}
        </button>
      )}
      <button type="button" className="button" disabled={end.isPending} onClick={() => end.mutate(id)}>
        {t('sealed.emergency.leave')}
      </button>
    </Frame>
  );
}

function DecisionBanner({ emergency }: { emergency: Emergency }) {
  const { t } = useWords();
  const { mutate, error, isPending } = useDecideEmergency((approved) =>
    showToast({ text: t(approved ? 'sealed.emergency.approved' : 'sealed.emergency.refused') }),
  );
  const { id, askedBy, incidentNumber: number, areas, hours, reason } = emergency;
  const name = askedBy ?? t('sealed.emergency.somebody');
  const text = t('sealed.emergency.pending', { name, number, areas: areas.join(t('shell.comma')), hours });
  return (
    <Frame text={text} more={reason} error={error}>
      <button
        type="button"
        className="button is-primary"
        disabled={isPending}
        onClick={() => mutate({ id, approved: true })}
      >
        {t('sealed.emergency.approve')}
      </button>
      <button type="button" className="button" disabled={isPending} onClick={() => mutate({ id, approved: false })}>
        {t('sealed.emergency.refuse')}
      </button>
    </Frame>
  );
}

function WaitingBanner({ emergency: { incidentNumber: number, expiresAt } }: { emergency: Emergency }) {
  const { t } = useWords();
  return (
    <Frame
      text={t('sealed.emergency.waiting', { number })}
      more={t('sealed.emergency.waitingWhy', { time: formatTime(expiresAt) })}
    />
  );
}
