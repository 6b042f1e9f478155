// What is on the screen, as text in the address: opened elsewhere it shows the same.

/** Centre in degrees (WGS-84) and zoom of the map. */
export interface View {
  readonly lon: number;
  readonly lat: number;
  readonly zoom: number;
}

/** A selected thing: the capability's word and what its own route takes; `point/lon,lat` is a bare place on the map. */
export interface Selection {
  readonly kind: string;
  readonly id: string;
}

export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

export const THEMES = ['dark', 'light'] as const;
export type Theme = (typeof THEMES)[number];

/** A moment of the past: when, ms since 1970, and whether as known then or as it was then. */
export interface MomentInUrl {
  readonly at: number;
  readonly how: 'known' | 'was';
}

export interface UrlState {
  readonly at?: View;
  /** A capability's word; 'none' where the list is closed; absent for the remembered or first one. */
  readonly panel?: string;
  /** A page of the administration. */
  readonly page?: string;
  /** Names of the visible layers; absent for the usual ones. */
  readonly layers?: readonly string[];
  readonly sel?: Selection;
  readonly lang?: Language;
  /** `t` and `as`; absent for now. */
  readonly moment?: MomentInUrl;
  readonly theme?: Theme;
  /** How much of the basemap is seen, per cent; absent for what this machine remembers. */
  readonly base?: number;
}

const WORD = /^[a-z][a-z-]{0,30}$/;
const ID = /^[\w.,-]{1,80}$/;

/** Reads a search text. Whatever is malformed is left out: an address typed wrong still opens the console. */
export function parseUrlState(text: string): UrlState {
  const given = new URLSearchParams(text);
  const at = parseView(given.get('at'));
  const panel = given.get('panel');
  const page = given.get('page');
  const layers = given.get('layers');
  const sel = parseSelection(given.get('sel'));
  const lang = LANGUAGES.find((language) => language === given.get('lang'));
  const theme = THEMES.find((known) => known === given.get('theme'));
  const base = parsePercent(given.get('base'));
  const moment = parseMoment(given.get('t'), given.get('as'));
  return {
    ...(at && { at }),
    ...(panel !== null && WORD.test(panel) && { panel }),
    ...(page !== null && WORD.test(page) && { page }),
    ...(layers !== null && { layers: layers.split(',').filter((layer) => WORD.test(layer)) }),
    ...(sel && { sel }),
    ...(lang && { lang }),
    ...(moment && { moment }),
    ...(theme && { theme }),
    ...(base !== undefined && { base }),
  };
}

/** Writes the search text with its question mark, or nothing; the inverse of `parseUrlState`. */
export function formatUrlState(state: UrlState): string {
  const parts: string[] = [];
  if (state.at) parts.push(`at=${formatView(state.at)}`);
  if (state.panel) parts.push(`panel=${state.panel}`);
  if (state.page) parts.push(`page=${state.page}`);
  if (state.layers) parts.push(`layers=${state.layers.join(',')}`);
  if (state.sel) parts.push(`sel=${state.sel.kind}/${encodeURIComponent(state.sel.id).replaceAll('%2C', ',')}`);
  if (state.lang) parts.push(`lang=${state.lang}`);
  if (state.moment) parts.push(`t=${formatInstant(state.moment.at)}`, `as=${state.moment.how}`);
  if (state.theme) parts.push(`theme=${state.theme}`);
  if (state.base !== undefined) parts.push(`base=${state.base}`);
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}

/** Five decimals are about a metre: what two screens may differ by. */
function formatView({ lon, lat, zoom }: View): string {
  return `${round(lon, 5)},${round(lat, 5)},${round(zoom, 2)}`;
}

/** Seconds are as exact as a screen is; the zone is said, so that the address means the same everywhere. */
const formatInstant = (at: number) => new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z');

/** An instant of RFC 3339, also one that was typed: an unescaped + comes as a space. */
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[ +-]\d\d:\d\d)$/;

function parseMoment(t: string | null, as: string | null): MomentInUrl | undefined {
  const at = t !== null && INSTANT.test(t) ? Date.parse(t.replace(' ', '+')) : Number.NaN;
  if (Number.isNaN(at) || (as !== null && as !== 'known' && as !== 'was')) return undefined;
  return { at, how: as ?? 'known' };
}

const round = (value: number, digits: number) => Number(value.toFixed(digits));

function parseView(text: string | null): View | undefined {
  const [lon, lat, zoom, ...more] = (text ?? '').split(',').map((part) => (part === '' ? Number.NaN : Number(part)));
  if (lon === undefined || lat === undefined || zoom === undefined || more.length > 0) return undefined;
  const fits = Math.abs(lon) <= 180 && Math.abs(lat) <= 85 && zoom >= 0 && zoom <= 22;
  return fits ? { lon, lat, zoom } : undefined;
}

function parsePercent(text: string | null): number | undefined {
  const percent = /^\d{1,3}$/.test(text ?? '') ? Number(text) : Number.NaN;
  return percent <= 100 ? percent : undefined;
}

function parseSelection(text: string | null): Selection | undefined {
  const [kind, id, ...more] = (text ?? '').split('/');
  if (!kind || !id || more.length > 0 || !WORD.test(kind) || !ID.test(id)) return undefined;
  return { kind, id };
}
