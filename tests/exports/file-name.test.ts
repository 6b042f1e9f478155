import { expect, it } from 'vitest';
import { attachment, fileName } from '../../server/exports/algorithms/file-name.ts';
import { geometryBlob } from '../../server/exports/algorithms/geometry-blob.ts';

it('says city, dataset and the hour of the city', () => {
  expect(fileName(['无锡市', '危险源'], '2026-07-08T01:05:00.000Z', 'csv')).toBe('无锡市_危险源_2026-07-08_0905.csv');
  expect(fileName(['无锡市', '危险源'], '2026-07-08T17:00:00.000Z', 'csv')).toBe('无锡市_危险源_2026-07-09_0100.csv');
});

it('holds nothing that a file system would take for something else', () => {
  expect(fileName(['../a b', 'c:d|e\u0000'], '2026-07-08T01:00:00.000Z', 'csv')).toBe(
    '..-a-b_c-d-e-_2026-07-08_0900.csv',
  );
});

it('names the attachment in both ways of RFC 6266', () => {
  expect(attachment("无锡'(1).csv", 'Wuxi "1".csv')).toBe(
    `attachment; filename="Wuxi--1-.csv"; filename*=UTF-8''%E6%97%A0%E9%94%A1%27%281%29.csv`,
  );
});

it('puts the header of the standard before a geometry', () => {
  const blob = geometryBlob(Uint8Array.of(1, 2, 3), [120, 121, 31, 32]);
  const view = new DataView(blob.buffer);
  // GeoPackage 1.3, table 5: "GP", version 0, flags 00000011 (envelope xy, little-endian), SRS, envelope.
  expect([...blob.slice(0, 4)]).toEqual([0x47, 0x50, 0, 0b11]);
  expect(view.getInt32(4, true)).toBe(4326);
  expect([8, 16, 24, 32].map((at) => view.getFloat64(at, true))).toEqual([120, 121, 31, 32]);
  expect([...blob.slice(40)]).toEqual([1, 2, 3]);
});
