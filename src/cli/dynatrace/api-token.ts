import { textOfOption } from './option-file';
import { quote } from '../../analysis/base/quote';
import { UsageError } from '../base/usage-error';

/** The environment variable with the token. */
export const TOKEN_VARIABLE = 'DT_API_TOKEN';

/**
 * The token for the Dynatrace API, from a file or from the environment variable. It is never an argument, because other users of a machine can list those.
 *
 * @throws UsageError if there is none. The message quotes nothing of the file.
 */
export function readToken(file: string | undefined): string {
  if (file !== undefined) { return checkedToken(textIn(file), `the file ${quote(file)}`); }
  const value = process.env[TOKEN_VARIABLE];
  if (value === undefined) { throw new UsageError(`there is no token: pass --token-file FILE, or set the environment variable ${TOKEN_VARIABLE}`); }
  return checkedToken(value, `the environment variable ${TOKEN_VARIABLE}`);
}

function textIn(file: string): string {
  if (/^dt0[a-z]\d\d\./.test(file)) {
    throw new UsageError('--token-file must be the path of a file, got a token: put the token into a file, and revoke it if other people can see this command');
  }
  return textOfOption('--token-file', file);
}

function checkedToken(text: string, source: string): string {
  const token = text.replace(/^\uFEFF/, '').trim();
  if (token === '') { throw new UsageError(`${source} has no token, but is empty`); }
  if (!/^[\x21-\x7e]{1,1000}$/.test(token)) { throw new UsageError(`${source} must have one token and nothing else, got other characters than those of a token`); }
  return token;
}
