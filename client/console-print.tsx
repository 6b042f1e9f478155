// Prints the console's map: the dialog, the unseen map with every layer, and what is sent to be composed.
import { useMemo, useState } from 'react';
import type { City } from '#contract/city';
import { ConsoleLayers } from './console-layers.tsx';
import type { Selected } from './map/map-context.tsx';
import type { LayerStatuses } from './map/use-layer-statuses.ts';
import { recall } from './platform/remembered.ts';
import { MeasureLayer } from './tools/measure-layer.tsx';
import { frameOf, viewOnPaper, type Shown } from './tools/print/frame.ts';
import { PrintForm, type PrintChoice } from './tools/print/print-form.tsx';
import { PrintStage } from './tools/print/print-stage.tsx';
import { usePrinting, type PrintJob } from './tools/print/use-printing.ts';
import { pausePlay } from './time-play.ts';
import { Dialog } from './ui/dialog.tsx';
import { useWords } from './ui/language.ts';
import { useComposing } from './use-composing.ts';
import { usePrintedRows } from './use-printed-rows.ts';
import { useShownState } from './use-shown-state.ts';
import { useVisibleLayers } from './use-visible-layers.ts';

interface Props {
  city: City;
  shown: Shown;
  /** Of the screen: where the tiles are. */
  statuses: LayerStatuses;
  selected: Selected | undefined;
  onClose: () => void;
}

export function ConsolePrint({ city, shown, statuses, selected, onClose }: Props) {
  const { t } = useWords();
  const [choice, setChoice] = usePrintChoice(city);
  const [job, setJob] = useState<PrintJob>();
  const { paper, orientation, ratio, light } = job?.choice ?? choice;
  const frame = useMemo(() => frameOf(paper, orientation), [paper, orientation]);
  const view = useMemo(() => viewOnPaper(shown, frame, ratio), [shown, frame, ratio]);
  const rows = usePrintedRows(view, frame);
  const compose = useComposing({ city, view, frame, rows: rows ?? [], selected: job?.selected });
  const printing = usePrinting(compose, { job, setJob });
  const { shows } = useVisibleLayers();
  const { theme = 'dark', base = 100 } = useShownState();
  return (
    <Dialog title={t('tools.print')} onClose={onClose} className="print-dialog">
      <PrintForm
        choice={choice}
        onChoice={setChoice}
        busy={job !== undefined}
        onPrint={() => {
          pausePlay();
          printing.start({ choice, selected });
        }}
      >
        <p className="tool-hint" role="status">
          {printing.told}
        </p>
      </PrintForm>
      {job && rows && (
        <PrintStage
          frame={frame}
          view={view}
          theme={light ? 'light' : theme}
          basemap={city.basemap}
          online={city.tianditu && recall('map-online', false)}
          ground={base / 100}
          selected={job.selected}
          onPicture={printing.take}
          onTooLate={printing.giveUp}
        >
          <ConsoleLayers statuses={statuses} shows={shows} />
          <MeasureLayer />
        </PrintStage>
      )}
    </Dialog>
  );
}

function usePrintChoice(city: City) {
  const { t, language } = useWords();
  return useState<PrintChoice>(() => ({
    paper: 'a4',
    orientation: 'landscape',
    format: 'pdf',
    ratio: undefined,
    light: false,
    title: t('tools.titleOf', { city: language === 'en' ? city.nameEn : city.name }),
    note: '',
  }));
}
