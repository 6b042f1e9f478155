import { randomBytes } from 'node:crypto';

/** What is given out once and kept as a hash alone, as a token or in a key: 256 random bits as 43 letters that fit into an address. */
export const newSecret = (): string => randomBytes(32).toString('base64url');
