// Tile numbers of the web-mercator pyramid and the piece of the earth that they name. Pure.
import type { Box } from '../../geodata/space/geometry.ts';

export interface TileAddress {
  readonly z: number;
  readonly x: number;
  readonly y: number;
}

export const DEEPEST_ZOOM = 22;
/** What a tile holds beyond its edge, as a part of its width: lines and outlines must not end at the seam. */
export const MARGIN = 64 / 4096;

/** Reads z, x and `y.mvt`; undefined where they are no tile of the pyramid. */
export function readTileAddress(z: string, x: string, y: string): TileAddress | undefined {
  if (![z, x].every((part) => /^\d{1,8}$/.test(part)) || !/^\d{1,8}\.mvt$/.test(y)) return undefined;
  const address = { z: Number(z), x: Number(x), y: Number(y.slice(0, -'.mvt'.length)) };
  const across = 2 ** address.z;
  return address.z <= DEEPEST_ZOOM && address.x < across && address.y < across ? address : undefined;
}

/** West, south, east, north of a tile in degrees, EPSG:4326. @param margin added on every side, as a part of the width */
export function tileBox({ z, x, y }: TileAddress, margin = 0): Box {
  const across = 2 ** z;
  const longitude = (column: number) => Math.min(180, Math.max(-180, (column / across) * 360 - 180));
  const latitude = (row: number) => {
    const mercator = Math.PI * (1 - (2 * Math.min(across, Math.max(0, row))) / across);
    return (Math.atan(Math.sinh(mercator)) * 180) / Math.PI;
  };
  return [longitude(x - margin), latitude(y + 1 + margin), longitude(x + 1 + margin), latitude(y - margin)];
}

/** Width of a tile in degrees of longitude. */
export const tileWidth = ({ z }: TileAddress): number => 360 / 2 ** z;
