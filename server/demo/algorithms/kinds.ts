// What happens at which hour, how bad it is, and who hears of it first.
import type { IncidentReport } from '../../incidents/contract.ts';
import { pickWeighted, type Random } from './random.ts';

type Kind = IncidentReport['kind'];
type Level = IncidentReport['level'];
type Source = IncidentReport['source'];

interface Habit {
  /** Share of all reports over a day, any unit. */
  readonly share: number;
  /** Hours (local) in which it happens `peak` times as often. */
  readonly peakHours: readonly [from: number, to: number];
  readonly peak: number;
  readonly sources: Partial<Record<Source, number>>;
  /** Weights of red, orange, yellow, blue and not yet graded. */
  readonly levels: readonly [number, number, number, number, number];
}

const SMALL = [0, 1, 10, 80, 9] as const;
const MIDDLE = [0.5, 5, 30, 60, 4.5] as const;
const GRAVE = [4, 16, 40, 36, 4] as const;

export const HABITS: Record<Kind, Habit> = {
  traffic: { share: 24, peakHours: [7, 9], peak: 2, sources: { '110': 8, '120': 1, grid: 1 }, levels: SMALL },
  dispute: { share: 13, peakHours: [18, 23], peak: 2, sources: { '110': 5, '12345': 3, grid: 2 }, levels: SMALL },
  'public-order': { share: 11, peakHours: [20, 24], peak: 2.5, sources: { '110': 9, grid: 1 }, levels: MIDDLE },
  medical: { share: 10, peakHours: [6, 10], peak: 1.5, sources: { '120': 9, '110': 1 }, levels: SMALL },
  facility: { share: 9, peakHours: [8, 18], peak: 2, sources: { '12345': 5, grid: 4, public: 1 }, levels: SMALL },
  lift: { share: 7, peakHours: [7, 20], peak: 2, sources: { '119': 4, '110': 3, '12345': 3 }, levels: MIDDLE },
  environment: { share: 6, peakHours: [19, 24], peak: 2, sources: { '12345': 7, public: 2, sensor: 1 }, levels: SMALL },
  fire: { share: 6, peakHours: [11, 21], peak: 1.8, sources: { '119': 9, sensor: 1 }, levels: GRAVE },
  'power-failure': { share: 4, peakHours: [17, 22], peak: 1.8, sources: { '12345': 8, sensor: 2 }, levels: MIDDLE },
  'water-failure': { share: 4, peakHours: [6, 10], peak: 1.8, sources: { '12345': 9, grid: 1 }, levels: MIDDLE },
  waterlogging: { share: 3, peakHours: [15, 20], peak: 1.5, sources: { sensor: 5, '110': 3, grid: 2 }, levels: GRAVE },
  'gas-leak': { share: 3, peakHours: [16, 20], peak: 2, sources: { '119': 5, sensor: 4, '110': 1 }, levels: GRAVE },
  crowd: { share: 2.5, peakHours: [17, 22], peak: 3, sources: { sensor: 6, '110': 2, grid: 2 }, levels: MIDDLE },
  collapse: { share: 1, peakHours: [8, 18], peak: 1.5, sources: { '110': 5, grid: 3, '119': 2 }, levels: GRAVE },
  chemical: { share: 0.7, peakHours: [8, 18], peak: 2, sources: { '119': 6, sensor: 4 }, levels: GRAVE },
  other: { share: 2, peakHours: [8, 20], peak: 1.5, sources: { '12345': 6, public: 4 }, levels: SMALL },
};

/** How much more of a kind there is at an hour (0–23, local) than its share alone says. */
export function weightAt(kind: Kind, hour: number): number {
  const { share, peakHours, peak } = HABITS[kind];
  return hour >= peakHours[0] && hour < peakHours[1] ? share * peak : share;
}

/** The kind of the next report at an hour (0–23, local); for a level told from outside, a kind that is so bad as often. */
export function pickKind(hour: number, random: Random, level?: Level): Kind {
  const weightOf = (kind: Kind) => weightAt(kind, hour) * (level === undefined ? 1 : shareOf(kind, level));
  return pickWeighted(Object.keys(HABITS) as Kind[], weightOf, random);
}

const LEVELS = [1, 2, 3, 4, null] as const;

const shareOf = (kind: Kind, level: Level) => HABITS[kind].levels[LEVELS.indexOf(level)]!;

/** How bad it is; null where the caller could not say. */
export function pickLevel(kind: Kind, random: Random): Level {
  return pickWeighted(LEVELS, (level) => shareOf(kind, level), random);
}

/** Which line the report comes over. */
export function pickSource(kind: Kind, random: Random): Source {
  return pickWeighted(Object.entries(HABITS[kind].sources) as [Source, number][], ([, weight]) => weight, random)[0];
}
