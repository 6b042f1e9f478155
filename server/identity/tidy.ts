// What signing in leaves behind is tidied up, now and then.
import type { Db } from '../../db/connection.ts';
import { sql } from '../../db/sql.ts';
import type { Job } from '../platform/capability.ts';
import type { Services } from '../platform/services.ts';
import { forgetAttempts } from './sign-in/attempts.ts';
import { forgetBrowsers } from './sign-in/known-browser.ts';
import { forgetChallenges } from './second-factor/passkey-store.ts';

const EVERY_MS = 5 * 60 * 1000;

export const tidyIdentity: Job = async (services) => {
  const tidy = () =>
    tidyUp(services).catch((error: unknown) => services.log.warn({ error }, 'Old sign-ins could not be tidied up'));
  const timer = setInterval(() => void tidy(), EVERY_MS);
  return async () => clearInterval(timer);
};

/** Ends what has run out, and removes what is older than the audit remembers. */
export async function tidyUp({ db, clock, config }: Pick<Services, 'db' | 'clock' | 'config'>): Promise<void> {
  await endOverdueSessions(db);
  await removeSessions(db, config.auditKeepMonths);
  await forgetAttempts(db, clock());
  await forgetBrowsers(db, clock());
  await forgetChallenges(db, clock());
}

/** Sessions that nobody uses any more say so, and why. The moment is the one at which they ended. */
async function endOverdueSessions(db: Db): Promise<void> {
  await db.one(sql`
    UPDATE identity.session
       SET ended_at = least(expires_at, seen_at + make_interval(secs => idle_s)),
           ended_why = CASE WHEN expires_at <= seen_at + make_interval(secs => idle_s) THEN 'expired' ELSE 'idle' END
     WHERE ended_at IS NULL AND least(expires_at, seen_at + make_interval(secs => idle_s)) <= platform.now()`);
}

async function removeSessions(db: Db, keepMonths: number): Promise<void> {
  await db.one(
    sql`DELETE FROM identity.session WHERE ended_at < platform.now() - make_interval(months => ${keepMonths})`,
  );
}
