import { textOf } from '../../../base/json';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { isWildcardDomain } from '../../../syntax/hosts';
import { DESTINATION_RULE, specOf } from '../../objects/destination-rule-spec';

export const hostSyntax: ObjectRule = {
  name: 'destination-rule/host-syntax',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: DESTINATION_RULE,
  check(object) {
    const host = textOf(specOf(object).host) ?? '';
    return isWildcardDomain(host) ? [] : [`'spec.host' must be a DNS name or a wildcard such as "*.example.com", got ${quote(host)}; addresses and ports are not valid here`];
  },
};
