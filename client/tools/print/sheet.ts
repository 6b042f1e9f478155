// What stands on a print beside its picture. Pure: colours are looked up by whoever has a page.
import { LINE_LENGTH, type MapPrint } from '#contract/files';
import type { PastMoment } from '../../platform/moment.ts';
import type { Language, View } from '../../platform/url-state.ts';
import { formatNumber } from '../../ui/formats.ts';
import type { SymbolDrawing } from '../../ui/legend-symbol.tsx';
import { metresPerMm } from './frame.ts';
import type { PrintChoice } from './print-form.tsx';
import { colouredSymbol, type ColourOf } from './symbols.ts';

/** Everything but the picture. */
export type Sheet = Omit<MapPrint, 'picture'>;

export interface Shows {
  readonly choice: PrintChoice;
  readonly language: Language;
  readonly view: View;
  readonly moment: PastMoment | undefined;
  /** Since when the line is cut and nothing live has been confirmed, ms since 1970; undefined while it is there. */
  readonly cutSince: number | undefined;
  /** The layers that are on the map; a count that is not known is undefined. */
  readonly rows: readonly {
    readonly name: string;
    readonly count: number | undefined;
    readonly drawing: SymbolDrawing;
  }[];
  readonly facts: Sheet['facts'];
  /** Where the same view is opened. */
  readonly address: string;
}

/** @param colourOf  tokens in force where the map was drawn */
export function sheetOf(shows: Shows, colourOf: ColourOf): Sheet {
  const { choice, language, view, rows, facts, address } = shows;
  return {
    paper: choice.paper,
    orientation: choice.orientation,
    language,
    title: choice.title.trim(),
    note: choice.note.trim(),
    metresPerMm: metresPerMm(view),
    moment: shownMoment(shows),
    colours: { ground: colourOf('--c-surface'), ink: colourOf('--c-text') },
    legend: rows.map(({ name, count, drawing }) => ({
      name,
      count: count === undefined ? '–' : formatNumber(count, language),
      symbol: colouredSymbol(drawing, colourOf),
    })),
    facts: facts.map(({ name, value }) => ({ name, value: shortened(value) })),
    address,
  };
}

/** What is shown while the line is cut is of the moment of the cut, not of now. */
function shownMoment({ moment, cutSince }: Shows): Sheet['moment'] {
  if (moment) return { at: new Date(moment.at).toISOString(), how: moment.how };
  return cutSince === undefined ? null : { at: new Date(cutSince).toISOString(), how: 'cut' };
}

/** A name of any length has its place on the map itself; the column beside it has room for so much. */
function shortened(value: string): string {
  const characters = [...value];
  return characters.length <= LINE_LENGTH ? value : `${characters.slice(0, LINE_LENGTH - 1).join('')}…`;
}
