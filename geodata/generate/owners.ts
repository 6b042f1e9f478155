// Who answers for a town: units named after it. No phone number is made up.
import type { OwnerRecord } from '../pack/records.ts';
import type { GenerateInput } from './generators.ts';

const UNITS = [
  ['governance', '社会治理综合服务中心（综治中心）'],
  ['police', '派出所'],
  ['emergency', '应急管理办公室'],
  ['urban-management', '综合行政执法局'],
  ['fire', '消防救援站'],
] as const;

/** Five units for each town that is drawn. */
export function makeOwners({ divisions }: GenerateInput): OwnerRecord[] {
  return divisions
    .filter(({ level, quasi }) => level === 'town' && !quasi)
    .flatMap(({ path, name }) =>
      UNITS.map(([duty, unit]): OwnerRecord => ({
        divisionPath: path,
        duty,
        unit: nameOf(name, duty, unit),
        phone: null,
        demo: true,
      })),
    );
}

/** 梅村街道 + 派出所 → 梅村派出所; offices keep the whole name. */
function nameOf(town: string, duty: string, unit: string): string {
  const short = town.replace(/(街道|镇|乡)$/, '');
  return duty === 'police' || duty === 'fire' ? short + unit : town + unit;
}
