// What a wall is told by its address. Whatever is malformed is left out: a wall must come up.
import { LANGUAGES, type Language } from '../platform/url-state.ts';

export interface WallSettings {
  readonly lang: Language | undefined;
  /** How long a scene stands, seconds; undefined for each scene's own. */
  readonly seconds: number | undefined;
  /** Scene to begin with where nothing is remembered. */
  readonly scene: string | undefined;
  /** Hour of the day in Shanghai in which the page may reload itself, 0 to 23. */
  readonly reloadHour: number;
}

const RELOAD_HOUR = 4;
/** Below this nobody can read a scene; above, it may as well be held. */
const SECONDS = { least: 5, most: 3600 } as const;

/** Reads `?lang=en&seconds=30&scene=hazards&reload=4`. */
export function readSettings(search: string): WallSettings {
  const given = new URLSearchParams(search);
  const seconds = wholeNumber(given.get('seconds'));
  const hour = wholeNumber(given.get('reload'));
  return {
    lang: LANGUAGES.find((language) => language === given.get('lang')),
    seconds: seconds !== undefined && seconds >= SECONDS.least && seconds <= SECONDS.most ? seconds : undefined,
    scene: given.get('scene') ?? undefined,
    reloadHour: hour !== undefined && hour <= 23 ? hour : RELOAD_HOUR,
  };
}

const wholeNumber = (text: string | null) => (text !== null && /^\d{1,4}$/.test(text) ? Number(text) : undefined);
