import { httpRoutes, matchesOf, VIRTUAL_SERVICE } from './virtual-service-spec';
import { JsonObject, recordOf } from '../../../base/json';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { regexFault } from '../../../syntax/re2/regex-fault';
import { fieldSites, Site } from '../../shared/site';

export const matchText: ObjectRule = {
  name: 'virtual-service/match-text',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: VIRTUAL_SERVICE,
  * check(object) {
    for (const match of httpRoutes(object).flatMap(matchesOf)) {
      for (const field of ['scheme', 'method', 'authority']) { yield* fieldSites(match, field).flatMap(faults); }
      for (const field of ['headers', 'withoutHeaders', 'queryParams']) { yield* entrySites(match, field).flatMap(faults); }
      // An empty prefix is allowed, because every path begins with it.
      yield* fieldSites(match, 'uri').filter(({ value }) => value.prefix === undefined).flatMap(faults);
    }
  },
};

function entrySites(match: Site, field: string): Site[] {
  return Object.entries(recordOf(match.value[field]))
    // In `withoutHeaders`, istiod reads `*` as "any value", not as a regular expression.
    .filter(([, value]) => !(field === 'withoutHeaders' && recordOf(value).regex === '*'))
    .map(([name, value]) => ({ path: `${match.path}.${field}[${quote(name)}]`, value: recordOf(value) }));
}

function faults({ path, value }: Site): string[] {
  return [...prefixFaults(path, value), ...regexFaults(path, value)];
}

function prefixFaults(path: string, { prefix }: JsonObject): string[] {
  return prefix === '' ? [`'${path}.prefix' must not be empty; remove the match to accept any value`] : [];
}

function regexFaults(path: string, { regex }: JsonObject): string[] {
  const fault = typeof regex === 'string' ? regexFault(regex) : undefined;
  return fault === undefined ? [] : [`'${path}.regex' ${fault}`];
}
