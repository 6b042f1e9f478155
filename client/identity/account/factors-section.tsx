// The second step of one's own sign-in: authenticator, recovery codes, passkeys.
import { useState } from 'react';
import type { SecondFactors } from '#contract/identity';
import { useWords } from '../../ui/language.ts';
import { FailureNote, RowOutlines } from '../../ui/states.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { RecoveryCodes } from '../factors/recovery-codes.tsx';
import { TotpSetup } from '../factors/totp-setup.tsx';
import { CodeField, typedCode } from '../sign-in/fields.tsx';
import { StepForm } from '../sign-in/step-form.tsx';
import { PasskeyList } from './passkey-list.tsx';
import { useAskFactors, useNewCodes, useOwnFactors, useRemoveTotp } from './use-own.ts';

type Doing = 'add' | 'remove' | 'codes';

export function FactorsSection() {
  const { t } = useWords();
  const { data, error, refetch } = useOwnFactors();
  const askFactors = useAskFactors();
  const [doing, setDoing] = useState<Doing>();
  const [codes, setCodes] = useState<readonly string[]>();
  const over = () => {
    setDoing(undefined);
    setCodes(undefined);
    void askFactors();
  };
  if (codes) return <RecoveryCodes codes={codes} onDone={over} />;
  if (!data) {
    return error ? (
      <FailureNote error={error} what={t('identity.factors.what')} onRetry={() => void refetch()} />
    ) : (
      <RowOutlines count={2} />
    );
  }
  if (doing) return <Work doing={doing} onCodes={setCodes} onOver={over} />;
  return (
    <div className="step">
      <TotpRow factors={data} onDo={setDoing} />
      <PasskeyList passkeys={data.passkeys} />
    </div>
  );
}

function TotpRow({
  factors: { totp, recoveryCodesLeft },
  onDo,
}: {
  factors: SecondFactors;
  onDo: (doing: Doing) => void;
}) {
  const { t } = useWords();
  const acts: readonly { doing: Doing; word: string }[] = totp
    ? [
        { doing: 'codes', word: t('identity.factors.codesAnew') },
        { doing: 'remove', word: t('identity.factors.totpRemove') },
      ]
    : [{ doing: 'add', word: t('identity.factors.totpAdd') }];
  return (
    <section>
      <h2>{t('identity.factors.totp')}</h2>
      <p className="step-why">
        {t(totp ? 'identity.factors.totpOn' : 'identity.factors.totpOff')}
        {totp && ` · ${t('identity.factors.codesLeft', { n: recoveryCodesLeft })}`}
      </p>
      <div className="acts">
        {acts.map(({ doing, word }) => (
          <button key={doing} type="button" className="button" onClick={() => onDo(doing)}>
            {word}
          </button>
        ))}
      </div>
    </section>
  );
}

interface WorkProps {
  doing: Doing;
  onCodes: (codes: readonly string[]) => void;
  onOver: () => void;
}

function Work({ doing, onCodes, onOver }: WorkProps) {
  const { t } = useWords();
  const back = (
    <button type="button" className="link-button start-over" onClick={onOver}>
      {t('shell.cancel')}
    </button>
  );
  if (doing === 'add') {
    return (
      <>
        <TotpSetup title={t('identity.factors.totpAdd')} onDone={onCodes} />
        {back}
      </>
    );
  }
  return (
    <>
      {doing === 'remove' ? <RemoveTotp onOver={onOver} /> : <NewCodes onCodes={onCodes} />}
      {back}
    </>
  );
}

function RemoveTotp({ onOver }: Pick<WorkProps, 'onOver'>) {
  const { t } = useWords();
  const step = useRemoveTotp();
  return (
    <StepForm
      title={t('identity.factors.totpRemove')}
      send={t('identity.factors.confirm')}
      step={step}
      given={typedCode}
      onDone={() => {
        showToast({ text: t('identity.factors.removed') });
        onOver();
      }}
    >
      <CodeField label={t('identity.factors.removeCode')} />
    </StepForm>
  );
}

function NewCodes({ onCodes }: Pick<WorkProps, 'onCodes'>) {
  const { t } = useWords();
  const step = useNewCodes();
  return (
    <StepForm
      title={t('identity.factors.codesAnew')}
      send={t('identity.factors.confirm')}
      step={step}
      given={typedCode}
      onDone={({ recoveryCodes }) => onCodes(recoveryCodes)}
    >
      <CodeField label={t('identity.factors.codesCode')} />
    </StepForm>
  );
}
