import { DESTINATION_RULE, specOf } from './destination-rule-spec';
import { Severity } from '../../../finding';
import { isWildcardDomain } from '../../../hosts';
import { textOf } from '../../../json';
import { quote } from '../../../quote';
import type { ObjectRule } from '../../../rule';

export const hostSyntax: ObjectRule = {
  name: 'destination-rule/host-syntax',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: DESTINATION_RULE,
  check(object) {
    const host = textOf(specOf(object).host) ?? '';
    return isWildcardDomain(host) ? [] : [`'spec.host' must be a DNS name or a wildcard such as "*.example.com", got ${quote(host)}; it takes neither addresses nor ports`];
  },
};
