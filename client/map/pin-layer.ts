// Pins of any capability that has levels: which pictures stand where, as one layer of the overlay.
import { IconLayer } from '@deck.gl/layers';
import type { Position } from '../../geodata/space/geometry.ts';
import { BADGES, badgeName } from './badge.ts';
import { fanOffset, FAN_ZOOM, type Pin, type PinGroup } from './declutter.ts';
import { badgeIcon, COUNT_HEIGHT, countIcon, withHalo, type PinAtlas } from './pin-atlas.ts';

/** A badge on the screen: one pin, or the lead of a group that stands for all its members. */
export interface PlacedPin<P extends Pin = Pin> {
  readonly pin: P;
  /** All that it stands for; itself alone where it was not grouped. */
  readonly members: readonly P[];
  /** CSS pixels from its true place, y downwards. */
  readonly offset: readonly [number, number];
  /** Side of its shape, CSS pixels. */
  readonly size: number;
}

/** Pins nearer together than this overlap, CSS pixels at desk scale. */
export const SPACING_PX = 26;
/** The selected pin is drawn a little larger, as in the design. */
const SELECTED_SIZE = 26;

/** Others keep this far from the selected pin, outside of its ring, CSS pixels at desk scale. */
export const CLEARANCE_PX = 34;

/**
 * Turns groups into badges. Close up, the members of a group stand side by side.
 * The selected pin keeps its true place, alone and on top.
 */
export function placePins<P extends Pin>(
  groups: readonly PinGroup<P>[],
  zoom: number,
  scale: number,
  selected?: P,
): PlacedPin<P>[] {
  const placed = groups.flatMap((group) => placeGroup(group, zoom, scale));
  return selected
    ? [...placed, { pin: selected, members: [selected], offset: [0, 0], size: SELECTED_SIZE * scale }]
    : placed;
}

function placeGroup<P extends Pin>({ lead, members, shift }: PinGroup<P>, zoom: number, scale: number): PlacedPin<P>[] {
  const sizeOf = (pin: P) => BADGES[badgeName(pin.level)].pinSize * scale;
  if (zoom < FAN_ZOOM || members.length === 1) return [{ pin: lead, members, offset: shift, size: sizeOf(lead) }];
  const [dx, dy] = shift;
  const step = SPACING_PX * scale;
  const beside = (pin: P, index: number): PlacedPin<P> => {
    const [x, y] = fanOffset(index, step);
    // A group that made room opens in a line away from what it made room for.
    const away = Math.sign(dx || -1) * index * step;
    const offset: [number, number] = dx === 0 && dy === 0 ? [x, y] : [dx + away, dy];
    return { pin: { ...pin, point: lead.point }, members: [pin], offset, size: sizeOf(pin) };
  };
  // Far members first: the lead is drawn on top.
  return members.map(beside).reverse();
}

interface Mark {
  readonly point: Position;
  readonly icon: string;
  readonly size: number;
  readonly offset: [number, number];
}

/** Pure but for the atlas, so that pictures and places are tested without a map. A group is a badge and its number. */
export function pinMarks(placed: readonly PlacedPin[], scale: number): Mark[] {
  return placed.flatMap(({ pin, members, offset: [x, y], size }) => {
    const badge: Mark = {
      point: pin.point,
      icon: badgeIcon(badgeName(pin.level)),
      size: withHalo(size),
      offset: [x, y],
    };
    if (members.length === 1) return [badge];
    const corner: [number, number] = [x + size * 0.26, y - size * 0.42];
    return [badge, { point: pin.point, icon: countIcon(members.length), size: COUNT_HEIGHT * scale, offset: corner }];
  });
}

export function buildPinLayer(
  id: string,
  placed: readonly PlacedPin[],
  atlas: PinAtlas,
  scale: number,
): IconLayer<Mark> {
  return new IconLayer<Mark>({
    id,
    data: pinMarks(placed, scale),
    iconAtlas: atlas.image as never,
    iconMapping: atlas.mapping as never,
    getIcon: ({ icon }) => icon,
    getPosition: ({ point }) => [point[0], point[1]],
    getSize: ({ size }) => size,
    sizeUnits: 'pixels',
    getPixelOffset: ({ offset }) => offset,
    // Pins are chosen by their places on the screen (pickPin), which needs no reading back from the graphics card.
    pickable: false,
    parameters: { depthCompare: 'always', depthWriteEnabled: false },
  });
}

/** The topmost badge within reach of a place on the screen; `project` gives CSS pixels. */
export function pickPin<P extends Pin>(
  placed: readonly PlacedPin<P>[],
  project: (point: Position) => { x: number; y: number },
  at: { x: number; y: number },
): PlacedPin<P> | undefined {
  return placed.findLast(({ pin, offset: [dx, dy], size }) => {
    const { x, y } = project(pin.point);
    return Math.hypot(x + dx - at.x, y + dy - at.y) <= size / 2 + 3;
  });
}
