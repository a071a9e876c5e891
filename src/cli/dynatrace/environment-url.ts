import { quote } from '../../analysis/base/quote';
import { comparableApiUrl, isExampleApiUrl } from '../../analysis/dynatrace/api-url';
import { UsageError } from '../base/usage-error';

const FORM = 'pass the URL of your environment, such as https://abc12345.live.dynatrace.com, or https://dynatrace.example.com/e/<environment id>';

/**
 * The URL of the Dynatrace API of an environment, which ends in `/api`. The URL of the environment's pages is accepted too.
 *
 * @throws UsageError if it is not such a URL. The message quotes no password or token.
 */
export function apiUrlOf(environment: string): URL {
  const text = environment.trim().replace(/\/+$/, '');
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:\/\//i.test(text)) { throw new UsageError(`--environment is not a URL, got ${quote(environment)}; ${FORM}`); }
  if (text.includes('@')) { throw new UsageError('--environment must not have a user or password; the token is read from --token-file'); }
  if (/[?#]/.test(text)) { throw new UsageError(`--environment must not have a query or fragment; ${FORM}`); }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw new UsageError(`--environment must begin with "https://", got ${quote(environment)}: the token would cross the network in plain text`);
  }
  const api = /\/api$/.test(text) ? text : `${text}/api`;
  if (isExampleApiUrl(api)) { throw new UsageError(`--environment is the placeholder of an example, got ${quote(environment)}; ${FORM}`); }
  return new URL(comparableApiUrl(api));
}

/** Whether a host is this machine, so that what is sent to it does not leave it. */
export function isLoopback(hostname: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i.test(hostname);
}
