import { httpRoutes, VIRTUAL_SERVICE } from './virtual-service-spec';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { durationFaults } from '../../shared/connection-pool';
import { fieldSites, Site } from '../../shared/site';

const CONDITIONS = new Set([
  '5xx', 'gateway-error', 'reset', 'reset-before-request', 'connect-failure', 'retriable-4xx', 'refused-stream', 'retriable-status-codes', 'retriable-headers',
  'envoy-ratelimited', 'http3-post-connect-failure', 'cancelled', 'deadline-exceeded', 'internal', 'resource-exhausted', 'unavailable',
]);
/** Ranges of the status codes that have a text in Go. */
const STATUSES: readonly (readonly [number, number])[] = [
  [100, 103], [200, 208], [226, 226], [300, 305], [307, 308], [400, 418], [421, 426], [428, 429], [431, 431], [451, 451], [500, 508], [510, 511],
];

export const retries: ObjectRule = {
  name: 'virtual-service/retries',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: VIRTUAL_SERVICE,
  check: object => httpRoutes(object).flatMap(route => fieldSites(route, 'retries')).flatMap(site => [...faults(site)]),
};

function* faults({ path, value: { attempts = 0, perTryTimeout, retryOn = '', retryRemoteLocalities, backoff } }: Site): Iterable<string> {
  if (typeof attempts === 'number' && attempts < 0) { yield `'${path}.attempts' must not be negative, got ${quote(attempts)}`; }
  const isConfigured = perTryTimeout !== undefined || retryOn !== '' || typeof retryRemoteLocalities === 'boolean';
  if (attempts === 0 && isConfigured) { yield `'${path}' has settings for retries, but 'attempts' is 0; set the number of attempts, or remove the other fields`; }
  yield* durationFaults(perTryTimeout, `${path}.perTryTimeout`);
  for (const condition of retryOn === '' ? [] : String(retryOn).split(',')) {
    if (!CONDITIONS.has(condition) && !isStatus(condition)) { yield `'${path}.retryOn' must have Envoy conditions or HTTP status codes, separated by commas only, got ${quote(condition)}`; }
  }
  yield* durationFaults(backoff, `${path}.backoff`);
}

function isStatus(text: string): boolean {
  return /^[+-]?[0-9]+$/.test(text) && STATUSES.some(([from, to]) => Number(text) >= from && Number(text) <= to);
}
