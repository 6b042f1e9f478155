// The heads of the chain outside of the database: lines of JSON in a file that is only ever appended to.
import { createReadStream } from 'node:fs';
import { appendFile, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';

/** The chain has this value at this place. */
export const Anchor = Type.Object({
  pos: Type.Integer({ minimum: 1 }),
  /** SHA-256, hex. */
  chain: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  at: Type.String(),
});
export type Anchor = Static<typeof Anchor>;

/** Appends a line; on a line of its own where the one before was cut off by a crash. */
export async function appendAnchor(path: string, anchor: Anchor): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const line = `${JSON.stringify(anchor)}\n`;
  await appendFile(path, (await endsWhole(path)) ? line : `\n${line}`, { mode: 0o600 });
}

async function endsWhole(path: string): Promise<boolean> {
  const file = await open(path, 'r').catch(unlessMissing);
  if (!file) return true;
  try {
    const { size } = await file.stat();
    if (size === 0) return true;
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
    return buffer[0] === 0x0a;
  } finally {
    await file.close();
  }
}

/** Every anchor in the order of the file; undefined for a line that is none. Nothing where there is no file. */
export async function* readAnchors(path: string): AsyncGenerator<Anchor | undefined> {
  const file = await open(path, 'r').catch(unlessMissing);
  if (!file) return;
  const input = createReadStream(path, { fd: file });
  for await (const line of createInterface({ input, crlfDelay: Infinity })) if (line !== '') yield toAnchor(line);
}

/** The last one of the file. */
export async function lastAnchor(path: string): Promise<Anchor | undefined> {
  let last: Anchor | undefined;
  for await (const anchor of readAnchors(path)) last = anchor ?? last;
  return last;
}

function toAnchor(line: string): Anchor | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return Value.Check(Anchor, value) ? value : undefined;
  } catch {
    return undefined; // a line that a crash or a hand has broken: whoever reads counts it
  }
}

function unlessMissing(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}
