// The scenes of the wall, one line each. They turn in this order; a number key picks one.
import type { FunctionComponent } from 'react';
import type { WallScene } from '#contract/walls';
import { en, zh } from '../ui/words/wall.ts';
import { HazardCountiesBlock, HazardsBlock } from './blocks/hazard-blocks.tsx';
import { OpenBlock, OpenShortBlock } from './blocks/open-block.tsx';
import { ShelterCountiesBlock, SheltersBlock } from './blocks/shelter-blocks.tsx';
import { SourcesBlock } from './blocks/sources-block.tsx';
import { CountiesBlock, HoursBlock, KindsBlock } from './blocks/trend-blocks.tsx';
import { WaitingBlock } from './blocks/waiting-block.tsx';

export type SceneName = keyof typeof zh.scenes;
export type BlockComponent = FunctionComponent<{ yesterday: boolean }>;

export interface Scene {
  readonly name: SceneName;
  /** The left column, top to bottom. */
  readonly left: readonly BlockComponent[];
  /** A second column beside it, where the wall is wide enough. */
  readonly wide: readonly BlockComponent[];
  /** The foot, left to right. */
  readonly foot: readonly BlockComponent[];
  /** Layers of tiles on the map; incidents are on it always. The self-check expects them. */
  readonly layers: readonly ('divisions' | 'hazards' | 'shelters')[];
  /** What the map shows: the whole city, or where the open incidents are. */
  readonly camera: 'city' | 'incidents';
  /** How long it stands, seconds; the address may say otherwise. */
  readonly seconds: number;
}

export const scenes: readonly Scene[] = [
  {
    name: 'city',
    left: [OpenBlock, WaitingBlock, SourcesBlock],
    wide: [SheltersBlock, HazardsBlock],
    foot: [HoursBlock, CountiesBlock, KindsBlock, ShelterCountiesBlock],
    layers: [],
    camera: 'city',
    seconds: 60,
  },
  {
    name: 'incidents',
    left: [OpenBlock, WaitingBlock, SourcesBlock],
    wide: [HazardsBlock, SheltersBlock],
    foot: [HoursBlock, CountiesBlock, KindsBlock, HazardCountiesBlock],
    layers: ['divisions'],
    camera: 'incidents',
    seconds: 30,
  },
  {
    name: 'hazards',
    left: [OpenShortBlock, HazardsBlock, SourcesBlock],
    wide: [WaitingBlock, SheltersBlock],
    foot: [HoursBlock, HazardCountiesBlock, CountiesBlock, KindsBlock],
    layers: ['hazards'],
    camera: 'city',
    seconds: 30,
  },
  {
    name: 'shelters',
    left: [OpenShortBlock, SheltersBlock, SourcesBlock],
    wide: [WaitingBlock, HazardsBlock],
    foot: [HoursBlock, ShelterCountiesBlock, CountiesBlock, KindsBlock],
    layers: ['shelters'],
    camera: 'city',
    seconds: 30,
  },
];

/** As the server and a phone know them. */
export const sceneRecords: readonly WallScene[] = scenes.map(({ name }) => ({
  key: name,
  zh: zh.scenes[name],
  en: en.scenes[name],
}));
