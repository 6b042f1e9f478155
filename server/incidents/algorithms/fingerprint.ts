// Tells whether a report sent twice is the same report.
import { createHash } from 'node:crypto';

/**
 * A fingerprint of what a JSON body says: equal for bodies that differ only in the order of their keys.
 *
 * @param body anything that came out of JSON.parse
 * @returns    SHA-256, 64 hexadecimal digits
 */
export function fingerprint(body: unknown): string {
  return createHash('sha256').update(canonical(body)).digest('hex');
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const pairs = Object.entries(value).filter(([, held]) => held !== undefined);
  pairs.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${pairs.map(([key, held]) => `${JSON.stringify(key)}:${canonical(held)}`).join(',')}}`;
}
