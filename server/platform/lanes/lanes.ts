// Three lanes into the house, each with a budget of its own: a crowd, or a script, is never in the way of staff and feeds.
import { normalizeIP } from '@fastify/rate-limit';
import type { Asker, Subject } from '../../identity/guard.ts';
import { Problem } from '../problem.ts';
import type { Services } from '../services.ts';
import { openSharedBudget } from './shared-budget.ts';

/** One address may stand for a whole office, or for the gateway of many feeds: so many times what one of them may ask. */
const PER_ADDRESS = 20;

/** Counts a request in the lane of who asks; somebody unknown asks for nothing that is served. @throws Problem 429 */
export type EnterLane = (
  asker: Pick<Asker, 'remoteAddress'>,
  subject: Pick<Subject, 'caller' | 'user'> | undefined,
) => Promise<void>;

/** What may be asked, by which name it is counted, in a minute. */
type Budget = readonly [key: string, limit: number];

export function openLanes({ db, clock, config, log }: Pick<Services, 'db' | 'clock' | 'config' | 'log'>): EnterLane {
  const onFailure = (error: unknown) =>
    log.warn({ error }, 'Requests are counted by this server alone: the database cannot be asked');
  const take = openSharedBudget({ db, clock, onFailure });
  const budgetsOf = (address: string, subject: Parameters<EnterLane>[1]): Budget[] => {
    const { publicRatePerMinute, staffRatePerMinute, feedRatePerMinute } = config;
    if (!subject || subject.caller === 'public') return [[`public ${address}`, publicRatePerMinute]];
    const [lane, rate] =
      subject.caller === 'feed' ? (['feeds', feedRatePerMinute] as const) : (['staff', staffRatePerMinute] as const);
    return [
      [`${lane} of ${subject.user.id}`, rate],
      [`${lane} from ${address}`, rate * PER_ADDRESS],
    ];
  };
  return async ({ remoteAddress }, subject) => {
    for (const [key, limit] of budgetsOf(normalizeIP(remoteAddress ?? ''), subject)) {
      const waitS = await take(key, limit);
      if (waitS !== undefined)
        throw new Problem(429, 'too-many-requests', 'More is asked than is answered in a minute', {
          retryAfterS: waitS,
        });
    }
  };
}
