import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { isIstioIpAddress } from '../../../syntax/addresses';
import { isFqdn } from '../../../syntax/hosts';
import { DESTINATION_RULE, isContradictory, trafficPolicies } from '../../objects/destination-rule-spec';
import { isPort } from '../../shared/port-numbers';
import { fieldSites } from '../../shared/site';

export const tunnel: ObjectRule = {
  name: 'destination-rule/tunnel',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: DESTINATION_RULE,
  * check(object) {
    for (const { path, value } of trafficPolicies(object).filter(policy => !isContradictory(policy.value)).flatMap(policy => fieldSites(policy, 'tunnel'))) {
      const { protocol = '', targetHost, targetPort } = value;
      if (!['', 'CONNECT', 'POST'].includes(String(protocol))) { yield `'${path}.protocol' must be "CONNECT" or "POST", got ${quote(protocol)}`; }
      if (typeof targetHost === 'string' && !isFqdn(targetHost) && !isIstioIpAddress(targetHost)) {
        yield `'${path}.targetHost' must be a DNS name or an IP address, got ${quote(targetHost)}`;
      }
      if (!isPort(targetPort)) { yield `'${path}.targetPort' must be a port from 1 to 65535, got ${quote(targetPort ?? 'nothing')}`; }
    }
  },
};
