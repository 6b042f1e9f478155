// Answers kept in memory for as long as the edition in the database is theirs.
import type { Edition } from './store.ts';

/** For so long an edition is taken for that of now; milliseconds. All who ask meanwhile share one question. */
const TRUSTED_MS = 1000;

export class Kept<Answer> {
  readonly #ask: () => Promise<Edition>;
  #edition: { readonly known: Promise<Edition>; readonly at: number } | undefined;
  #answers: { readonly key: string; readonly made: Map<string, Promise<Answer>> } = { key: '', made: new Map() };

  constructor(ask: () => Promise<Edition>) {
    this.#ask = ask;
  }

  /** The answer of that name, made anew where anything has changed. A failure is not kept. */
  async get(name: string, make: () => Promise<Answer>): Promise<Answer> {
    const key = JSON.stringify(await this.#current());
    if (this.#answers.key !== key) this.#answers = { key, made: new Map() };
    const { made } = this.#answers;
    const answer = made.get(name) ?? make();
    made.set(name, answer);
    answer.catch(() => made.delete(name));
    return answer;
  }

  #current(): Promise<Edition> {
    const now = performance.now();
    if (this.#edition && now - this.#edition.at < TRUSTED_MS) return this.#edition.known;
    const known = this.#ask();
    this.#edition = { known, at: now };
    known.catch(() => {
      if (this.#edition?.known === known) this.#edition = undefined;
    });
    return known;
  }
}
