// GeoPackage 1.3 (OGC 12-128r18): one layer, WGS-84. Written by SQLite in WebAssembly; its R-tree is not in that build, readers make their own.
import sqlite from 'node-sqlite3-wasm';
import { sql } from '../../db/sql.ts';
import type { FieldType } from '../platform/dataset.ts';
import { geometryBlob, type Envelope } from './algorithms/geometry-blob.ts';
import { GEOPACKAGE_TABLES } from './geopackage-tables.data.ts';
import type { Format, Head, Row, Value, Writer } from './writer.ts';
import { valueOf } from './writer.ts';

export const gpkg: Format = {
  type: 'application/geopackage+sqlite3',
  shape: ({ geometry }) => [
    sql`ST_AsBinary(${geometry}, 'NDR') AS "@wkb"`,
    sql`CASE WHEN ${geometry} IS NULL THEN NULL
             ELSE json_build_array(ST_XMin(${geometry}), ST_XMax(${geometry}), ST_YMin(${geometry}), ST_YMax(${geometry})) END AS "@box"`,
  ],
  open: async (path, head) => openPackage(path, head),
};

const TYPES: Readonly<Record<FieldType, string>> = {
  text: 'TEXT',
  integer: 'INTEGER',
  number: 'DOUBLE',
  boolean: 'BOOLEAN',
  time: 'DATETIME',
};
const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

function openPackage(path: string, head: Head): Writer {
  const database = new sqlite.Database(path);
  try {
    return openLayer(database, head);
  } catch (error) {
    database.close();
    throw error;
  }
}

function openLayer(database: sqlite.Database, head: Head): Writer {
  const { source, name } = head;
  // The file is made once by us alone: what a crash leaves of it is thrown away.
  database.exec(
    `PRAGMA journal_mode = off; PRAGMA synchronous = off; PRAGMA application_id = ${0x47504b47}; PRAGMA user_version = 10300`,
  );
  database.exec('BEGIN');
  database.exec(GEOPACKAGE_TABLES);
  const columns = source.fields.map(({ name: column, type }) => `${quoted(column)} ${TYPES[type]}`);
  database.exec(
    `CREATE TABLE ${quoted(name)} (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom ${kindOf(head)}, ${columns.join(', ')})`,
  );
  const names = source.fields.map((field) => quoted(field.name));
  const insert = database.prepare(
    `INSERT INTO ${quoted(name)} (geom, ${names.join(', ')}) VALUES (${['?', ...names.map(() => '?')].join(', ')})`,
  );
  const extent: Extent = [Infinity, -Infinity, Infinity, -Infinity];
  return {
    async add(rows) {
      for (const row of rows)
        insert.run([blobOf(row, extent), ...source.fields.map((field) => valueOf(row, field.name))]);
      // Nothing in here waits: between two batches others have their turn.
      await new Promise<void>((resolve) => setImmediate(resolve));
    },
    async end() {
      describeLayer(database, head, extent);
      insert.finalize();
      database.exec('COMMIT');
      database.close();
    },
    async abort() {
      try {
        if (!insert.isFinalized) insert.finalize();
      } catch {
        // SQLite says once more why the last row failed, which was thrown when it did.
      }
      if (database.isOpen) database.close();
    },
  };
}

/** West, east, south, north of all that was written. */
type Extent = [number, number, number, number];

function blobOf(row: Row, extent: Extent): Uint8Array | null {
  const wkb = row['@wkb'] as Uint8Array | null;
  const box = row['@box'] as Envelope | null;
  if (!wkb || !box) return null;
  extent[0] = Math.min(extent[0], box[0]);
  extent[1] = Math.max(extent[1], box[1]);
  extent[2] = Math.min(extent[2], box[2]);
  extent[3] = Math.max(extent[3], box[3]);
  return geometryBlob(wkb, box);
}

const kindOf = ({ source: { shape } }: Head) => (shape === 'Geometry' ? 'GEOMETRY' : shape.toUpperCase());

function describeLayer(database: sqlite.Database, head: Head, extent: Extent): void {
  const { name, title, description, language, at, city, sources, source } = head;
  const text = [description[language], city, at, ...sources].filter(Boolean).join('\n');
  const [west, east, south, north] = extent[0] <= extent[1] ? extent : [null, null, null, null];
  const about: Value[] = [name, title[language], text, at, west, south, east, north];
  database.run(
    `INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, min_x, min_y, max_x, max_y, srs_id)
     VALUES (?, 'features', ?, ?, ?, ?, ?, ?, ?, 4326)`,
    about,
  );
  database.run(`INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, 4326, 0, 0)`, [name, kindOf(head)]);
  for (const field of source.fields) {
    database.run('INSERT INTO gpkg_data_columns (table_name, column_name, name, title) VALUES (?, ?, ?, ?)', [
      name,
      field.name,
      field.name,
      field.title[language],
    ]);
  }
}
