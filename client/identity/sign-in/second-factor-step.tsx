// The second step: six digits, a recovery code, or a passkey.
import { useState } from 'react';
import { sendJson } from '../../platform/http.ts';
import { useWords } from '../../ui/language.ts';
import { SecondFactorField, typed, typedCode } from './fields.tsx';
import { signInWithPasskey } from '../factors/passkey.ts';
import { StepForm } from './step-form.tsx';
import { useStep } from './use-step.ts';

type Answered = { code: string } | { recoveryCode: string };

export function SecondFactorStep() {
  const { t } = useWords();
  const [way, setWay] = useState<'code' | 'recovery'>('code');
  const passkey = useStep((_none: undefined) => signInWithPasskey());
  const answer = useStep((given: Answered) => sendJson('POST', '/api/identity/sign-in/second-factor', given));
  const other = way === 'code' ? 'recovery' : 'code';
  const turn = () => {
    answer.reset();
    passkey.reset();
    setWay(other);
  };
  return (
    <StepForm
      key={way}
      title={t('identity.secondFactor.title')}
      send={t('identity.secondFactor.send')}
      step={answer}
      otherError={passkey.error}
      given={(form) => (way === 'code' ? { code: typedCode(form) } : { recoveryCode: typed(form, 'recovery').trim() })}
      others={
        <p className="step-others">
          <button type="button" className="link-button" onClick={turn}>
            {t(other === 'code' ? 'identity.secondFactor.useCode' : 'identity.secondFactor.useRecovery')}
          </button>
          <button type="button" className="link-button" onClick={() => passkey.mutate(undefined)}>
            {t('identity.secondFactor.usePasskey')}
          </button>
        </p>
      }
    >
      <SecondFactorField way={way} />
    </StepForm>
  );
}
