import { httpRoutes, matchesOf, VIRTUAL_SERVICE } from './virtual-service-spec';
import { isRecord } from '../../../base/json';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { isBadOptionalPort } from '../../shared/port-numbers';
import { fieldSites, Site } from '../../shared/site';

const TEXTS = ['uri', 'prefixRewrite', 'authority', 'scheme'];

export const redirect: ObjectRule = {
  name: 'virtual-service/redirect',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: VIRTUAL_SERVICE,
  * check(object) {
    for (const route of httpRoutes(object)) {
      for (const site of fieldSites(route, 'redirect')) { yield* faults(site, matchesOf(route)); }
    }
  },
};

function* faults({ path, value }: Site, matches: readonly Site[]): Iterable<string> {
  const { uri, prefixRewrite, redirectCode, scheme, port, derivePort } = value;
  if (isGiven(uri) && isGiven(prefixRewrite)) { yield `'${path}' must not have both 'uri' and 'prefixRewrite'; keep one`; }
  const other = isGiven(prefixRewrite) ? matches.find(match => isRecord(match.value.uri) && match.value.uri.prefix === undefined) : undefined;
  if (other) { yield `'${path}.prefixRewrite' needs a 'prefix' in all matches of 'uri', and '${other.path}.uri' has none; change it, or use 'uri'`; }
  if (!TEXTS.some(field => isGiven(value[field])) && port === undefined && derivePort === undefined) {
    yield `'${path}' must have a target; set 'uri', 'prefixRewrite', 'authority', 'scheme', 'port' or 'derivePort'`;
  }
  if (typeof redirectCode === 'number' && redirectCode !== 0 && (redirectCode < 300 || redirectCode > 399)) {
    yield `'${path}.redirectCode' must be from 300 to 399, got ${quote(redirectCode)}`;
  }
  if (isGiven(scheme) && scheme !== 'http' && scheme !== 'https') { yield `'${path}.scheme' must be "http" or "https", got ${quote(scheme)}`; }
  if (isBadOptionalPort(port)) { yield `'${path}.port' must be a port from 1 to 65535, got ${quote(port)}`; }
}

function isGiven(text: unknown): boolean {
  return typeof text === 'string' && text !== '';
}
