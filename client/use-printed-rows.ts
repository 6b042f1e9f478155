// The legend of a print: the layers that are switched on, counted within its frame.
import { useMemo } from 'react';
import { useLegendRows } from './console-legend.tsx';
import { useLayerStatuses } from './map/use-layer-statuses.ts';
import type { View } from './platform/url-state.ts';
import { useSession } from './platform/session.ts';
import { boxOnPaper, isSameBox, type PrintFrame } from './tools/print/frame.ts';
import { useVisibleLayers } from './use-visible-layers.ts';

/** Undefined until they are counted. Where they cannot be counted there are no counts, rather than those of another frame. */
export function usePrintedRows(view: View, frame: PrintFrame) {
  const box = useMemo(() => boxOnPaper(view, frame), [view, frame]);
  const { data: session } = useSession();
  const counted = useLayerStatuses(box, session?.scopeEpoch ?? '');
  const { shows } = useVisibleLayers();
  const rows = useLegendRows(counted, shows, box).filter(({ visible }) => visible);
  if (counted.boxAnswered && isSameBox(counted.boxAnswered, box)) return rows;
  return counted.failed ? rows.map((row) => ({ ...row, count: undefined })) : undefined;
}
