// Ends the pairing, asked twice: a thumb slips.
import { useState } from 'react';
import { useWords } from '../ui/language.ts';
import { problemText } from '../ui/problem-text.ts';
import { useUnpair } from './use-remote.ts';

/** @param until when the pairing ends by itself, as text */
export function UnpairButton({ until }: { until: string }) {
  const { t } = useWords();
  const [asked, setAsked] = useState(false);
  const { mutate, error, isPending } = useUnpair();
  return (
    <section className="remote-unpair">
      <p>{t('remote.unpair.until', { time: until })}</p>
      {asked ? (
        <div className="remote-steps">
          <button type="button" onClick={() => setAsked(false)}>
            {t('remote.unpair.keep')}
          </button>
          <button type="button" disabled={isPending} onClick={() => mutate()}>
            {t('remote.unpair.sure')}
          </button>
        </div>
      ) : (
        <button type="button" onClick={() => setAsked(true)}>
          {t('remote.unpair.act')}
        </button>
      )}
      <p role="alert" className="remote-fault">
        {error && problemText(error, t)}
      </p>
    </section>
  );
}
