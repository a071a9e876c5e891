import { isHeaderName } from './header-names';
import { httpRoutes, VIRTUAL_SERVICE } from './virtual-service-spec';
import { textsOf } from '../../../base/json';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { parseDuration } from '../../../syntax/duration';
import { regexFault } from '../../../syntax/re2/regex-fault';
import { durationFaults } from '../../shared/connection-pool';
import { fieldSites, itemSites, Site } from '../../shared/site';

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', '*']);
const SECOND = 1_000_000_000n;

export const corsPolicy: ObjectRule = {
  name: 'virtual-service/cors-policy',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: VIRTUAL_SERVICE,
  * check(object) {
    for (const policy of httpRoutes(object).flatMap(route => fieldSites(route, 'corsPolicy'))) {
      yield* originFaults(policy);
      for (const [index, method] of textsOf(policy.value.allowMethods).entries()) {
        if (!METHODS.has(method)) { yield `'${policy.path}.allowMethods[${index}]' must be "*" or an HTTP method in upper case, got ${quote(method)}`; }
      }
      for (const field of ['allowHeaders', 'exposeHeaders']) {
        for (const [index, name] of textsOf(policy.value[field]).entries()) {
          if (name !== '*' && !isHeaderName(name)) { yield `'${policy.path}.${field}[${index}]' must be "*" or the name of a header, got ${quote(name)}`; }
        }
      }
      yield* maxAgeFaults(policy);
    }
  },
};

function* originFaults(policy: Site): Iterable<string> {
  for (const { path, value } of itemSites(policy.value.allowOrigins, `${policy.path}.allowOrigins`)) {
    if (![value.exact, value.prefix, value.regex].some(text => typeof text === 'string' && text !== '')) {
      yield `'${path}' must have 'exact', 'prefix' or 'regex' with a text that is not empty`;
    } else if (typeof value.regex === 'string') {
      const fault = regexFault(value.regex);
      if (fault !== undefined) { yield `'${path}.regex' ${fault}`; }
    }
  }
}

function* maxAgeFaults({ path, value: { maxAge } }: Site): Iterable<string> {
  yield* durationFaults(maxAge, `${path}.maxAge`);
  const duration = parseDuration(String(maxAge));
  if (maxAge !== undefined && duration !== undefined && duration % SECOND !== 0n) { yield `'${path}.maxAge' must be a duration in whole seconds, such as "24h", got ${quote(maxAge)}`; }
}
