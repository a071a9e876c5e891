import { randomBytes } from 'node:crypto';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
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

/** Writes a result to standard output, or to a file. */
export function writeResult(text: string, console: Console, file: string | undefined): void {
  if (file === undefined) { return console.out(text); }
  replaceFiles([{ path: file, text }], 'pass another file to --output');
}

/**
 * Writes files. Each is replaced at once, so that nobody reads half of it, and none is replaced before all are written.
 *
 * @param remedy what to do if one can't be written
 * @throws UsageError if one can't be written
 */
export function replaceFiles(files: readonly NewFile[], remedy: string): void {
  const temporary = new Map(files.map(file => [join(dirname(file.path), `.${basename(file.path)}.${randomBytes(6).toString('hex')}.tmp`), file]));
  let current = '';
  try {
    for (const [path, file] of temporary) { current = file.path; writeFileSync(path, file.text, { flag: 'wx' }); }
    for (const [path, file] of temporary) { current = file.path; renameSync(path, file.path); }
  } catch (error) {
    for (const path of temporary.keys()) { rmSync(path, { force: true }); }
    throw new UsageError(`${quote(current)} can't be written (${reasonOf(error)}): ${remedy}`);
  }
}
