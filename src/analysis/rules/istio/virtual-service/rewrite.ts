import { httpRoutes, VIRTUAL_SERVICE } from './virtual-service-spec';
import { isRecord } from '../../../base/json';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { regexFault } from '../../../syntax/re2/regex-fault';
import { fieldSites, Site } from '../../shared/site';

export const rewrite: ObjectRule = {
  name: 'virtual-service/rewrite',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: VIRTUAL_SERVICE,
  check: object => httpRoutes(object).flatMap(route => fieldSites(route, 'rewrite')).flatMap(site => [...faults(site)]),
};

function* faults(site: Site): Iterable<string> {
  const { path, value: { uri = '', authority = '', uriRegexRewrite } } = site;
  if (uri !== '' && isRecord(uriRegexRewrite)) { yield `'${path}' must not have both 'uri' and 'uriRegexRewrite'; keep one`; }
  if (uri === '' && authority === '' && !isRecord(uriRegexRewrite)) { yield `'${path}' must have 'uri', 'uriRegexRewrite' or 'authority'`; }
  for (const { path: regexPath, value } of fieldSites(site, 'uriRegexRewrite')) {
    const { match = '', rewrite: replacement = '' } = value;
    if (match === '' || replacement === '') {
      yield `'${regexPath}' must have both 'match' and 'rewrite'`;
      continue;
    }
    const fault = regexFault(String(match));
    if (fault !== undefined) { yield `'${regexPath}.match' ${fault}`; }
  }
}
