import { randomBytes } from 'node:crypto';
import { closeSync, openSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Console } from './console';
import { UsageError } from './usage-error';
import { quote } from '../../analysis/base/quote';
import { reasonOf } from '../base/file-error';

/** A file to write. */
export interface NewFile {
  readonly path: string;
  readonly text: string;
}

const REMEDY = 'pass another file to --output';

/** Writes a result to standard output, or to a file. */
export function writeResult(text: string, console: Console, file: string | undefined): void {
  if (file === undefined) { return console.out(text); }
  replaceFiles([{ path: file, text }], REMEDY);
}

/** The most characters that are written at once. */
const CHUNK = 64 * 1024;

/**
 * Writes a result part by part to standard output, or to a file, which is replaced when the result is complete. The parts are made as they are written, so a result can be
 * larger than the memory.
 *
 * @throws UsageError if the file can't be written
 */
export async function writeParts(parts: Iterable<string>, console: Console, file: string | undefined): Promise<void> {
  if (file !== undefined) { return replaceFile(file, chunksOf(parts)); }
  for (const chunk of chunksOf(parts)) {
    console.out(chunk);
    await console.drained?.();
  }
}

/** The same texts in pieces that are worth a call of the system. */
function* chunksOf(parts: Iterable<string>): Generator<string> {
  let waiting = '';
  for (const part of parts) {
    waiting += part;
    if (waiting.length < CHUNK) { continue; }
    yield waiting;
    waiting = '';
  }
  if (waiting !== '') { yield waiting; }
}

async function replaceFile(path: string, chunks: Iterable<string>): Promise<void> {
  const temporary = temporaryBeside(path);
  const removed = () => { rmSync(temporary, { force: true }); };
  const file = writable(path, () => openSync(temporary, 'wx'));
  const forget = onInterrupt(removed);
  try {
    for (const chunk of chunks) {
      writable(path, () => writeAll(file, Buffer.from(chunk)));
      // Lets an interrupt be seen.
      await new Promise(resolve => { setImmediate(resolve); });
    }
    writable(path, () => { closeSync(file); renameSync(temporary, path); });
  } catch (error) {
    removed();
    throw error;
  } finally {
    forget();
  }
}

/** Calls a function before an interrupt ends the process. Returns what turns that off. */
function onInterrupt(clean: () => void): () => void {
  const listeners = (['SIGINT', 'SIGTERM'] as const).map(signal => {
    const listener = () => {
      clean();
      // Without a handler, the signal ends the process as it would have.
      process.kill(process.pid, signal);
    };
    process.once(signal, listener);
    return { signal, listener };
  });
  return () => { for (const { signal, listener } of listeners) { process.removeListener(signal, listener); } };
}

function writeAll(file: number, bytes: Buffer): void {
  for (let written = 0; written < bytes.length;) { written += writeSync(file, bytes, written); }
}

/** Does something with a file to write. */
function writable<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw unwritable(path, error, REMEDY);
  }
}

/**
 * Writes files. Each is replaced at once, so that nobody reads half of it, and none is replaced before all are written.
 *
 * @param remedy what to do if one can't be written
 * @throws UsageError if one can't be written
 */
export function replaceFiles(files: readonly NewFile[], remedy: string): void {
  const temporary = new Map(files.map(file => [temporaryBeside(file.path), file]));
  let current = '';
  try {
    for (const [path, file] of temporary) { current = file.path; writeFileSync(path, file.text, { flag: 'wx' }); }
    for (const [path, file] of temporary) { current = file.path; renameSync(path, file.path); }
  } catch (error) {
    for (const path of temporary.keys()) { rmSync(path, { force: true }); }
    throw unwritable(current, error, remedy);
  }
}

/** The path of a new file in the folder of another. */
function temporaryBeside(path: string): string {
  return join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`);
}

function unwritable(path: string, error: unknown, remedy: string): UsageError {
  return new UsageError(`${quote(path)} can't be written (${reasonOf(error)}): ${remedy}`);
}
