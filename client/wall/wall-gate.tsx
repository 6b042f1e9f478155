// Stands before the wall: a screen that may show nothing asks for its key. While nobody answers, what is shown stays.
import { useEffect, type ReactNode } from 'react';
import { hearOfLoss } from '../platform/session-loss.ts';
import { useAskSession, useSession } from '../platform/session.ts';
import { useWords } from '../ui/language.ts';
import { problemText } from '../ui/problem-text.ts';
import { WallKey } from './wall-key.tsx';

export function WallGate({ children }: { children: ReactNode }) {
  const { data: session, error } = useSession();
  const askSession = useAskSession();
  useEffect(() => hearOfLoss(() => void askSession()), [askSession]);
  if (session?.acts.includes('walls:read')) return children;
  return (
    <main className="wall-key-page">
      {session ? <WallKey isSignedIn={session.role !== 'public'} onDone={askSession} /> : <NoAnswer error={error} />}
    </main>
  );
}

function NoAnswer({ error }: { error: Error | null }) {
  const { t } = useWords();
  return (
    <p className="wall-key-wait" role="status">
      {error ? problemText(error, t) : t('machines.wallKey.waiting')}
    </p>
  );
}
