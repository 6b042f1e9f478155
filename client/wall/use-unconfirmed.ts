// Incidents that cannot be had although the line is there: what stands on the screen is old, and nothing is no calm.
import { useIncidentsConfirmedAt, useIncidentsError, useIncidentsStatus } from '../incidents/use-incidents.ts';
import { serverNow } from '../platform/clock.ts';
import type { Language } from '../platform/url-state.ts';
import { formatMoment } from '../ui/formats.ts';
import type { Translate } from '../ui/language.ts';

interface Unconfirmed {
  /** Since when, ms since 1970; undefined where none were ever here. */
  readonly since: number | undefined;
}

/** The same in words. */
export const unconfirmedText = ({ since }: Unconfirmed, t: Translate, language: Language): string =>
  since === undefined
    ? t('wall.incidentsMissing')
    : t('wall.incidentsOld', { time: formatMoment(since, serverNow(), language) });

/** Undefined while they are confirmed, or still come for the first time. */
export function useUnconfirmed(): Unconfirmed | undefined {
  const error = useIncidentsError();
  const isReady = useIncidentsStatus() === 'ready';
  const confirmedAt = useIncidentsConfirmedAt();
  return error && { since: isReady ? confirmedAt : undefined };
}
