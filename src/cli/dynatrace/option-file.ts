import { quote } from '../../analysis/base/quote';
import { UsageError } from '../base/usage-error';
import { readBytes, UnreadableFile } from '../input/read-text';

/**
 * The text of a file that an option names.
 *
 * @throws UsageError if it can't be read. The message quotes nothing of the file.
 */
export function textOfOption(option: string, file: string): string {
  try {
    return readBytes(file).toString('utf8');
  } catch (error) {
    if (!(error instanceof UnreadableFile)) { throw error; }
    throw new UsageError(`${option} ${quote(file)}: ${error.message}`);
  }
}
