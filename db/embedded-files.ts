// The embedded database's files. PGlite leaves fsync unanswered on disk: here it reaches the disk, so that a commit survives a power cut too.
import { closeSync, fsyncSync, openSync } from 'node:fs';
import { NodeFS } from '@electric-sql/pglite/nodefs';

type Init = NodeFS['init'];
type Settings = Awaited<ReturnType<Init>>['emscriptenOpts'];

interface NodeStream {
  /** Absent for a folder. */
  nfd?: number;
  node: unknown;
}

interface NodeFilesystem {
  stream_ops: { fsync?: (stream: NodeStream) => number };
  realPath(node: unknown): string;
}

export class DurableFiles extends NodeFS {
  override async init(...[database, options]: Parameters<Init>): Promise<{ emscriptenOpts: Settings }> {
    const { emscriptenOpts } = await super.init(database, options);
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...preRunOf(emscriptenOpts), answerFsync] as never } };
  }
}

function preRunOf({ preRun }: Settings): unknown[] {
  return Array.isArray(preRun) ? preRun : [];
}

function answerFsync(engine: { FS: { filesystems: { NODEFS: NodeFilesystem } } }): void {
  const files = engine.FS.filesystems.NODEFS;
  files.stream_ops.fsync = (stream) => {
    if (stream.nfd === undefined) syncFolder(files.realPath(stream.node));
    else fsyncSync(stream.nfd);
    return 0;
  };
}

/** Windows cannot sync a folder, and needs not to. */
function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  fsyncSync(folder);
  closeSync(folder);
}
