import { parseGoUrl } from '../syntax/go-url';

/** Scheme, host and port that the operator's own calls to the Dynatrace API go to. */
export interface ApiUrlEndpoint {
  readonly scheme: 'http' | 'https';
  /** DNS name or IP address as written in the URL, an IPv6 address without brackets. */
  readonly host: string;
  readonly port: number;
}

/** Why the operator's webhook refuses an API URL: it can't be parsed, doesn't end in `/api`, or has no host. */
export type ApiUrlFault = 'syntax' | 'suffix' | 'host';

/** What the vendor's samples have in place of an API URL. */
const EXAMPLE = 'https://ENVIRONMENTID.live.dynatrace.com/api';

const MAX_LENGTH = 128;
const MAX_UINT32 = 2 ** 32 - 1;

/** Whether an API URL is empty, or still the one of the vendor's samples. */
export function isExampleApiUrl(apiUrl: string): boolean {
  return apiUrl === '' || apiUrl === EXAMPLE;
}

/** Whether an API URL is longer than the schema of DynaKube allows, which counts characters. */
export function isApiUrlTooLong(apiUrl: string): boolean {
  return [...apiUrl].length > MAX_LENGTH;
}

/** Why the webhook refuses an API URL; undefined if it takes it. Neither the scheme nor the domain matters to it. */
export function apiUrlFault(apiUrl: string): ApiUrlFault | undefined {
  const url = parseGoUrl(apiUrl);
  if (url === undefined) { return 'syntax'; }
  if (isPlatformHost(url.hostname)) { return undefined; }
  // A text test, also where a query or fragment ends like that.
  if (!apiUrl.endsWith('/api')) { return 'suffix'; }
  return /[^.]/.test(url.hostname) ? undefined : 'host';
}

/**
 * Where the operator's own calls go. What it takes for the URL of the platform (`abc12345.apps.dynatrace.com`) it replaces by that of the API
 * (`abc12345.live.dynatrace.com`).
 *
 * @returns undefined if that is neither http nor https, or has no host
 */
export function apiUrlEndpoint(apiUrl: string): ApiUrlEndpoint | undefined {
  const url = parseGoUrl(apiUrl);
  if (url === undefined || url.hostname === '' || (url.scheme !== 'http' && url.scheme !== 'https')) { return undefined; }
  // The operator forgets the brackets when it replaces the host, and can't read the result.
  if (isPlatformHost(url.hostname) && url.hostname.includes(':')) { return undefined; }
  const port = url.port === '' ? (url.scheme === 'http' ? 80 : 443) : Number(url.port);
  return port > MAX_UINT32 ? undefined : { scheme: url.scheme, host: apiHost(url.hostname), port };
}

// Lower case only, and not at the beginning of the host.
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
 * The text by which the operator tells whether two DynaKubes belong to one environment: the URL as it is written, that of the platform replaced by that of the
 * API. Letter case and a default port that is written out make a difference.
 */
export function comparableApiUrl(apiUrl: string): string {
  const url = parseGoUrl(apiUrl);
  if (url === undefined || !isPlatformHost(url.hostname)) { return apiUrl; }
  const [, userInfo = '', query = '', fragment = ''] = /^[^/]*\/\/(?:([^/?#]*@)?)[^?#]*(\?[^#]*)?(#.*)?$/s.exec(apiUrl) ?? [];
  const port = url.port === '' ? '' : `:${url.port}`;
  return `${url.scheme}${url.scheme === '' ? '' : ':'}//${userInfo}${apiHost(url.hostname)}${port}/api${query}${fragment}`;
}
