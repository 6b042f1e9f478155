// 天地图: the national basemap, fetched here so that the key never reaches a browser.
import { Problem } from '../platform/problem.ts';
import type { TIANDITU_LAYERS } from './contract.ts';

export interface TileAddress {
  readonly layer: (typeof TIANDITU_LAYERS)[number];
  readonly z: number;
  readonly x: number;
  readonly y: number;
}

const SERVICE = 'https://t0.tianditu.gov.cn';
const DEADLINE_MS = 10_000;
/** A tile is some ten kilobytes; what is larger is not one. */
const MOST_BYTES = 1_000_000;

/**
 * Fetches one tile in Web Mercator.
 *
 * @param key      of the service; it goes there and nowhere else
 * @param service  where it is; another one in tests
 * @throws Problem 502 where the service fails, says no, or sends something else than an image
 */
export async function fetchTianditu({ layer, z, x, y }: TileAddress, key: string, service = SERVICE) {
  const query = new URLSearchParams({
    ...{ SERVICE: 'WMTS', REQUEST: 'GetTile', VERSION: '1.0.0', LAYER: layer, STYLE: 'default', TILEMATRIXSET: 'w' },
    ...{ FORMAT: 'tiles', TILEMATRIX: String(z), TILECOL: String(x), TILEROW: String(y), tk: key },
  });
  const answer = await fetch(`${service}/${layer}_w/wmts?${query}`, { signal: AbortSignal.timeout(DEADLINE_MS) }).catch(
    rejectAway,
  );
  const type = answer.headers.get('content-type') ?? '';
  if (!answer.ok || !/^image\/(png|jpeg|webp)\b/.test(type)) throw away();
  const body = Buffer.from(await answer.arrayBuffer().catch(rejectAway));
  if (body.length > MOST_BYTES) throw away();
  return { type, body };
}

/** Without the cause: its text may hold the address, and so the key. */
function away(): Problem {
  return new Problem(502, 'tianditu-away', '天地图 does not answer at the moment');
}

function rejectAway(): never {
  throw away();
}
