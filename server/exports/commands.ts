import { existsSync } from 'node:fs';
import { extname, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Value } from 'typebox/value';
import { forOperator, type Command } from '../platform/command.ts';
import type { Dataset } from '../platform/dataset.ts';
import { EXPORT_FORMATS, EXPORT_LANGUAGES, ExportFormat, ExportQuery } from './contract.ts';
import { readSelection } from './query.ts';
import { takeExport } from './take.ts';

const USAGE =
  'export DATASET FILE [--lang zh|en] [--where FIELD=VALUE]… [--bbox W,S,E,N] [--as-known-at T | --as-it-was-at T]';

/** @param datasets  all that may be exported */
export const exportCommand = (datasets: () => readonly Dataset[]): Command => ({
  name: 'export',
  access: forOperator('exports:run'),
  usage: `${USAGE}  writes ${EXPORT_FORMATS.map((format) => `.${format}`).join(', ')}`,
  async run({ db, clock }, args, { print, cwd }) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        lang: { type: 'string', default: 'zh' },
        where: { type: 'string', multiple: true, default: [] },
        bbox: { type: 'string' },
        'as-known-at': { type: 'string' },
        'as-it-was-at': { type: 'string' },
      },
    });
    const [name, file, ...more] = positionals;
    const dataset = datasets().find((one) => one.name === name);
    const format = extname(file ?? '').slice(1);
    const query = {
      ...Object.fromEntries(values.where.map((text) => text.split(/=(.*)/s, 2))),
      lang: values.lang,
      ...(values.bbox !== undefined && { bbox: values.bbox }),
      ...(values['as-known-at'] !== undefined && { asKnownAt: values['as-known-at'] }),
      ...(values['as-it-was-at'] !== undefined && { asItWasAt: values['as-it-was-at'] }),
    };
    if (
      !dataset ||
      !file ||
      more.length > 0 ||
      !Value.Check(ExportFormat, format) ||
      !Value.Check(ExportQuery, query)
    ) {
      print(`Usage: ${USAGE}`);
      print(
        `DATASET is one of ${datasets()
          .map((one) => one.name)
          .join(
            ', ',
          )}; FILE ends in ${EXPORT_FORMATS.join(', ')}; the language is one of ${EXPORT_LANGUAGES.join(', ')}`,
      );
      return 2;
    }
    const path = resolve(cwd, file);
    if (existsSync(path)) {
      print(`${file} is there already: name another file, or remove it`);
      return 1;
    }
    const source = dataset.register;
    const selection = readSelection(source, query);
    const order = { dataset, source, selection, format, language: query.lang, now: clock() } as const;
    const { rows, bytes } = await takeExport(db, order, path);
    print(`${rows} rows of ${dataset.name} are in ${relative(cwd, path)} (${bytes} bytes)`);
    return 0;
  },
});
