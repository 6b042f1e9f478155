// What everything of the house declares of its access: filled while the application is built, read by the permission matrix.
import type { Access } from '../identity/guard.ts';

export type DeclaredKind = 'route' | 'topic' | 'layer' | 'dataset' | 'command';

const WORDS: Readonly<Record<Exclude<DeclaredKind, 'route'>, string>> = {
  topic: 'topic',
  layer: 'tile layer',
  dataset: 'dataset',
  command: 'command',
};

export interface Declaration {
  readonly kind: DeclaredKind;
  /** `GET /api/hazards/:id`, a topic's or layer's name, a command as typed. */
  readonly what: string;
  readonly access: Access;
}

export class Declarations {
  readonly #all: Declaration[] = [];

  /** Refuses a missing declaration, and one that contradicts itself. @throws Error naming the thing */
  add(kind: DeclaredKind, what: string, access: Access | undefined): void {
    assertDeclared(kind === 'route' ? what : `The ${WORDS[kind]} "${what}"`, access);
    this.#all.push({ kind, what, access });
  }

  all(): readonly Declaration[] {
    return this.#all;
  }
}

function assertDeclared(what: string, access: Access | undefined): asserts access is Access {
  if (!access) throw new Error(`${what} does not declare its access`);
  if (access.who.length === 0) throw new Error(`${what} lets nobody in`);
  if (!/^[a-z-]+:[a-z-]+$/.test(access.act))
    throw new Error(`${what} names its act "${access.act}"; expected <capability>:<act>`);
  if (access.data !== 'public' && access.who.includes('public'))
    throw new Error(`${what} shows ${access.data} data to the public`);
  if (access.data === 'personal' && !access.purposes?.length)
    throw new Error(`${what} shows personal data without a purpose`);
}
