import { randomBytes } from 'node:crypto';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Console } from './console';
import { UsageError } from './usage-error';
import { quote } from '../../analysis/base/quote';
import { reasonOf } from '../base/file-error';

/** Writes a result to standard output, or to a file. The file is replaced at once, so that nobody reads half of it. */
export function writeResult(text: string, console: Console, file: string | undefined): void {
  if (file === undefined) { return console.out(text); }
  const temporary = join(dirname(file), `.${basename(file)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    writeFileSync(temporary, text, { flag: 'wx' });
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new UsageError(`${quote(file)} can't be written (${reasonOf(error)}): pass another file to --output`);
  }
}
