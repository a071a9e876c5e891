import { DESTINATION_RULE, excludesItself, trafficPolicies } from './destination-rule-spec';
import { isIstioIpAddress } from '../../../addresses';
import { Severity } from '../../../finding';
import { isFqdn } from '../../../hosts';
import { quote } from '../../../quote';
import type { ObjectRule } from '../../../rule';
import { isPort } from '../virtual-service/port-numbers';
import { fieldSites } from '../virtual-service/site';

export const tunnel: ObjectRule = {
  name: 'destination-rule/tunnel',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: DESTINATION_RULE,
  * check(object) {
    for (const { path, value } of trafficPolicies(object).filter(policy => !excludesItself(policy.value)).flatMap(policy => fieldSites(policy, 'tunnel'))) {
      const { protocol = '', targetHost, targetPort } = value;
      if (!['', 'CONNECT', 'POST'].includes(String(protocol))) { yield `'${path}.protocol' must be "CONNECT" or "POST", got ${quote(protocol)}`; }
      if (typeof targetHost === 'string' && !isFqdn(targetHost) && !isIstioIpAddress(targetHost)) {
        yield `'${path}.targetHost' must be a DNS name or an IP address, got ${quote(targetHost)}`;
      }
      if (!isPort(targetPort)) { yield `'${path}.targetPort' must be a port, 1 to 65535, got ${quote(targetPort ?? 'nothing')}`; }
    }
  },
};
