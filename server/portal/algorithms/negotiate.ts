// What of an answer a client has already, and in which packing it takes it (RFC 9110, 8.8 and 12.5.3).

export type Packing = 'br' | 'gzip' | 'identity';

/**
 * The smallest packing that the client takes.
 *
 * @param accepted  its Accept-Encoding header
 */
export function choosePacking(accepted: string | undefined): Packing {
  const refused = /;\s*q=0(\.0{0,3})?\s*$/i;
  const taken = (accepted ?? '')
    .split(',')
    .filter((part) => !refused.test(part))
    .map((part) => part.split(';')[0]!.trim().toLowerCase());
  if (taken.includes('br')) return 'br';
  return taken.includes('gzip') ? 'gzip' : 'identity';
}

/**
 * Whether the client has it: weakly compared, as the standard has it for GET.
 *
 * @param held  its If-None-Match header
 * @param etag  that of the answer, with its quotes
 */
export function isHeld(held: string | undefined, etag: string): boolean {
  if (held === undefined) return false;
  return held.split(',').some((part) => ['*', etag].includes(part.trim().replace(/^W\//, '')));
}
