// For a phone whose camera read nothing: the code is on the wall in letters too.
import { useState } from 'react';
import { useWords } from '../ui/language.ts';
import { problemText } from '../ui/problem-text.ts';

interface Props {
  /** Why the last code did not work. */
  error: Error | null;
  onCode: (code: string) => void;
}

export function PairForm({ error, onCode }: Props) {
  const { t } = useWords();
  const [code, setCode] = useState('');
  return (
    <form
      className="remote-pair"
      onSubmit={(event) => {
        event.preventDefault();
        if (code.trim() !== '') onCode(code);
      }}
    >
      <h2>{t('remote.pair.title')}</h2>
      <p>{t('remote.pair.how')}</p>
      <label htmlFor="code">{t('remote.pair.code')}</label>
      <input
        id="code"
        value={code}
        onChange={({ target }) => setCode(target.value)}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={20}
        placeholder={t('remote.pair.example')}
        aria-describedby="code-fault"
        aria-invalid={error !== null}
      />
      <p id="code-fault" role="alert" className="remote-fault">
        {error && problemText(error, t)}
      </p>
      <button type="submit" className="is-primary">
        {t('remote.pair.act')}
      </button>
    </form>
  );
}
