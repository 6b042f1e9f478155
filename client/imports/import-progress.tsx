// A step under way: how far, how long still, and how to stop it.
import { useState } from 'react';
import type { Import } from '#contract/imports';
import { useNow } from '../platform/clock.ts';
import { sendJson } from '../platform/http.ts';
import { formatNumber } from '../ui/formats.ts';
import { problemText } from '../ui/problem-text.ts';
import { useSentences } from './sentences.ts';
import { useAct } from './use-act.ts';

/** Too little to tell the rest by. */
const MIN_SHARE = 0.02;

export function ImportProgress({ found }: { found: Import }) {
  const { t, language } = useSentences();
  const act = useAct();
  const share = found.progress?.share ?? undefined;
  const left = useTimeLeft(share);
  const cancel = () => sendJson('POST', `/api/imports/${found.id}/cancellation`, {});
  return (
    <div className="import-progress" role="status">
      <strong>{t(`imports.states.${found.state}`)}</strong>
      <progress
        max={1}
        {...(share === undefined ? {} : { value: share })}
        aria-label={t(`imports.states.${found.state}`)}
      />
      <span>
        {t('imports.rowsDone', { rows: formatNumber(found.progress?.rows ?? 0, language) })}
        {left !== undefined && ` · ${t('imports.timeLeft', { seconds: left })}`}
      </span>
      {found.state !== 'undoing' && (
        <button type="button" className="button" disabled={act.busy} onClick={() => act.run(cancel)}>
          {t('imports.cancel')}
        </button>
      )}
      {act.error && <p role="alert">{problemText(act.error, t)}</p>}
    </div>
  );
}

/** Seconds, from how fast it has gone since it was first seen here. */
function useTimeLeft(share: number | undefined): number | undefined {
  const now = useNow();
  const [from] = useState({ at: now, share: share ?? 0 });
  const gone = (share ?? 0) - from.share;
  if (share === undefined || gone < MIN_SHARE) return undefined;
  return Math.max(1, Math.round((((now - from.at) / gone) * (1 - share)) / 1000));
}
