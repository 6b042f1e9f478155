// How the text of a file is encoded: told from all of its bytes, not from the first few.
import { bytesAt, bytesOf } from './bytes.ts';
import { FileError, type ReadOptions, type TextEncoding } from './opened-file.ts';

const LOOK_BYTES = 64 * 1024;
/** Share of characters that are none, past which GB18030 is not believed either. */
const MAX_UNREADABLE = 0.001;

/**
 * Tells the encoding of a text file: by its byte order mark, by zero bytes (UTF-16), as UTF-8 where every byte of the file is,
 * else GB18030, of which GBK and GB2312 are parts. Cost: one pass over the file.
 *
 * @throws FileError `wrong-encoding` where it is none of them
 */
export async function detectEncoding(path: string, signal?: AbortSignal): Promise<TextEncoding> {
  const head = await bytesAt(path, 0, LOOK_BYTES);
  const marked = markOf(head) ?? zeroesOf(head);
  if (marked !== undefined) return marked;
  if (await isUtf8(path, signal)) return 'utf-8';
  const text = new TextDecoder('gb18030').decode(head, { stream: true });
  const unreadable = text.split('\uFFFD').length - 1;
  if (unreadable > text.length * MAX_UNREADABLE)
    throw new FileError('wrong-encoding', 'The text is neither UTF-8, UTF-16 nor GB18030');
  return 'gb18030';
}

function markOf(head: Buffer): TextEncoding | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return undefined;
}

/** Line breaks and commas have a zero byte in UTF-16, always on the same side. */
function zeroesOf(head: Buffer): TextEncoding | undefined {
  const zeroes = [0, 0];
  for (let at = 0; at < head.length; at++) if (head[at] === 0) zeroes[at % 2]! += 1;
  const [even, odd] = zeroes as [number, number];
  if (even === 0 && odd === 0) return undefined;
  if (Math.min(even, odd) > Math.max(even, odd) / 10)
    throw new FileError('unknown-format', 'The file holds zero bytes: it is no text');
  return odd > even ? 'utf-16le' : 'utf-16be';
}

async function isUtf8(path: string, signal?: AbortSignal): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of bytesOf(path, signal ? { signal } : {})) decoder.decode(chunk, { stream: true });
    decoder.decode();
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/** The text of a file in pieces, without its byte order mark. */
export async function* textOf(path: string, encoding: TextEncoding, options: ReadOptions = {}): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of bytesOf(path, options)) {
    const text = decoder.decode(chunk, { stream: true });
    if (text !== '') yield text;
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}
