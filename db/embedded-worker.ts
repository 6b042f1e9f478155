// The thread of the embedded database: PGlite with PostGIS, one statement after another, text in and text out.
import { readFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite, types, type PGliteOptions } from '@electric-sql/pglite';
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { pgcrypto } from '@electric-sql/pglite/contrib/pgcrypto';
import { postgis } from '@electric-sql/pglite-postgis';
import { DurableFiles } from './embedded-files.ts';
import type { EngineData, EngineReply, EngineRequest } from './embedded-protocol.ts';
import type { QueryErrorFields } from './errors.ts';
import type { RawResult } from './parsers.ts';
import { SESSION_SETTINGS } from './session-settings.ts';

const port = parentPort!;
const { directory, template } = workerData as EngineData;
const reply = (message: EngineReply): void => port.postMessage(message);

const database = await open();
let turn: Promise<void> = Promise.resolve();
port.on('message', (request: EngineRequest) => {
  turn = turn.then(() => answer(request));
});
reply({ ready: true });

async function open(): Promise<PGlite> {
  const options: PGliteOptions = {
    extensions: { postgis, pg_trgm, btree_gist, pgcrypto },
    // The default (-F) switches fsync off; fdatasync, the default for the log, never leaves the engine.
    startParams: [
      ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
      '-c',
      'wal_sync_method=fsync',
    ],
    ...(directory && { fs: new DurableFiles(directory) }),
    ...(template && { loadDataDir: new Blob([new Uint8Array(await readFile(template))]) }),
  };
  const opened = await PGlite.create(options);
  // Values stay the text they are: the house parses them, the same for both engines.
  opened.parsers = Object.fromEntries(Object.keys(types.parsers).map((oid) => [oid, (text: string) => text]));
  opened.serializers = {};
  await opened.exec(SESSION_SETTINGS);
  return opened;
}

async function answer(request: EngineRequest): Promise<void> {
  try {
    reply({ id: request.id, result: await act(request) });
  } catch (error) {
    reply({ id: request.id, error: fieldsOf(error) });
  }
  if (request.act === 'close') port.close();
}

async function act(request: EngineRequest): Promise<RawResult | Uint8Array | undefined> {
  switch (request.act) {
    case 'query':
      return query(request.text, request.values);
    case 'dump':
      return new Uint8Array(await (await database.dumpDataDir('gzip')).arrayBuffer());
    case 'close':
      await database.close();
      return undefined;
  }
}

const OPTIONS = { rowMode: 'array' as const };

async function query(text: string, values: readonly (string | null)[]): Promise<RawResult> {
  const last =
    values.length > 0
      ? await database.query<(string | null)[]>(text, [...values], OPTIONS)
      : (await database.exec(text, OPTIONS)).at(-1);
  return {
    fields: (last?.fields ?? []).map(({ name, dataTypeID }) => ({ name, type: dataTypeID })),
    rows: (last?.rows ?? []) as (string | null)[][],
  };
}

function fieldsOf(error: unknown): QueryErrorFields {
  const { message, code, detail, hint, schema, table, column, constraint, where, position } = error as QueryErrorFields;
  return { message, code: code ?? 'XX000', detail, hint, schema, table, column, constraint, where, position };
}
