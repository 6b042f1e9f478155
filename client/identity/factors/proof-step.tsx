// Shows once more who is signed in, before one changes how one signs in: the second factor where there is one, else the password.
import { useState } from 'react';
import type { Proof, SecondFactors, Session } from '#contract/identity';
import { sendJson } from '../../platform/http.ts';
import { useWords } from '../../ui/language.ts';
import { SecondFactorField, SecretField, typed, typedCode } from '../sign-in/fields.tsx';
import { StepForm } from '../sign-in/step-form.tsx';
import { useStep } from '../sign-in/use-step.ts';
import { useWays } from '../sign-in/use-ways.ts';
import { proveWithPasskey } from './passkey.ts';

interface Props {
  factors: SecondFactors;
  onDone: () => void;
}

type Way = 'password' | 'code' | 'recovery' | 'passkey';

export function ProofStep({ factors, onDone }: Props) {
  const { t } = useWords();
  const ways = waysOf(factors);
  const [chosen, setChosen] = useState<Way>();
  const way = chosen ?? ways[0]!;
  const step = useStep((given: Proof | undefined) =>
    given ? sendJson<Session>('POST', '/api/identity/proof', given) : proveWithPasskey(),
  );
  const turn = (to: Way) => {
    step.reset();
    setChosen(to);
  };
  const others = ways.filter((one) => one !== way);
  return (
    <StepForm
      key={way}
      title={t('identity.proof.title')}
      why={t('identity.proof.why')}
      send={t(way === 'passkey' ? 'identity.proof.passkey' : 'identity.proof.send')}
      step={step}
      given={(form) => givenIn(form, way)}
      onDone={onDone}
      others={
        others.length > 0 && (
          <p className="step-others">
            {others.map((one) => (
              <button key={one} type="button" className="link-button" onClick={() => turn(one)}>
                {t(`identity.proof.use.${one}`)}
              </button>
            ))}
          </p>
        )
      }
    >
      <ProofField way={way} />
    </StepForm>
  );
}

/** The likeliest first. */
function waysOf({ totp, passkeys }: SecondFactors): readonly Way[] {
  const ways: Way[] = [
    ...(totp ? (['code', 'recovery'] as const) : []),
    ...(passkeys.length > 0 ? ['passkey' as const] : []),
  ];
  return ways.length > 0 ? ways : ['password'];
}

function givenIn(form: HTMLFormElement, way: Way): Proof | undefined {
  switch (way) {
    case 'password':
      return { password: typed(form, 'password') };
    case 'code':
      return { code: typedCode(form) };
    case 'recovery':
      return { recoveryCode: typed(form, 'recovery').trim() };
    case 'passkey':
      return undefined;
  }
}

function ProofField({ way }: { way: Way }) {
  const { t } = useWords();
  const { data: ways } = useWays();
  switch (way) {
    case 'password':
      return (
        <SecretField
          name="password"
          label={t('identity.newPassword.current')}
          autoComplete="current-password"
          autoFocus
          hint={ways?.oidc ? t('identity.proof.noPassword', { name: ways.oidc.name }) : undefined}
        />
      );
    case 'code':
    case 'recovery':
      return <SecondFactorField way={way} />;
    case 'passkey':
      return null;
  }
}
