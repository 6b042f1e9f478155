import { relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildWuxiDemo } from '../../geodata/cities/wuxi-demo/build/build-wuxi-demo.ts';
import { forOperator, type Command, type CommandIo } from '../platform/command.ts';
import { loadCity, type Loaded } from './load.ts';
import { refusalLine } from './loading/report.ts';
import { findCity } from './store.ts';

const USAGE = 'city load DIR [--grids N] [--replace]';
/** More than these are not printed; the report has all. */
const PRINTED_REFUSALS = 50;

const load: Command = {
  name: 'city load',
  access: forOperator('city:load'),
  usage: `${USAGE}  loads a city pack, or files that a mapping knows`,
  async run(services, args, { print, cwd }) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { grids: { type: 'string' }, replace: { type: 'boolean', default: false } },
    });
    const [dir, ...more] = positionals;
    if (!dir || more.length > 0 || (values.grids !== undefined && !/^[1-9]\d{0,5}$/.test(values.grids))) {
      print(`Usage: ${USAGE}; N is a whole number from 1 to 999999`);
      return 2;
    }
    let refused = 0;
    const loaded = await loadCity(services, resolve(cwd, dir), {
      grids: values.grids === undefined ? undefined : Number(values.grids),
      replace: values.replace,
      onProgress: print,
      onRefused: (refusal) => {
        if (++refused <= PRINTED_REFUSALS) print(`refused ${refusalLine(refusal)}`);
      },
    });
    summarize(loaded, print, cwd);
    return 0;
  },
};

function summarize({ city, changes, refused, report }: Loaded, print: CommandIo['print'], cwd: string): void {
  const changed = Object.values(changes).reduce((sum, count) => sum + count, 0);
  print(
    changed === 0
      ? `${city} is loaded; nothing has changed`
      : `${city} is loaded; ${changed} rows added, changed or removed`,
  );
  if (report) print(`${refused} rows refused, all of them in ${relative(cwd, report)}`);
}

const list: Command = {
  name: 'city list',
  access: forOperator('city:list'),
  readsOnly: true,
  usage: 'city list  says which city is loaded',
  async run({ database }, _args, { print }) {
    const city = await findCity(database.owner);
    print(
      city
        ? `${city.code} ${city.name}, pack ${city.pack}, loaded ${city.loadedAt}${city.demo ? ', 演示数据' : ''}`
        : 'no city is loaded',
    );
    return 0;
  },
};

const build: Command = {
  name: 'city build',
  access: forOperator('city:build'),
  readsOnly: true,
  usage:
    'city build --out DIR  makes the shipped pack wuxi-demo anew (needs npm, tar and Debian packages gmt, gmt-gshhg-full)',
  alone: runBuild,
  run: (_services, args, io) => runBuild(args, io),
};

async function runBuild(args: readonly string[], { print, cwd }: CommandIo): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { out: { type: 'string' } } });
  if (!values.out) {
    print('Usage: city build --out DIR; the files of the pack in DIR are written over');
    return 2;
  }
  await buildWuxiDemo({ out: resolve(cwd, values.out), onProgress: print });
  print(`The pack is in ${values.out}`);
  return 0;
}

export const cityCommands: readonly Command[] = [load, list, build];
