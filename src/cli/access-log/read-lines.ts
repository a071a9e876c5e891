import { closeSync, openSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { reasonOf } from '../base/file-error';
import { STDIN } from '../input/find-files';
import { readPart, UnreadableFile } from '../input/read-text';

const CHUNK = 256 * 1024;

/** The most that is kept of a line: the rest of a longer one is dropped. */
const MAX_LINE = 128 * 1024;

/**
 * Reads a file, or standard input, line by line, whatever its size.
 *
 * @throws UnreadableFile if it can't be read, or is not text
 */
export function* readLines(path: string): Generator<string> {
  let descriptor = 0;
  try {
    if (path !== STDIN) { descriptor = openSync(path, 'r'); }
    yield* linesOf(descriptor);
  } catch (error) {
    if (error instanceof UnreadableFile || (error as NodeJS.ErrnoException).code === undefined) { throw error; }
    throw new UnreadableFile(`it can't be read (${reasonOf(error)})`);
  } finally {
    if (descriptor !== 0) { closeSync(descriptor); }
  }
}

function* linesOf(descriptor: number): Generator<string> {
  const decoder = new StringDecoder('utf8');
  const chunk = Buffer.allocUnsafe(CHUNK);
  let rest = '';
  for (let isFirst = true; ; isFirst = false) {
    const length = readPart(descriptor, chunk);
    if (length === 0) { break; }
    const bytes = chunk.subarray(0, length);
    if (isFirst && /^(?:fffe|feff|1f8b)/.test(bytes.toString('hex', 0, 2)) || bytes.includes(0)) {
      throw new UnreadableFile('it is not a log in UTF-8; decompress it, or save it as UTF-8');
    }
    const lines = (rest + decoder.write(bytes)).split('\n');
    rest = lines.pop()!.slice(0, MAX_LINE);
    yield* lines;
  }
  if (rest !== '') { yield rest; }
}
