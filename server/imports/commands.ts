// npm run fengsui -- import …: the same import as on screen, from a terminal, with the rights of the whole city.
import { createReadStream } from 'node:fs';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Value } from 'typebox/value';
import { sql } from '../../db/sql.ts';
import { forOperator, type Command, type CommandIo } from '../platform/command.ts';
import { nameTopics } from '../platform/event-log.ts';
import { isId } from '../platform/page.ts';
import { Problem } from '../platform/problem.ts';
import type { Services } from '../platform/services.ts';
import { bringFile, cancel, orderCheck, orderRun, orderUndo, putAway, type Importer } from './acts.ts';
import { chooseCrs } from './choose-crs.ts';
import { CheckOrder, IMPORT_LAYERS, type Import, type ImportLayer, type ImportMapping } from './contract.ts';
import { fieldsOf } from './layer-fields.ts';
import { refusedCsv } from './refused-file.ts';
import { findRows } from './rows-store.ts';
import { findImport, findImports, importOf } from './store.ts';
import { workshopOf } from './workshop.ts';

const USAGE = 'import LAYER FILE [--crs C] [--mapping FILE] [--dry-run] [--partial]';
/** More than these are not printed; the report has all. */
const PRINTED_REFUSALS = 20;
const PROGRESS_MS = 2_000;
const LOOK_MS = 500;
const REFUSED = 'correct the refused rows, or say --partial to write the others';
const UNSURE =
  'the coordinate system is not certain; a wrong one moves every row by hundreds of metres. Say it with --crs';

const bring: Command = {
  name: 'import',
  access: forOperator('imports:run'),
  usage: `${USAGE}  brings a CSV, XLSX, zipped shapefile or GeoJSON into a layer; C: wgs84, cgcs2000, gcj02, bd09, EPSG:n`,
  async run(services, args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        crs: { type: 'string' },
        mapping: { type: 'string' },
        'dry-run': { type: 'boolean', default: false },
        partial: { type: 'boolean', default: false },
      },
    });
    const [layer, file, ...more] = positionals;
    if (!isLayer(layer) || !file || more.length > 0) {
      io.print(`Usage: ${USAGE}; LAYER is one of ${IMPORT_LAYERS.join(', ')}`);
      return 2;
    }
    const importer = await wholeCity(services);
    const { checked, sure } = await check(services, importer, io, {
      layer,
      file,
      crs: values.crs,
      mapping: values.mapping,
    });
    if (values['dry-run'] || checked.state !== 'checked') {
      await putAway(services, importer, checked.id);
      return checked.state === 'checked' ? 0 : 1;
    }
    const hindrance = !sure ? UNSURE : checked.counts!.refused > 0 && !values.partial ? REFUSED : undefined;
    if (hindrance !== undefined) {
      io.print(`Nothing was written: ${hindrance}`);
      await putAway(services, importer, checked.id);
      return 1;
    }
    await orderRun(services, importer, checked.id, { partial: values.partial });
    return tellEnd(await finished(services, importer, checked.id, io), io);
  },
};

interface Asked {
  readonly layer: ImportLayer;
  readonly file: string;
  readonly crs: string | undefined;
  readonly mapping: string | undefined;
}

interface Checked {
  readonly checked: Import;
  /** The coordinate system is beyond doubt. */
  readonly sure: boolean;
}

/** Brings and checks a file; prints what would be done. */
async function check(services: Services, importer: Importer, io: CommandIo, asked: Asked): Promise<Checked> {
  const path = resolve(io.cwd, asked.file);
  const { size } = await stat(path);
  const content = createReadStream(path);
  const { layer } = asked;
  const brought = await bringFile(services, importer, {
    layer,
    fileName: basename(path).slice(0, 200),
    content,
    bytes: size,
  });
  const drop = async (error: unknown): Promise<never> => {
    await putAway(services, importer, brought.id);
    throw error;
  };
  const { order, sure } = await orderOf(brought, io, asked).catch(drop);
  await orderCheck(services, importer, brought.id, order).catch(drop);
  const checked = await finished(services, importer, brought.id, io);
  if (checked.failure) io.print(checked.failure.reason.en);
  else await summarize(services, importer, checked, io);
  return { checked, sure };
}

async function orderOf(
  { inspection }: Import,
  { print, cwd }: CommandIo,
  { layer, crs: said, mapping: file }: Asked,
): Promise<{ order: CheckOrder; sure: boolean }> {
  const given: unknown = file === undefined ? {} : JSON.parse(await readFile(resolve(cwd, file), 'utf8'));
  const mapping = { ...inspection.mapping, ...(given as Partial<ImportMapping>) };
  const { crs, sure, lines } = chooseCrs(inspection, mapping, said);
  for (const line of lines) print(line);
  for (const [field, column] of Object.entries(mapping.columns)) print(`  ${field} ← ${column}`);
  for (const { name, words } of fieldsOf(layer).fields.filter(
    ({ name, required }) => required && !isGiven(mapping, name),
  )) {
    const some = words[0]?.word ?? '…';
    print(
      `  ${name} ← nothing, and it is required: name a column or a value in --mapping, {"constants":{"${name}":"${some}"}}`,
    );
  }
  const order = { mapping, crs, approximate: false };
  const [fault] = Value.Errors(CheckOrder, order);
  if (fault)
    throw new Problem(422, 'invalid-input', `The mapping is not valid: ${fault.instancePath} ${fault.message}`);
  return { order, sure };
}

const isGiven = ({ columns, constants }: ImportMapping, field: string) =>
  columns[field] !== undefined || constants[field] !== undefined;

async function summarize(
  { config }: Services,
  { db }: Importer,
  checked: Import,
  { print, cwd }: CommandIo,
): Promise<void> {
  const { rows, added, changed, unchanged, refused } = checked.counts!;
  print(`${rows} rows: ${added} new, ${changed} changed, ${unchanged} unchanged, ${refused} refused`);
  if (refused === 0) return;
  const { items } = await findRows(db, checked.id, { verdict: 'refused', limit: PRINTED_REFUSALS });
  for (const { row, reason } of items) print(`refused row ${row}: ${reason?.words.en ?? ''}`);
  const folder = join(config.dataDir, 'reports');
  await mkdir(folder, { recursive: true });
  const report = join(folder, `import-${checked.id}.csv`);
  await writeFile(report, refusedCsv(db, checked, 'zh'));
  print(`all refused rows are in ${relative(cwd, report)}`);
}

function tellEnd(ended: Import, { print }: CommandIo): number {
  if (ended.state !== 'done') {
    print(ended.failure?.reason.en ?? `the import is ${ended.state}`);
    return 1;
  }
  const { added, changed, unchanged } = ended.counts!;
  print(
    added + changed === 0
      ? `nothing has changed: all ${unchanged} rows were there`
      : `written: ${added} new, ${changed} changed`,
  );
  print(`to take it back: import undo ${ended.id}`);
  return 0;
}

/** Works here, or waits for the server that has taken the work; says now and then how far it is. */
async function finished(services: Services, { db }: Importer, id: string, { print }: CommandIo): Promise<Import> {
  const find = () => importOf(findImport(db, id));
  const progress = setInterval(() => {
    find().then(
      (now) =>
        now.progress &&
        print(`${now.state}: ${now.progress.rows} rows, ${Math.round((now.progress.share ?? 0) * 100)} %`),
      (error: unknown) => services.log.debug({ err: error }, 'The progress could not be asked'),
    );
  }, PROGRESS_MS);
  try {
    for (;;) {
      await workshopOf(services).wake();
      const now = await find();
      if (now.progress === null) return now;
      await pause(LOOK_MS);
    }
  } finally {
    clearInterval(progress);
  }
}

const list: Command = {
  name: 'import list',
  access: forOperator('imports:list'),
  readsOnly: true,
  usage: 'import list  says what was imported, the newest first',
  async run(services, _args, { print }) {
    const { db } = await wholeCity(services);
    const { items, total } = await findImports(db, { limit: 50 });
    for (const { id, createdAt, layer, fileName, state, counts, by } of items)
      print(
        `${id}  ${createdAt}  ${layer}  ${state}  ${counts ? `+${counts.added} ~${counts.changed} refused ${counts.refused}` : '-'}  ${fileName}  ${by}`,
      );
    print(`${total} imports`);
    return 0;
  },
};

const undo: Command = {
  name: 'import undo',
  access: forOperator('imports:undo'),
  usage: 'import undo ID  takes a whole import back',
  async run(services, [id, ...more], io) {
    if (!id || !isId(id) || more.length > 0) {
      io.print('Usage: import undo ID; the ID is that of import list');
      return 2;
    }
    const importer = await wholeCity(services);
    await orderUndo(services, importer, id);
    const ended = await finished(services, importer, id, io);
    if (ended.state !== 'undone') return tellEnd(ended, io);
    const { items } = await findRows(importer.db, id, { kept: true, limit: PRINTED_REFUSALS });
    for (const { row, code, reason } of items) io.print(`row ${row} (${code ?? ''}) ${reason?.words.en ?? ''}`);
    io.print(`taken back; ${ended.counts!.kept} rows stay as they are`);
    return 0;
  },
};

const stop: Command = {
  name: 'import cancel',
  access: forOperator('imports:cancel'),
  usage: 'import cancel ID  ends an import that is under way',
  async run(services, [id = ''], { print }) {
    if (!isId(id)) {
      print('Usage: import cancel ID; the ID is that of import list');
      return 2;
    }
    const { state } = await cancel(services, await wholeCity(services), id);
    print(state === 'cancelled' ? 'cancelled' : 'it will be cancelled');
    return 0;
  },
};

/** Whoever may type commands on the server may import for the whole city. */
async function wholeCity({ db, database }: Services): Promise<Importer> {
  const cities = await db.many<{ path: string }>(
    sql`SELECT path FROM grids.division WHERE level = 'city' ORDER BY path`,
  );
  const areas = cities.map(({ path }) => path);
  if (areas.length === 0) throw new Problem(409, 'no-city', 'No city is loaded yet: city load DIR');
  await nameTopics(db, ['imports']); // a database that no server has opened yet knows no topic
  return {
    db: database.as({ role: 'staff', areas, departments: ['*'], actor: 'command' }),
    actor: 'command',
    by: '命令行',
    areas,
    mayLimit: true,
  };
}

const isLayer = (text: string | undefined): text is ImportLayer =>
  (IMPORT_LAYERS as readonly string[]).includes(text ?? '');

export const importCommands: readonly Command[] = [bring, list, undo, stop];
