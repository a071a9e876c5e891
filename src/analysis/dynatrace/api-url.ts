import { parseGoUrl } from '../syntax/go-url';

/** Scheme, host and port of the operator's own calls to the Dynatrace API. */
export interface ApiUrlEndpoint {
  readonly scheme: 'http' | 'https';
  /** DNS name or IP address as written in the URL, an IPv6 address without brackets. */
  readonly host: string;
  readonly port: number;
}

/** Why the operator's webhook rejects an API URL: it can't be parsed, doesn't end in `/api`, or has no host. */
export type ApiUrlFault = 'syntax' | 'suffix' | 'host';

/** Placeholder for the API URL in Dynatrace's samples. */
const EXAMPLE = 'https://ENVIRONMENTID.live.dynatrace.com/api';

const MAX_LENGTH = 128;
const MAX_UINT32 = 2 ** 32 - 1;

/** Whether an API URL is empty, or still the placeholder of Dynatrace's samples. */
export function isExampleApiUrl(apiUrl: string): boolean {
  return apiUrl === '' || apiUrl === EXAMPLE;
}

/** Whether an API URL has more characters than the schema of DynaKube allows. */
export function isApiUrlTooLong(apiUrl: string): boolean {
  return [...apiUrl].length > MAX_LENGTH;
}

/** Why the webhook rejects an API URL; undefined if it accepts the URL. The webhook checks neither the scheme nor the domain. */
export function apiUrlFault(apiUrl: string): ApiUrlFault | undefined {
  const url = parseGoUrl(apiUrl);
  if (url === undefined) { return 'syntax'; }
  if (isPlatformHost(url.hostname)) { return undefined; }
  // The webhook compares the end of the text, even if it is the end of a query or a fragment.
  if (!apiUrl.endsWith('/api')) { return 'suffix'; }
  return /[^.]/.test(url.hostname) ? undefined : 'host';
}

/**
 * The endpoint of the operator's own calls. The operator replaces the host of the platform (`abc12345.apps.dynatrace.com`) with that of the API
 * (`abc12345.live.dynatrace.com`).
 *
 * @returns undefined if the scheme is neither http nor https, or if there is no host
 */
export function apiUrlEndpoint(apiUrl: string): ApiUrlEndpoint | undefined {
  const url = parseGoUrl(apiUrl);
  if (url === undefined || url.hostname === '' || (url.scheme !== 'http' && url.scheme !== 'https')) { return undefined; }
  // The operator loses the brackets when it replaces the host, and can't parse the result.
  if (isPlatformHost(url.hostname) && url.hostname.includes(':')) { return undefined; }
  const port = url.port === '' ? (url.scheme === 'http' ? 80 : 443) : Number(url.port);
  return port > MAX_UINT32 ? undefined : { scheme: url.scheme, host: apiHost(url.hostname), port };
}

// Matches lower case only.
function isPlatformHost(hostname: string): boolean {
  return hostname.includes('.apps.');
}

function apiHost(hostname: string): string {
  const index = hostname.indexOf('.apps.');
  if (index < 0) { return hostname; }
  const [environment, domain] = [hostname.slice(0, index), hostname.slice(index + '.apps.'.length)];
  return environment.includes('.') ? `${environment}.${domain}` : `${environment}.live.${domain}`;
}

/**
 * The text that the operator compares to find out whether two DynaKubes have the same environment: the URL as it is written, with the host of the platform
 * replaced by that of the API. Letter case and an explicit default port make a difference.
 */
export function comparableApiUrl(apiUrl: string): string {
  const url = parseGoUrl(apiUrl);
  if (url === undefined || !isPlatformHost(url.hostname)) { return apiUrl; }
  const [, userInfo = '', query = '', fragment = ''] = /^[^/]*\/\/(?:([^/?#]*@)?)[^?#]*(\?[^#]*)?(#.*)?$/s.exec(apiUrl) ?? [];
  const port = url.port === '' ? '' : `:${url.port}`;
  return `${url.scheme}${url.scheme === '' ? '' : ':'}//${userInfo}${apiHost(url.hostname)}${port}/api${query}${fragment}`;
}
