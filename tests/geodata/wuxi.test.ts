import { beforeAll, describe, expect, it } from 'vitest';
import { LAYERS, readPack, type Pack } from '../../geodata/pack.ts';
import { inArea } from '../../geodata/space/measure.ts';
import type { Position } from '../../geodata/space/geometry.ts';
import { onSharedGeodata, SHARED_GEODATA, withoutSharedGeodata } from '../support/shared-geodata.ts';

describe.skipIf(withoutSharedGeodata)(onSharedGeodata('the real files of Wuxi'), () => {
  let pack: Pack;
  beforeAll(async () => {
    pack = await readPack(SHARED_GEODATA);
  });

  it('are recognised by their names', () => {
    expect(pack.city).toMatchObject({ code: '320200', pack: 'wuxi' });
  });

  it('load whole, layer by layer', async () => {
    const counts: Record<string, number> = {};
    for (const layer of LAYERS) {
      const { records, bad } = await pack.layer(layer);
      expect(bad).toEqual([]);
      counts[layer] = records.length;
    }
    // 97 + 1,254 divisions; 22 industrial sites + 400 made up; 2,296 key sites + 12 universities + 8 hubs + 89 stations; 4 lines + 89 stations.
    expect(counts).toMatchObject({
      divisions: 1351,
      grids: 2500,
      hazards: 422,
      shelters: 217,
      sites: 2405,
      roads: 17_851,
      metro: 93,
      water: 7,
    });
  }, 60_000);

  it('keep what is real apart from what is made up', async () => {
    const { records } = await pack.layer('hazards');
    expect(records.filter(({ demo }) => !demo)).toHaveLength(22);
    const divisions = (await pack.layer('divisions')).records;
    expect(divisions.filter(({ level, synthetic }) => level === 'county' && !synthetic)).toHaveLength(7);
  }, 60_000);

  it('class streets by their bus routes: 1–2, 3–6, 7 and more', async () => {
    const { records } = await pack.layer('roads');
    expect(
      [1, 2, 3]
        .map((roadClass) => records.filter((road) => road.class === roadClass).length)
        .reduce((sum, count) => sum + count),
    ).toBe(17_851);
    expect(new Set(records.map((road) => road.class))).toEqual(new Set([1, 2, 3]));
  }, 60_000);

  const at = async (point: Position, level: string) =>
    (await pack.layer('divisions')).records.find(
      (division) => division.level === level && division.area !== null && inArea(point, division.area),
    )?.name;

  // What everyone in the city knows.
  it.each([
    ['三阳广场', '梁溪区'],
    ['市民中心', '滨湖区'],
    ['江阴外滩', '江阴市'],
    ['无锡东站', '锡山区'],
  ])('the metro station %s lies in %s', async (station, county) => {
    const found = (await pack.layer('metro')).records.find(
      (record) => record.kind === 'station' && record.name.startsWith(station),
    );
    expect(await at(found!.geometry.coordinates as Position, 'county')).toBe(county);
  });

  it('draw 30,000 grids on request', async () => {
    const large = await readPack(SHARED_GEODATA, { grids: 30_000 });
    expect((await large.layer('grids')).records).toHaveLength(30_000);
  }, 120_000);
});
