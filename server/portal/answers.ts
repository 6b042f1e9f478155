// What the portal answers, made once an edition.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Db, Scope } from '../../db/connection.ts';
import type { Services } from '../platform/services.ts';
import { adviceOn } from './advice.ts';
import type { Published } from './contract.ts';
import { Kept } from './kept.ts';
import { pack, type Packed } from './packed.ts';
import { publicPage } from './plain-page.ts';
import type { PlainLanguage } from './plain-words.ts';
import { findEdition, findPlaces, findPublished } from './store.ts';

/** Whoever asks, the answer is read with the rights of nobody: it cannot hold more for one than for another. */
const EVERYBODY: Scope = { role: 'public', areas: [], actor: 'public' };

const JSON_TYPE = 'application/json; charset=utf-8';
const HTML_TYPE = 'text/html; charset=utf-8';

export interface Answers {
  /** Undefined before a city is loaded. */
  published(): Promise<Packed | undefined>;
  places(): Promise<Packed>;
  /** @param template  path of the built public.html; undefined where no client is served */
  page(template: string | undefined, language: PlainLanguage): Promise<Packed>;
}

export function answersOf({ database }: Pick<Services, 'database'>): Answers {
  const db = database.as(EVERYBODY);
  const kept = new Kept<Packed | undefined>(() => findEdition(db));
  return {
    published: () =>
      kept.get('published', async () => {
        const set = await readSet(db);
        return set && pack(JSON.stringify(set), JSON_TYPE);
      }),
    places: async () => (await kept.get('places', async () => pack(JSON.stringify(await findPlaces(db)), JSON_TYPE)))!,
    page: async (template, language) =>
      (await kept.get(`page/${template}/${language}`, async () => {
        const shell = template !== undefined && existsSync(template) ? await readFile(template, 'utf8') : undefined;
        return pack(publicPage(shell, await readSet(db), language), HTML_TYPE);
      }))!,
  };
}

async function readSet(db: Db): Promise<Published | undefined> {
  const set = await findPublished(db);
  return set && { ...set, advice: adviceOn(set.hazards.map(({ kind }) => kind)) };
}

/** Where the built page is, if a client is served. */
export const templateIn = (clientDir: string | undefined): string | undefined =>
  clientDir === undefined ? undefined : join(clientDir, 'public.html');
