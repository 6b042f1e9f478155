// Databases of their own on the PostgreSQL server of the test run.
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';

/** The server that `npm test` made; a single test run by hand needs the variable set. */
export function testServerUrl(): string {
  const url = process.env.FENGSUI_TEST_POSTGRES_URL;
  if (!url)
    throw new Error(
      'FENGSUI_TEST_POSTGRES_URL is not set: run `npm test -- <file>`, or name a PostgreSQL server with PostGIS',
    );
  return url;
}

/** Makes an empty database; answers its URL. */
export async function createDatabase(): Promise<string> {
  const name = `journey_${randomUUID().replaceAll('-', '')}`;
  await onServer(`CREATE DATABASE "${name}"`);
  const url = new URL(testServerUrl());
  url.pathname = `/${name}`;
  return url.href;
}

/** Ends its sessions and removes it. */
export function dropDatabase(url: string): Promise<void> {
  return onServer(`DROP DATABASE IF EXISTS "${new URL(url).pathname.slice(1)}" WITH (FORCE)`);
}

async function onServer(statement: string): Promise<void> {
  const client = new Client({ connectionString: testServerUrl() });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
