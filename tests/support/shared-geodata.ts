// The real data of Wuxi lies beside the repository where it is shared: its licences do not let parts of it be here.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** The folder of the data, where it is there or not. */
export const SHARED_GEODATA = resolve(import.meta.dirname, '../../../shared/geodata');

/** Says in a suite's name why it does not run; undefined where it does. The tally counts what is not run and says so. */
export const withoutSharedGeodata = existsSync(SHARED_GEODATA)
  ? undefined
  : 'not run: the folder ../shared/geodata is not here';

/** The name of a suite that needs the data. */
export const onSharedGeodata = (name: string): string =>
  withoutSharedGeodata === undefined ? name : `${name} (${withoutSharedGeodata})`;
