// A view of Wuxi at a scale of paper.
import { frameOf, viewOnPaper } from '../../../client/tools/print/frame.ts';

export const WUXI = { lon: 120.3, lat: 31.57, zoom: 13 } as const;

export const zoomedTo = (ratio: number) =>
  viewOnPaper({ view: WUXI, width: 800, height: 600 }, frameOf('a4', 'landscape'), ratio);
