import { quote } from '../../analysis/base/quote';
import { apiUrlFault, isApiUrlTooLong, isExampleApiUrl } from '../../analysis/dynatrace/api-url';
import { parseGoUrl } from '../../analysis/syntax/go-url';

const EXAMPLE = '"https://abc12345.live.dynatrace.com/api"';

/**
 * Checks the URL of the Dynatrace API for a DynaKube.
 *
 * @throws if the operator would reject the URL, or if it has a password. The message does not quote a password.
 */
export function dynaKubeApiUrl(apiUrl: string): string {
  checkText(apiUrl);
  if (isApiUrlTooLong(apiUrl)) { throw new Error(`'apiUrl' must have 128 characters at most, got ${[...apiUrl].length}`); }
  return checkedApiUrl(apiUrl);
}

/**
 * Checks the URL of the Dynatrace API for the legacy operator, which has no maximum length and does not support URLs of the platform (`….apps.…`).
 *
 * @throws if the URL can't be that of an API, or if it has a password. The message does not quote a password.
 */
export function legacyApiUrl(apiUrl: string): string {
  checkText(apiUrl);
  checkedApiUrl(apiUrl);
  if (!apiUrl.endsWith('/api')) { throw new Error(`'apiUrl' must end in "/api", such as ${EXAMPLE}, got ${quote(apiUrl)}`); }
  return apiUrl;
}

function checkText(apiUrl: string): void {
  if (typeof apiUrl !== 'string') { throw new Error(`'apiUrl' must be a URL such as ${EXAMPLE}, got ${quote(apiUrl)}`); }
}

function checkedApiUrl(apiUrl: string): string {
  const url = parseGoUrl(apiUrl);
  if (apiUrl.includes('@') && (url === undefined || url.password !== undefined)) {
    throw new Error('\'apiUrl\' must not have a password: the operator reads tokens from the Secret of \'tokens\'');
  }
  if (isExampleApiUrl(apiUrl)) { throw new Error(`'apiUrl' must be the URL of your own environment, such as ${EXAMPLE}, got ${quote(apiUrl)}`); }
  if (/[\0-\x1f\x7f]/.test(apiUrl)) { throw new Error(`'apiUrl' must not have control characters, got ${quote(apiUrl)}`); }
  switch (apiUrlFault(apiUrl)) {
    case 'syntax': throw new Error(`'apiUrl' must be a URL such as ${EXAMPLE}, got ${quote(apiUrl)}`);
    case 'suffix': throw new Error(`'apiUrl' must end in "/api", such as ${EXAMPLE}, got ${quote(apiUrl)}`);
    case 'host': throw new Error(`'apiUrl' must have a host, such as ${EXAMPLE}, got ${quote(apiUrl)}`);
    default: return apiUrl;
  }
}
