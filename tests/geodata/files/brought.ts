// Files for the readers, in a folder that goes away with the test file.
import { execFileSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { afterAll } from 'vitest';
import { ZipFile } from 'yazl';
import { openFile } from '../../../geodata/files/open-file.ts';
import type { FileRow, OpenedFile, OpenOptions } from '../../../geodata/files/opened-file.ts';

let folder: string | undefined;

/** Said at the top of a test file that makes files here. */
export function putAwayFiles(): void {
  afterAll(() => {
    if (folder) rmSync(folder, { recursive: true, force: true });
    folder = undefined;
  });
}

export const pathOf = (name: string) => join((folder ??= mkdtempSync(join(tmpdir(), 'fengsui-files-'))), name);

export function aFile(name: string, content: string | Uint8Array): string {
  writeFileSync(pathOf(name), content);
  return pathOf(name);
}

/** GB18030 by iconv: Node can read it but not write it. */
export const inGb18030 = (text: string) =>
  execFileSync('iconv', ['-f', 'UTF-8', '-t', 'GB18030'], { input: text, maxBuffer: 1 << 30 });

export async function aZip(name: string, parts: Record<string, string | Uint8Array>): Promise<string> {
  const zip = new ZipFile();
  for (const [part, content] of Object.entries(parts)) zip.addBuffer(Buffer.from(content as string), part);
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(pathOf(name)));
  return pathOf(name);
}

export async function all(rows: AsyncIterable<FileRow>): Promise<FileRow[]> {
  const read: FileRow[] = [];
  for await (const row of rows) read.push(row);
  return read;
}

export async function opened(path: string, options?: OpenOptions): Promise<OpenedFile & { all: FileRow[] }> {
  const file = await openFile(path, options);
  return { ...file, all: await all(file.rows()) };
}
