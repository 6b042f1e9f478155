// Puts together what is on a print from what the console shows.
import type { City } from '#contract/city';
import type { Selected } from './map/map-context.tsx';
import { serverNow } from './platform/clock.ts';
import { useLineState } from './platform/line-state.ts';
import type { View } from './platform/url-state.ts';
import { resultText } from './tools/measure-card.tsx';
import { useMeasuring } from './tools/measuring.ts';
import { composePng } from './tools/print/compose-png.ts';
import type { PrintFrame } from './tools/print/frame.ts';
import { makePdf } from './tools/print/hand-over.ts';
import { pngWordsOf } from './tools/print/png-words.ts';
import { sheetOf, type Shows } from './tools/print/sheet.ts';
import { stampOf } from './tools/print/stamp.ts';
import { coloursAt } from './tools/print/symbols.ts';
import type { Compose } from './tools/print/use-printing.ts';
import { useWords } from './ui/language.ts';
import { useShownState } from './use-shown-state.ts';
import { viewAddress } from './views/view-address.ts';

interface Given {
  readonly city: City;
  readonly view: View;
  readonly frame: PrintFrame;
  readonly rows: Shows['rows'];
  readonly selected: Selected | undefined;
}

export function useComposing({ city, view, frame, rows, selected }: Given): Compose {
  const { t, language } = useWords();
  const state = useShownState();
  const facts = useFacts(selected);
  const { demo, sources } = city;
  return async (choice, picture, stage) => {
    const at = serverNow();
    const address = `${location.origin}${location.pathname}${viewAddress(state)}`;
    const { cutSince } = useLineState.getState();
    const shows = { choice, language, view, moment: state.moment, cutSince, rows, facts, address };
    const sheet = sheetOf(shows, coloursAt(stage));
    const blob =
      choice.format === 'pdf'
        ? await makePdf(sheet, picture)
        : await composePng(picture, sheet, pngWordsOf(sheet, { at, demo, sources }, t, language), frame.pixelRatio);
    const name = t('tools.fileName', { city: language === 'en' ? city.nameEn : city.name, time: stampOf(at) });
    return { blob, name: `${name}.${choice.format}` };
  };
}

/** The selected thing and what is measured. */
function useFacts(selected: Selected | undefined): Shows['facts'] {
  const { t, language } = useWords();
  const measuring = useMeasuring();
  return [
    ...(selected
      ? [{ name: t('tools.selected'), value: [selected.name, selected.note].filter(Boolean).join(' · ') }]
      : []),
    ...(measuring.points.length > 1 ? [{ name: t('tools.measured'), value: resultText(measuring, t, language) }] : []),
  ];
}
