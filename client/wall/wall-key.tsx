// The key of a wall, typed once at the screen. Nothing of it stays in the page: a cookie that no script reads stands for it.
import { useId, type FormEvent } from 'react';
import { useMutation } from '@tanstack/react-query';
import { sendJson } from '../platform/http.ts';
import { useWords } from '../ui/language.ts';
import { problemText } from '../ui/problem-text.ts';

interface Props {
  /** Somebody is, who may not see a wall. */
  isSignedIn: boolean;
  /** The key was taken. */
  onDone: () => Promise<void>;
}

export function WallKey({ isSignedIn, onDone }: Props) {
  const { t } = useWords();
  const id = useId();
  const { mutate, error, isPending } = useMutation({
    mutationFn: (key: string) => sendJson('POST', '/api/identity/device-session', { key }),
    onSuccess: onDone,
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
