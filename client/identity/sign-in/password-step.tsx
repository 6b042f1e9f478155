// The first step: who, and the password; or a passkey, which is both.
import { useState } from 'react';
import { RequestError, sendJson } from '../../platform/http.ts';
import { useWords } from '../../ui/language.ts';
import { SecretField, TextField, typed } from './fields.tsx';
import { signInWithPasskey } from '../factors/passkey.ts';
import { StepForm } from './step-form.tsx';
import { useStep } from './use-step.ts';
import { useWays } from './use-ways.ts';

export function PasswordStep() {
  const { t } = useWords();
  const [refused] = useState(refusedByProvider);
  const passkey = useStep((_none: undefined) => signInWithPasskey());
  const password = useStep((given: { login: string; password: string }) => {
    passkey.reset();
    return sendJson('POST', '/api/identity/sign-in', given);
  });
  const takePasskey = () => {
    password.reset();
    passkey.mutate(undefined);
  };
  return (
    <StepForm
      title={t('identity.signIn.title')}
      send={t('identity.signIn.send')}
      step={password}
      otherError={passkey.error ?? refused}
      given={(form) => ({ login: typed(form, 'username').trim(), password: typed(form, 'password') })}
      others={
        <>
          <p className="or">
            <span>{t('identity.signIn.or')}</span>
          </p>
          <button type="button" className="button" disabled={passkey.isPending} onClick={takePasskey}>
            {t('identity.signIn.passkey')}
          </button>
          <ProviderLink />
          <p className="hint">{t('identity.signIn.lost')}</p>
        </>
      }
    >
      <TextField name="username" label={t('identity.signIn.login')} autoComplete="username" autoFocus />
      <SecretField name="password" label={t('identity.signIn.password')} autoComplete="current-password" />
    </StepForm>
  );
}

/** Single sign-on, where the city has a provider of its own; it comes back to this very address. */
function ProviderLink() {
  const { t } = useWords();
  const { data } = useWays();
  if (!data?.oidc) return null;
  const back = new URLSearchParams({ back: `${location.pathname}${location.search}` }).toString();
  return (
    <a className="button" href={`/api/identity/oidc/start?${back}`}>
      {t('identity.signIn.provider', { name: data.oidc.name })}
    </a>
  );
}

/** What the way by the provider ended with: the server says it in the address. */
function refusedByProvider(): RequestError | null {
  const code = new URLSearchParams(location.search).get('sign-in-problem');
  return code === null ? null : new RequestError(401, code, code);
}
