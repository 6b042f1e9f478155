// The first step: who, and the password; or a passkey, which is both.
import { sendJson } from '../../platform/http.ts';
import { useWords } from '../../ui/language.ts';
import { SecretField, TextField, typed } from './fields.tsx';
import { signInWithPasskey } from '../factors/passkey.ts';
import { StepForm } from './step-form.tsx';
import { useStep } from './use-step.ts';

export function PasswordStep() {
  const { t } = useWords();
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
      otherError={passkey.error}
      given={(form) => ({ login: typed(form, 'username').trim(), password: typed(form, 'password') })}
      others={
        <>
          <p className="or">
            <span>{t('identity.signIn.or')}</span>
          </p>
          <button type="button" className="button" disabled={passkey.isPending} onClick={takePasskey}>
            {t('identity.signIn.passkey')}
          </button>
          <p className="hint">{t('identity.signIn.lost')}</p>
        </>
      }
    >
      <TextField name="username" label={t('identity.signIn.login')} autoComplete="username" autoFocus />
      <SecretField name="password" label={t('identity.signIn.password')} autoComplete="current-password" />
    </StepForm>
  );
}
