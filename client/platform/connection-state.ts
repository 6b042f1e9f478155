// What is wrong between this screen, the server and its database though the line is there.
import { clockErrorMs } from './clock.ts';
import { useHealth } from './health.ts';

/** A clock that is set by hand is seldom nearer; ages are told by the server's in any case, ms. */
const OWN_CLOCK_MS = 60_000;

export interface ConnectionFaults {
  /** Reached over the network without TLS: the browser withholds what needs a safe page. */
  readonly insecure: boolean;
  /** The server has another sealing key than the database: contacts and second factors can neither be kept nor read there. */
  readonly foreignKey: boolean;
  /** Seconds between the clocks of server and database, where they are too many. */
  readonly databaseClockS?: number;
  /** Milliseconds between our clock and the server's, where they are too many. */
  readonly ownClockMs?: number;
}

/** Looked at again with every answer of the server's health. */
export function useConnectionFaults(): ConnectionFaults {
  const health = useHealth();
  const errorMs = Math.abs(clockErrorMs());
  const databaseS = health?.faults.includes('clock-drift') ? health.databaseAheadS : null;
  return {
    insecure: !window.isSecureContext,
    foreignKey: health?.faults.includes('sealing-key-foreign') ?? false,
    ...(databaseS !== null && { databaseClockS: Math.abs(databaseS) }),
    ...(errorMs > OWN_CLOCK_MS && { ownClockMs: errorMs }),
  };
}
