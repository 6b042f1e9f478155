// How many lines are open, by address and by person: nobody takes them all. Counted by this process, in which they are held.
import { normalizeIP } from '@fastify/rate-limit';
import type { Asker, Subject } from '../identity/guard.ts';
import type { Config } from './config.ts';
import { Problem } from './problem.ts';

/** Who asks for a line. */
export interface Visitor {
  readonly asker: Pick<Asker, 'remoteAddress'>;
  readonly subject: Pick<Subject, 'caller' | 'user'>;
}

export class Places {
  readonly #limits: Pick<Config, 'linesPerPerson' | 'linesPerAddress'>;
  readonly #open = new Map<string, number>();

  constructor(limits: Pick<Config, 'linesPerPerson' | 'linesPerAddress'>) {
    this.#limits = limits;
  }

  /**
   * Answers how to give the place back.
   *
   * @throws Problem 401 for the public, who have nothing to follow; 429 where as many are open as may be
   */
  take({ asker, subject }: Visitor): () => void {
    if (subject.caller === 'public') throw new Problem(401, 'not-signed-in', 'This needs a sign-in or a key');
    const { linesPerPerson, linesPerAddress } = this.#limits;
    const wanted = [
      [`${subject.caller} ${subject.user.id}`, linesPerPerson],
      [`from ${normalizeIP(asker.remoteAddress ?? '')}`, linesPerAddress],
    ] as const;
    if (wanted.some(([key, limit]) => this.#count(key) >= limit))
      throw new Problem(429, 'too-many-requests', 'As many lines are open as may be');
    for (const [key] of wanted) this.#open.set(key, this.#count(key) + 1);
    return once(() => wanted.forEach(([key]) => this.#leave(key)));
  }

  #count(key: string): number {
    return this.#open.get(key) ?? 0;
  }

  #leave(key: string): void {
    const left = this.#count(key) - 1;
    if (left > 0) this.#open.set(key, left);
    else this.#open.delete(key);
  }
}

function once(act: () => void): () => void {
  let done = false;
  return () => {
    if (!done) act();
    done = true;
  };
}
