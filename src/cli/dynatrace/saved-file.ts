import { existsSync } from 'node:fs';
import { quote } from '../../analysis/base/quote';
import { ConnectionAnswer, readConnectionFile } from '../../analysis/dynatrace/connection-answer';
import { UsageError } from '../base/usage-error';
import { decode, readBytes, UnreadableFile } from '../input/read-text';

/** A file with connection info, as it is before a command. */
export interface SavedFile {
  readonly text: string;
  readonly answer: ConnectionAnswer;
  /** Whether somebody has saved the tenant token with it. */
  readonly hasToken: boolean;
}

/**
 * Reads a file with connection info. Undefined if there is none.
 *
 * @throws UsageError if it is something else, which must not be overwritten. The message quotes nothing of it.
 */
export function readSavedFile(file: string): SavedFile | undefined {
  if (!existsSync(file)) { return undefined; }
  try {
    const text = decode(readBytes(file));
    return { text, answer: readConnectionFile(text, `file ${quote(file)}`), hasToken: /"tenantToken"\s*:\s*"[^"]/.test(text) };
  } catch (error) {
    const reason = error instanceof UnreadableFile ? `file ${quote(file)}: ${error.message}` : (error as Error).message;
    throw new UsageError(`${reason}; remove the file, or name another`);
  }
}
