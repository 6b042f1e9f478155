/** West, east, south, north in degrees: the order of the standard. */
export type Envelope = readonly [west: number, east: number, south: number, north: number];

const LITTLE_ENDIAN = 0b1;
/** An envelope of two dimensions. */
const WITH_ENVELOPE = 0b10;
const HEADER = 40;
const WGS_84 = 4326;

/**
 * A geometry as a GeoPackage keeps it: a header before the well-known binary.
 *
 * @param wkb  ISO WKB, little-endian, not empty
 * @returns    8 bytes of header, 32 of envelope, then `wkb`
 *
 * Source: OGC 12-128r18 (GeoPackage 1.3.1), 2.1.3 GeoPackageBinary. Cost: one copy.
 */
export function geometryBlob(wkb: Uint8Array, envelope: Envelope): Uint8Array {
  const blob = new Uint8Array(HEADER + wkb.length);
  const view = new DataView(blob.buffer);
  blob.set([0x47, 0x50, 0, LITTLE_ENDIAN | WITH_ENVELOPE]); // "GP", version 1
  view.setInt32(4, WGS_84, true);
  envelope.forEach((degrees, at) => view.setFloat64(8 + 8 * at, degrees, true));
  blob.set(wkb, HEADER);
  return blob;
}
