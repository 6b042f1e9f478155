// What runs beside the requests: the watch over silent feeds, and the demonstration's duty desk.
import type { Job } from '../platform/capability.ts';
import type { Services } from '../platform/services.ts';
import { acknowledge, close } from './acts.ts';
import { planDeskActs } from './algorithms/demo-desk.ts';
import { tellSilentFeeds } from './feed-pulse.ts';
import { Problem } from '../platform/problem.ts';
import { repeat } from '../platform/repeat.ts';
import { findOpenIncidents } from './store.ts';

const WATCH_MS = 5_000;
const DESK_MS = 5_000;
const DESK = '演示值守';
const DESK_CLOSING = '演示：现场处置完毕，恢复正常。';

/** Tells every screen within seconds that a feed has fallen silent. */
export const feedWatch: Job = async (services) =>
  repeat(services, WATCH_MS, async () => {
    await tellSilentFeeds(services.db, services.events, services.clock());
  });

/** Acknowledges and closes made-up incidents after a while, as people would; real ones it leaves alone. */
export const demoDesk: Job = async (services) => {
  if (!services.config.demo) return async () => {};
  return repeat(services, DESK_MS, () => workDemoDesk(services));
};

/** One look at the desk: does what is due. Somebody may have been faster, which is no fault. */
export async function workDemoDesk({ db, events, clock }: Pick<Services, 'db' | 'events' | 'clock'>): Promise<void> {
  const open = (await findOpenIncidents(db)).filter(({ demo }) => demo);
  for (const { incident, act } of planDeskActs(open, clock())) {
    const deed = { id: incident.id, revision: incident.revision, actor: DESK, now: clock() };
    const done = act === 'close' ? close(db, events, { ...deed, text: DESK_CLOSING }) : acknowledge(db, events, deed);
    await done.catch((reason: unknown) => {
      if (!(reason instanceof Problem)) throw reason;
    });
  }
}
