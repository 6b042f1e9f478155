// The key of a wall, typed once at the screen, and its wait to be let in. Nothing of it stays in the page: a cookie that no script reads stands for it.
import { useEffect, useId, type FormEvent } from 'react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ScreenState, WaitingScreen } from '#contract/identity';
import { getJson, sendJson } from '../platform/http.ts';
import { useWords } from '../ui/language.ts';
import { problemText } from '../ui/problem-text.ts';

interface Props {
  /** Somebody is, who may not see a wall. */
  isSignedIn: boolean;
  /** The key was taken. */
  onDone: () => Promise<void>;
}

/** A screen that waits asks this often whether it was let in, ms. */
const ASK_MS = 5_000;
const SCREEN = ['identity', 'device-session'];
const DOOR = '/api/identity/device-session';

export function WallKey(props: Props) {
  const { data: screen } = useScreenState();
  const { onDone } = props;
  const isLetIn = screen?.state === 'let-in';
  useEffect(() => {
    if (isLetIn) void onDone();
  }, [isLetIn, onDone]);
  return screen?.state === 'waiting' ? <Waiting code={screen.code} /> : <KeyForm {...props} />;
}

function useScreenState() {
  return useQuery({
    queryKey: SCREEN,
    queryFn: ({ signal }) => getJson<ScreenState>(DOOR, signal),
    refetchInterval: ({ state: { data } }) => (data?.state === 'waiting' ? ASK_MS : false),
  });
}

function Waiting({ code }: WaitingScreen) {
  const { t } = useWords();
  const id = useId();
  return (
    <section className="wall-key-form" aria-labelledby={id}>
      <h1 id={id}>{t('machines.wallKey.letIn')}</h1>
      <p>{t('machines.wallKey.letInWhy')}</p>
      <p className="wall-key-code" role="status">
        <span className="only-heard">{t('machines.wallKey.code')} </span>
        {code}
      </p>
    </section>
  );
}

function KeyForm({ isSignedIn, onDone }: Props) {
  const { t } = useWords();
  const queries = useQueryClient();
  const id = useId();
  const { mutate, error, isPending } = useMutation({
    mutationFn: (key: string) => sendJson<WaitingScreen | undefined>('POST', DOOR, { key }),
    onSuccess: async (screen) => {
      if (screen) queries.setQueryData<ScreenState>(SCREEN, { state: 'waiting', ...screen });
      else await onDone();
    },
  });
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    mutate(String(new FormData(event.currentTarget).get('key')).trim());
  };
  return (
    <form className="wall-key-form" onSubmit={send} aria-labelledby={`${id}-title`}>
      <h1 id={`${id}-title`}>{t('machines.wallKey.title')}</h1>
      <p>{t(isSignedIn ? 'machines.wallKey.notForYou' : 'machines.wallKey.why')}</p>
      <label htmlFor={id}>{t('machines.wallKey.label')}</label>
      <input
        id={id}
        name="key"
        type="password"
        required
        maxLength={200}
        autoFocus
        autoComplete="off"
        spellCheck={false}
        aria-describedby={`${id}-error`}
      />
      <p className="wall-key-error" id={`${id}-error`} role="alert">
        {error && problemText(error, t)}
      </p>
      <div className="wall-key-acts">
        <button type="submit" disabled={isPending}>
          {t(isPending ? 'machines.wallKey.sending' : 'machines.wallKey.send')}
        </button>
        <a href="/">{t('machines.wallKey.signIn')}</a>
      </div>
    </form>
  );
}
