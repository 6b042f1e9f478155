// Where a second step is asked of everybody: an authenticator or a passkey, set up before anything else.
import { useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { useAskSession } from '../../platform/session.ts';
import { useWords } from '../../ui/language.ts';
import { addPasskey } from '../factors/passkey.ts';
import { TotpSetup } from '../factors/totp-setup.tsx';
import { keepCodes } from './fresh-codes.ts';
import { StepForm } from './step-form.tsx';

const WAYS = ['totp', 'passkey'] as const;

export function EnrolmentStep() {
  const { t } = useWords();
  const askSession = useAskSession();
  const [way, setWay] = useState<(typeof WAYS)[number]>('totp');
  const passkey = useMutation({ mutationFn: addPasskey, onSuccess: askSession });
  const title = t('identity.enrolment.title');
  const choice = (
    <>
      <p>{t('identity.enrolment.why')}</p>
      <div className="ways" role="group" aria-label={title}>
        {WAYS.map((one) => (
          <button key={one} type="button" className="chip" aria-pressed={one === way} onClick={() => setWay(one)}>
            {t(`identity.enrolment.${one}`)}
          </button>
        ))}
      </div>
    </>
  );
  if (way === 'totp') return <TotpSetup title={title} why={choice} onDone={keepCodes} />;
  return (
    <StepForm
      title={title}
      why={choice}
      send={t('identity.enrolment.addPasskey')}
      step={passkey}
      given={() => t('identity.enrolment.passkey')}
    >
      <p className="step-why">{t('identity.enrolment.passkeyWhy')}</p>
    </StepForm>
  );
}
