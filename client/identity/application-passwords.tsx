// One's own application passwords: which there are, a new one, and how to take one back.
import { useState } from 'react';
import type { ApplicationPassword, MadeApplicationPassword } from '#contract/identity';
import { serverNow } from '../platform/clock.ts';
import { formatAge, formatMoment } from '../ui/formats.ts';
import { useWords } from '../ui/language.ts';
import { FailureNote, RowOutlines } from '../ui/states.tsx';
import { useAskFactors, useOwnFactors } from './account/use-own.ts';
import { MadePassword, NewPassword } from './application-password-forms.tsx';
import { ProofStep } from './factors/proof-step.tsx';
import { refusalText } from './sign-in/refusal.tsx';
import { useApplicationPasswords, useRevokeApplicationPassword } from './use-application-passwords.ts';

export function ApplicationPasswordsSection() {
  const { t } = useWords();
  const { data, error, refetch } = useApplicationPasswords();
  const [made, setMade] = useState<MadeApplicationPassword>();
  if (made) return <MadePassword made={made} onDone={() => setMade(undefined)} />;
  if (!data) {
    return error ? (
      <FailureNote error={error} what={t('machines.passwords.title')} onRetry={() => void refetch()} />
    ) : (
      <RowOutlines count={2} />
    );
  }
  return (
    <section className="step">
      <h2>{t('machines.passwords.title')}</h2>
      <p className="step-why">{t('machines.passwords.why')}</p>
      {data.length === 0 ? <p className="hint">{t('machines.passwords.none')}</p> : <OwnList passwords={data} />}
      <Making onMade={setMade} />
    </section>
  );
}

/** After a fresh proof, which is asked for where it is wanted: who takes one back needs none. */
function Making({ onMade }: { onMade: (made: MadeApplicationPassword) => void }) {
  const { t } = useWords();
  const { data } = useOwnFactors();
  const askFactors = useAskFactors();
  const [wanted, setWanted] = useState(false);
  if (!data) return <RowOutlines count={1} />;
  if (data.provenUntil !== null) return <NewPassword onMade={onMade} />;
  if (wanted) return <ProofStep factors={data} onDone={() => void askFactors()} />;
  return (
    <button type="button" className="button" onClick={() => setWanted(true)}>
      {t('machines.passwords.make')}
    </button>
  );
}

function OwnList({ passwords }: { passwords: readonly ApplicationPassword[] }) {
  const { t } = useWords();
  const revoke = useRevokeApplicationPassword();
  return (
    <>
      <ul className="own-list">
        {passwords.map((one) => (
          <Row key={one.id} password={one} busy={revoke.isPending} onRevoke={() => revoke.mutate(one.id)} />
        ))}
      </ul>
      {revoke.error && (
        <p className="field-error" role="alert">
          {refusalText(revoke.error, t)}
        </p>
      )}
    </>
  );
}

interface RowProps {
  password: ApplicationPassword;
  busy: boolean;
  onRevoke: () => void;
}

/** A program stops at once where its password is taken back: that is asked twice. */
function Row({ password, busy, onRevoke }: RowProps) {
  const { t, language } = useWords();
  const [asked, setAsked] = useState(false);
  const { name, prefix, post, expiresAt, usedAt, state } = password;
  const now = serverNow();
  const usedAgo = usedAt === null ? undefined : now - Date.parse(usedAt);
  const used =
    usedAgo === undefined
      ? t('machines.passwords.neverUsed')
      : usedAgo < 60_000
        ? t('machines.passwords.usedNow')
        : t('machines.passwords.used', { age: formatAge(usedAgo, language) });
  const until = t('machines.passwords.until', { date: formatMoment(expiresAt, now, language) });
  const facts = [`${prefix}…`, post, state === 'in-use' ? until : t(`machines.passwords.state.${state}`), used];
  return (
    <li>
      <span>
        <b>{name}</b>
        <small>{facts.filter(Boolean).join(' · ')}</small>
      </span>
      {state === 'in-use' && !asked && (
        <button
          type="button"
          className="button"
          aria-label={t('machines.passwords.revokeNamed', { name })}
          onClick={() => setAsked(true)}
        >
          {t('machines.passwords.revoke')}
        </button>
      )}
      {state === 'in-use' && asked && (
        <span className="acts">
          <button type="button" className="button" onClick={() => setAsked(false)}>
            {t('machines.passwords.keep')}
          </button>
          <button type="button" className="button is-primary" disabled={busy} onClick={onRevoke}>
            {t('machines.passwords.revokeSure')}
          </button>
        </span>
      )}
    </li>
  );
}
