import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { STDIN } from './find-files';
import { reasonOf } from '../base/file-error';

/** The largest file that is read. */
export const MAX_FILE_BYTES = 64 * 1024 * 1024;

const CHUNK = 1024 * 1024;

/** A file that can't be read as text, with the reason and the remedy. */
export class UnreadableFile extends Error {}

/**
 * Reads a file, or standard input.
 *
 * @throws UnreadableFile if it can't be opened, or is too large
 */
export function readBytes(path: string): Buffer {
  let descriptor = 0;
  try {
    if (path !== STDIN) { descriptor = openSync(path, 'r'); }
    return readAll(descriptor);
  } catch (error) {
    if (error instanceof UnreadableFile) { throw error; }
    throw new UnreadableFile(`it can't be read (${reasonOf(error)})`);
  } finally {
    if (descriptor !== 0) { closeSync(descriptor); }
  }
}

/** Reads in parts, so that the size of a pipe is limited too. */
function readAll(descriptor: number): Buffer {
  const parts: Buffer[] = [];
  let size = 0;
  // A file is read in one part, and a byte more tells that it has not grown.
  let next = Math.min(fstatSync(descriptor).size + 1, MAX_FILE_BYTES + 1);
  for (;;) {
    const part = Buffer.allocUnsafe(Math.max(next, 1));
    next = CHUNK;
    const length = readPart(descriptor, part);
    if (length === 0) { return Buffer.concat(parts, size); }
    size += length;
    if (size > MAX_FILE_BYTES) {
      throw new UnreadableFile(`it has more than ${MAX_FILE_BYTES / 1024 / 1024} MiB, which no set of manifests needs in one file; split it by namespace or kind`);
    }
    parts.push(part.subarray(0, length));
  }
}

/** Reads the next bytes of a file, or waits for those of standard input. Returns how many; 0 at the end. */
export function readPart(descriptor: number, part: Buffer): number {
  for (;;) {
    try {
      return readSync(descriptor, part);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EOF') { return 0; }
      // Standard input of a terminal or of some shells has nothing yet.
      if (code !== 'EAGAIN') { throw error; }
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}

/**
 * The text of a file in UTF-8.
 *
 * @throws UnreadableFile if it is not
 */
export function decode(bytes: Buffer): string {
  if (bytes.length >= 2 && (bytes.readUInt16BE(0) === 0xfffe || bytes.readUInt16BE(0) === 0xfeff)) {
    throw new UnreadableFile('it is UTF-16, which Kubernetes tools don\'t read; save it as UTF-8');
  }
  if (bytes.includes(0)) { throw new UnreadableFile('it is binary, not text; leave it out'); }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UnreadableFile('it is not UTF-8; save it as UTF-8');
  }
}
