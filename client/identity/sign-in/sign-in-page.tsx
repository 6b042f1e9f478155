// What stands where the console would be until somebody is wholly signed in. The address stays as it is.
import { useMutation } from '@tanstack/react-query';
import type { Session, SignInStep } from '#contract/identity';
import { sendJson } from '../../platform/http.ts';
import { useAskSession, useParting } from '../../platform/session.ts';
import { useWords } from '../../ui/language.ts';
import { PasswordForm } from '../factors/password-form.tsx';
import { RecoveryCodes } from '../factors/recovery-codes.tsx';
import { EnrolmentStep } from './enrolment-step.tsx';
import { keepCodes, useFreshCodes } from './fresh-codes.ts';
import { PasswordStep } from './password-step.tsx';
import { PostStep } from './post-step.tsx';
import { SecondFactorStep } from './second-factor-step.tsx';

interface Props {
  session: Session;
}

export function SignInPage({ session }: Props) {
  const askSession = useAskSession();
  const codes = useFreshCodes((state) => state.codes);
  // The session first: until it is here, the step that is done would be asked again.
  const goOn = () => void askSession().then(() => keepCodes(undefined));
  if (codes) return <RecoveryCodes codes={codes} onDone={goOn} />;
  const { step } = session;
  if (step === null) {
    return (
      <>
        <PartingNote />
        <PasswordStep />
      </>
    );
  }
  return (
    <>
      <Step step={step} session={session} />
      <StartOver />
    </>
  );
}

function Step({ step, session }: { step: SignInStep; session: Session }) {
  const { t } = useWords();
  switch (step) {
    case 'second-factor':
      return <SecondFactorStep />;
    case 'enrolment':
      return <EnrolmentStep />;
    case 'new-password':
      return <PasswordForm title={t('identity.newPassword.title')} why={t('identity.newPassword.why')} />;
    case 'post':
      return <PostStep session={session} title={t('identity.post.title')} />;
  }
}

/** Why the console is not there any more. */
function PartingNote() {
  const { t } = useWords();
  const how = useParting((state) => state.how);
  return (
    <p className="parting" role="status">
      {how && t(how === 'out' ? 'identity.signIn.out' : 'identity.signIn.again')}
    </p>
  );
}

/** Leaves a sign-in that was begun. */
function StartOver() {
  const { t } = useWords();
  const askSession = useAskSession();
  const { mutate } = useMutation({
    mutationFn: () => sendJson('DELETE', '/api/identity/session', undefined),
    onSettled: askSession,
  });
  return (
    <button type="button" className="link-button start-over" onClick={() => mutate()}>
      {t('identity.signIn.back')}
    </button>
  );
}
