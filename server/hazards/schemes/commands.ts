import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { forOperator, type Command } from '../../platform/command.ts';
import { installSchemes, readScheme } from './store.ts';

const scheme: Command = {
  name: 'hazards scheme',
  access: forOperator('hazards:scheme'),
  usage: 'hazards scheme FILE  installs a version of a scheme of assessment (geodata/schemes/README.md)',
  async run(services, [file, ...more], { print, cwd }) {
    if (file === undefined || more.length > 0) {
      print('Usage: hazards scheme FILE');
      return 2;
    }
    const given = readScheme(await readFile(resolve(cwd, file), 'utf8'));
    const installed = await installSchemes(services, [given]);
    const name = `${given.method} ${given.version}`;
    print(
      installed.length > 0 ? `${name} is installed, valid from ${given.validFrom}` : `${name} is installed already`,
    );
    return installed.length > 0 ? 0 : 1;
  },
};

export const hazardCommands: readonly Command[] = [scheme];
