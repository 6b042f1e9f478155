// Stands before every page that is not the public's: whoever is not signed in meets the sign-in, at the same address.
import { Fragment, useEffect, type ReactNode } from 'react';
import { hearOfLoss } from '../platform/session-loss.ts';
import { isNotSetUp, useAskSession, useCleared, useSession } from '../platform/session.ts';
import { useWords } from '../ui/language.ts';
import { useLongWait } from '../ui/states.tsx';
import { useFreshCodes } from './sign-in/fresh-codes.ts';
import { SignInFrame } from './sign-in/sign-in-frame.tsx';
import { SignInPage } from './sign-in/sign-in-page.tsx';

interface Props {
  languageSwitch?: ReactNode;
  children: ReactNode;
}

export function Gate({ languageSwitch, children }: Props) {
  const { data: session, error } = useSession();
  const askSession = useAskSession();
  const freshCodes = useFreshCodes((state) => state.codes !== undefined);
  useEffect(() => hearOfLoss(() => void askSession()), [askSession]);
  const key =
    session && session.role !== 'public' && !freshCodes ? `${session.user.id} ${session.post ?? ''}` : undefined;
  const isCleared = useCleared(key);
  if (key !== undefined) return isCleared && <Fragment key={key}>{children}</Fragment>;
  return (
    <SignInFrame languageSwitch={languageSwitch}>
      {session ? <SignInPage session={session} /> : <NoServer error={error} />}
    </SignInFrame>
  );
}

/** Not translated: it is typed as it stands. */
const CREATE = 'npm run fengsui -- user create LOGIN --role system-admin';

/** Before the server has answered for the first time. */
function NoServer({ error }: { error: Error | null }) {
  const { t } = useWords();
  const long = useLongWait(error === null);
  if (!error) return <p role="status">{long ? t('identity.signIn.connecting') : ''}</p>;
  const fresh = isNotSetUp(error);
  return (
    <div className="step" role="alert">
      <h2>{t(fresh ? 'identity.away.notSetUp' : 'identity.away.title')}</h2>
      <p className="step-why">{t(fresh ? 'identity.away.notSetUpWhy' : 'identity.away.why')}</p>
      {fresh && <pre className="command">{CREATE}</pre>}
    </div>
  );
}
