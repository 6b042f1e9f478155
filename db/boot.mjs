// Starts a worker thread in TypeScript: a worker gets no loader from its parent on Node 20. Compiled code needs none.
import { workerData } from 'node:worker_threads';

const entry = new URL(workerData.entry);
if (entry.pathname.endsWith('.ts')) {
  const { register } = await import('tsx/esm/api');
  register();
}
await import(entry.href);
