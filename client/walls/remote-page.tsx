// The phone in the hand of whoever stands before the wall: pair, then steer.
import { useEffect, useRef } from 'react';
import { HTML_LANG, setLanguage, useWords } from '../ui/language.ts';
import { PairForm } from './pair-form.tsx';
import { Steering } from './steering.tsx';
import { usePair, useRemote, useScannedCode } from './use-remote.ts';

export function RemotePage() {
  const { t, language } = useWords();
  const { wall, error, heardAt, pairing, show } = useRemote();
  const code = useScannedCode();
  const pair = usePair(show);
  const tried = useRef<string>(undefined);
  const { mutate } = pair;
  useEffect(() => {
    if (code === undefined || tried.current === code) return;
    tried.current = code;
    mutate(code);
  }, [code, mutate]);
  useEffect(() => {
    document.documentElement.lang = HTML_LANG[language];
    document.title = t('remote.title');
  }, [language, t]);
  return (
    <main className="remote">
      <header className="remote-top">
        <h1>{t('remote.title')}</h1>
        <button
          type="button"
          lang={language === 'zh' ? 'en' : 'zh-CN'}
          onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}
        >
          {t('remote.otherLanguage')}
        </button>
      </header>
      {pairing === 'paired' && wall && !pair.isPending && (
        <Steering wall={wall} error={error} heardAt={heardAt} onShown={show} />
      )}
      {pairing === 'unpaired' && !pair.isPending && <PairForm error={pair.error} onCode={(typed) => mutate(typed)} />}
      {(pairing === 'unknown' || pair.isPending) && (
        <p className="remote-wait" role="status">
          {t(error ? 'remote.line.cut' : 'remote.line.waiting')}
        </p>
      )}
    </main>
  );
}
