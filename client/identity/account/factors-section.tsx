// The second step of one's own sign-in: authenticator, recovery codes, passkeys. Each change asks for a proof that is fresh.
import { useState } from 'react';
import type { SecondFactors } from '#contract/identity';
import { useWords } from '../../ui/language.ts';
import { FailureNote, RowOutlines } from '../../ui/states.tsx';
import { ProofStep } from '../factors/proof-step.tsx';
import { RecoveryCodes } from '../factors/recovery-codes.tsx';
import { FactorWork, type Doing } from './factor-work.tsx';
import { PasskeyList } from './passkey-list.tsx';
import { useAskFactors, useOwnFactors } from './use-own.ts';

export function FactorsSection() {
  const { t } = useWords();
  const { data, error, refetch } = useOwnFactors();
  const [doing, setDoing] = useState<Doing>();
  const [codes, setCodes] = useState<readonly string[]>();
  const over = () => {
    setDoing(undefined);
    setCodes(undefined);
    void refetch();
  };
  // Asked anew, as the last proof may be over by now.
  const begin = (wanted: Doing) => void refetch().then(({ isSuccess }) => isSuccess && setDoing(wanted));
  if (codes) return <RecoveryCodes codes={codes} onDone={over} />;
  if (!data) {
    return error ? (
      <FailureNote error={error} what={t('identity.factors.what')} onRetry={() => void refetch()} />
    ) : (
      <RowOutlines count={2} />
    );
  }
  if (doing) return <Proven factors={data} doing={doing} onCodes={setCodes} onOver={over} />;
  return (
    <div className="step">
      {error && <FailureNote error={error} what={t('identity.factors.what')} onRetry={() => void refetch()} />}
      <TotpRow factors={data} onDo={begin} />
      <PasskeyList passkeys={data.passkeys} onDo={begin} />
    </div>
  );
}

interface ProvenProps {
  factors: SecondFactors;
  doing: Doing;
  onCodes: (codes: readonly string[]) => void;
  onOver: () => void;
}

/** The work, after the proof. Where that is over before the work is, the work waits as it is. */
function Proven({ factors, doing, onCodes, onOver }: ProvenProps) {
  const { t } = useWords();
  const askFactors = useAskFactors();
  const needed = factors.provenUntil === null;
  const [begun, setBegun] = useState(!needed);
  const goOn = () => void askFactors().then(() => setBegun(true));
  return (
    <>
      {needed && <ProofStep factors={factors} onDone={goOn} />}
      {begun && (
        <div hidden={needed}>
          <FactorWork doing={doing} onCodes={onCodes} onOver={onOver} />
        </div>
      )}
      <button type="button" className="link-button start-over" onClick={onOver}>
        {t('shell.cancel')}
      </button>
    </>
  );
}

interface TotpRowProps {
  factors: SecondFactors;
  onDo: (doing: Doing) => void;
}

function TotpRow({ factors: { totp, recoveryCodesLeft }, onDo }: TotpRowProps) {
  const { t } = useWords();
  const acts: readonly { doing: Doing; word: string }[] = totp
    ? [
        { doing: { what: 'codes' }, word: t('identity.factors.codesAnew') },
        { doing: { what: 'remove-totp' }, word: t('identity.factors.totpRemove') },
      ]
    : [{ doing: { what: 'add-totp' }, word: t('identity.factors.totpAdd') }];
  return (
    <section>
      <h2>{t('identity.factors.totp')}</h2>
      <p className="step-why">
        {t(totp ? 'identity.factors.totpOn' : 'identity.factors.totpOff')}
        {totp && ` · ${t('identity.factors.codesLeft', { n: recoveryCodesLeft })}`}
      </p>
      <div className="acts">
        {acts.map(({ doing, word }) => (
          <button key={doing.what} type="button" className="button" onClick={() => onDo(doing)}>
            {word}
          </button>
        ))}
      </div>
    </section>
  );
}
