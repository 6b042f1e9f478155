// What a capability plugs into the console.
import type { ComponentType } from 'react';
import type { Area, Position } from '../../geodata/space/geometry.ts';
import type { IconName } from './icons.tsx';

export interface PanelProps {
  readonly onClose: () => void;
}

export interface DrawerProps {
  readonly id: string;
  readonly onClose: () => void;
}

/** A selected thing as the map marks it. */
export interface Thing {
  readonly point: Position;
  readonly name: string;
  readonly note?: string;
  readonly outline?: Area;
}

export interface Capability {
  /** The word: folder, selection kind, panel in the address, key of its words. */
  readonly name: 'incidents' | 'grids' | 'hazards' | 'shelters' | 'sites' | 'imports' | 'point';
  readonly icon: IconName;
  /** Who may not do this finds nothing of it: `imports:read`. */
  readonly act: string;
  /** Absent where it has no list (a bare point). */
  readonly Panel?: ComponentType<PanelProps>;
  readonly Drawer: ComponentType<DrawerProps>;
  /** A hook: the thing behind an id, once it is known. */
  readonly useThing: (id: string) => Thing | undefined;
}
