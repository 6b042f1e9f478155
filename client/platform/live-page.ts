// The one line of this page, and what follows topics over it for as long as the page stands.
import { LiveLine } from './live.ts';
import { forgetWhen } from './person.ts';

/** Something that follows a topic. */
export interface Followed {
  /** Begins anew; `forget` where nothing of before may stay. */
  reload(how?: 'keep' | 'forget'): void;
  /** As if it had never been used. */
  forget(): void;
}

const followed = new Map<string, Followed>();
let line: LiveLine | undefined;

/** What follows a topic for the whole page, made at its first use. */
export function onPage(topic: string, make: (line: LiveLine) => Followed): Followed {
  line ??= new LiveLine();
  const made = followed.get(topic) ?? make(line);
  followed.set(topic, made);
  return made;
}

/** After the scope has changed: nothing of the old one may stay, and the connection is made anew. */
export function restartLive(): void {
  line?.restart();
  for (const one of followed.values()) one.reload('forget');
}

/** Nobody is there for whom anything may be followed. */
forgetWhen('left', () => {
  line?.restart();
  for (const one of followed.values()) one.forget();
});
