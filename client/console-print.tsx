// Prints the console's map: the dialog, the unseen map with every layer, and what is sent to be composed.
import { useEffect, useMemo, useState } from 'react';
import type { City } from '#contract/city';
import type { MapPrint } from '#contract/files';
import { ConsoleLayers } from './console-layers.tsx';
import { useLegendRows } from './console-legend.tsx';
import type { Selected } from './map/map-context.tsx';
import { useLayerStatuses, type LayerStatuses } from './map/use-layer-statuses.ts';
import { serverNow } from './platform/clock.ts';
import { sendForFile } from './platform/http.ts';
import { recall } from './platform/remembered.ts';
import { useSession } from './platform/session.ts';
import { resultText } from './tools/measure-card.tsx';
import { MeasureLayer } from './tools/measure-layer.tsx';
import { useMeasuring } from './tools/measuring.ts';
import { formatLength } from './tools/figures.ts';
import { composePng } from './tools/print/compose-png.ts';
import { boxOnPaper, frameOf, metresPerMm, PX_PER_MM, viewOnPaper, type Shown } from './tools/print/frame.ts';
import { PrintForm, type PrintChoice } from './tools/print/print-form.tsx';
import { PrintStage, type StageOrder } from './tools/print/print-stage.tsx';
import { colouredSymbol, colourOf } from './tools/print/symbols.ts';
import { Dialog } from './ui/dialog.tsx';
import { formatNumber } from './ui/formats.ts';
import { useWords } from './ui/language.ts';
import { problemText } from './ui/problem-text.ts';
import { useShownState } from './use-shown-state.ts';
import { useVisibleLayers } from './use-visible-layers.ts';
import { viewAddress } from './views/view-address.ts';

/** An A3 of some megabytes has to get there and back, ms. */
const DEADLINE_MS = 90_000;

interface Props {
  city: City;
  shown: Shown;
  /** Of the screen: where the tiles are. */
  statuses: LayerStatuses;
  selected: Selected | undefined;
  onClose: () => void;
}

interface Taken {
  readonly picture: Blob;
  readonly stage: Element;
}

export function ConsolePrint({ city, shown, statuses, selected, onClose }: Props) {
  const { t, language } = useWords();
  const state = useShownState();
  const name = language === 'en' ? city.nameEn : city.name;
  const [choice, setChoice] = useState<PrintChoice>(() => ({
    paper: 'a4',
    orientation: 'landscape',
    format: 'pdf',
    ratio: undefined,
    light: false,
    title: t('tools.titleOf', { city: name }),
    note: '',
  }));
  const [printing, setPrinting] = useState(false);
  const [taken, setTaken] = useState<Taken>();
  const [told, setTold] = useState<string>();
  const frame = useMemo(() => frameOf(choice.paper, choice.orientation), [choice.paper, choice.orientation]);
  const view = useMemo(() => viewOnPaper(shown, frame, choice.ratio), [shown, frame, choice.ratio]);
  const box = useMemo(() => boxOnPaper(view, frame), [view, frame]);
  const { data: session } = useSession();
  const counted = useLayerStatuses(box, session?.scopeEpoch ?? '');
  const { shows } = useVisibleLayers();
  const rows = useLegendRows(counted, shows, box).filter(({ visible }) => visible);
  const measuring = useMeasuring();
  const counts = counted.failed || counted.boxAnswered !== undefined;

  const finish = (text: string) => {
    setTold(text);
    setTaken(undefined);
    setPrinting(false);
  };
  const compose = async ({ picture, stage }: Taken) => {
    const print = {
      paper: choice.paper,
      orientation: choice.orientation,
      language,
      title: choice.title.trim(),
      note: choice.note,
      metresPerMm: metresPerMm(view),
      moment: state.moment ? { at: new Date(state.moment.at).toISOString(), how: state.moment.how } : null,
      colours: { ground: colourOf('--c-surface', stage), ink: colourOf('--c-text', stage) },
      legend: rows.map(({ name: layer, count, drawing }) => ({
        name: layer,
        count: count === undefined ? '–' : formatNumber(count, language),
        symbol: colouredSymbol(drawing, stage),
      })),
      facts: [
        ...(selected
          ? [{ name: t('tools.selected'), value: [selected.name, selected.note].filter(Boolean).join(' ') }]
          : []),
        ...(measuring.points.length > 1
          ? [{ name: t('tools.measured'), value: resultText(measuring, t, language) }]
          : []),
      ],
      address: `${location.origin}${location.pathname}${viewAddress(state)}`,
    } satisfies Omit<MapPrint, 'picture'>;
    const blob = choice.format === 'pdf' ? await makePdf(print, picture) : await makePng(print, picture);
    const file = `${t('tools.fileName', { city: name, time: stampOf(serverNow()) })}.${choice.format}`;
    download(blob, file);
    return t('tools.ready', { name: file, size: `${formatNumber(blob.size / 1024, language)} kB` });
  };
  const makePng = (print: Omit<MapPrint, 'picture'>, picture: Blob) => {
    const { moment, facts, note } = print;
    const asOf = moment ? `${stampText(Date.parse(moment.at))}${t(`tools.${moment.how}`)}` : stampText(serverNow());
    const lines = [
      ...(city.demo ? [t('tools.demo')] : []),
      ...facts.map((fact) => `${fact.name}: ${fact.value}`),
      ...(note.trim() === '' ? [] : [note.trim()]),
      `${t('tools.source')}: ${city.sources.join('; ')}`,
    ];
    const times = [`${t('tools.printedAt')} ${stampText(serverNow())}`, `${t('tools.asOf')} ${asOf}`];
    const length = (lengthM: number) => formatLength(lengthM, language);
    return composePng(picture, print, { times, lines, length }, frame.pixelRatio, print.metresPerMm / PX_PER_MM);
  };
  useEffect(() => {
    if (!taken || !counts) return;
    compose(taken).then(finish, (error: Error) => finish(t('tools.printFailed', { why: problemText(error, t) })));
    // Once for each picture: what is composed is what was chosen when it was taken.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [taken, counts]);

  const order: StageOrder = {
    frame,
    view,
    theme: choice.light ? 'light' : (state.theme ?? 'dark'),
    basemap: city.basemap,
    online: city.tianditu && recall('map-online', false),
    ground: (state.base ?? 100) / 100,
    selected,
  };
  return (
    <Dialog title={t('tools.print')} onClose={onClose} className="print-dialog">
      <PrintForm
        choice={choice}
        onChoice={setChoice}
        busy={printing}
        onPrint={() => {
          setTold(t('tools.rendering'));
          setPrinting(true);
        }}
      >
        <p className="tool-hint" role="status">
          {told}
        </p>
      </PrintForm>
      {printing && (
        <PrintStage
          {...order}
          onTooLate={() => finish(t('tools.mapFailed'))}
          onPicture={(picture, stage) => {
            setTold(t('tools.composing'));
            picture.then(
              (blob) => setTaken({ picture: blob, stage }),
              () => finish(t('tools.mapFailed')),
            );
          }}
        >
          <ConsoleLayers statuses={statuses} shows={shows} />
          <MeasureLayer />
        </PrintStage>
      )}
    </Dialog>
  );
}

async function makePdf(print: Omit<MapPrint, 'picture'>, blob: Blob): Promise<Blob> {
  const picture = await toBase64(blob);
  return sendForFile('/api/files/map-print', { ...print, picture } satisfies MapPrint, DEADLINE_MS);
}

const toBase64 = (blob: Blob) =>
  new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''));
    reader.onerror = () => reject(new Error('The picture could not be read'));
    reader.readAsDataURL(blob);
  });

function download(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), DEADLINE_MS);
}

const stamp = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' });
/** 2026-07-08 14:32 */
const stampText = (at: number) => stamp.format(at);
/** 20260708-1432, as a file may be called. */
const stampOf = (at: number) => stampText(at).replaceAll(/[-:]/g, '').replace(' ', '-');
