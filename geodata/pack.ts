// A city as a folder of files: read with `readPack`, see README.md for the format.
export { readPack, type PackOptions } from './pack/read-pack.ts';
export { PackError } from './pack/pack-error.ts';
export * from './pack/records.ts';
