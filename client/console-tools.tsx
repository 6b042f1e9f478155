// The tools of the map, one button each; on a phone behind one button, as there is little room.
import './tools/tools.css';
import { useState } from 'react';
import type { Map as MapLibreMap } from 'maplibre-gl';
import { useMap } from './map/map-context.tsx';
import { useMay } from './platform/session.ts';
import { LookCard } from './tools/look-card.tsx';
import { MeasureCard } from './tools/measure-card.tsx';
import { endMeasuring, startMeasuring, useMeasuring } from './tools/measuring.ts';
import { ToolCard } from './tools/tool-card.tsx';
import { Icon } from './ui/icons.tsx';
import { useWords } from './ui/language.ts';
import { useIsPhone } from './ui/use-media.ts';
import { useShownState } from './use-shown-state.ts';
import { viewAddress } from './views/view-address.ts';
import { ViewsCard } from './views/views-card.tsx';

const TOOLS = ['measure', 'views', 'look', 'print'] as const;
type Tool = (typeof TOOLS)[number];
/** What the server has to let somebody do; the others need none. */
const ACTS: Partial<Record<Tool, string>> = { views: 'views:read', print: 'files:print-map' };

interface Props {
  onPrint: (map: MapLibreMap) => void;
}

export function ConsoleTools({ onPrint }: Props) {
  const { t } = useWords();
  const { map } = useMap();
  const phone = useIsPhone();
  const may = useMay();
  const [unfolded, setUnfolded] = useState(false);
  const [open, setOpen] = useState<Tool>();
  const close = () => {
    endMeasuring();
    setOpen(undefined);
  };
  const press = (tool: Tool) => {
    close();
    if (tool === open) return;
    if (tool === 'print') return onPrint(map);
    setOpen(tool);
    if (tool === 'measure' && useMeasuring.getState().points.length === 0) startMeasuring('length');
  };
  const allowed = TOOLS.filter((tool) => may(ACTS[tool] ?? 'grids:read'));
  const shown = phone && !unfolded ? [] : allowed;
  return (
    <div className="tools">
      {open && (
        <ToolCard title={t(`tools.${open}`)} onClose={close}>
          {open === 'measure' && <MeasureCard />}
          {open === 'views' && <ViewsHere />}
          {open === 'look' && <LookCard />}
        </ToolCard>
      )}
      <div className="map-controls" role="group" aria-label={t('tools.title')}>
        {shown.map((tool) => (
          <button
            key={tool}
            type="button"
            {...(tool === 'print' ? { 'aria-haspopup': 'dialog' } : { 'aria-expanded': tool === open })}
            aria-label={t(`tools.${tool}`)}
            title={t(`tools.${tool}`)}
            onClick={() => press(tool)}
          >
            <Icon name={tool} />
          </button>
        ))}
        {phone && (
          <button
            type="button"
            aria-expanded={unfolded}
            aria-label={t('tools.title')}
            title={t('tools.title')}
            onClick={() => setUnfolded(!unfolded)}
          >
            <Icon name="tools" />
          </button>
        )}
      </div>
    </div>
  );
}

/** By itself, so that only an open card follows everything that is shown. */
const ViewsHere = () => <ViewsCard address={viewAddress(useShownState())} />;
