// How a secret that was given out is kept: 256 random bits need no slow hash. Pure.
import { createHash } from 'node:crypto';

export const hashSecret = (secret: string): Buffer => createHash('sha256').update(secret).digest();
