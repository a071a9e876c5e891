import { textsOf } from '../../../base/json';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { isIstioIpAddress } from '../../../syntax/addresses';
import { isDnsLabel, isWildcardDomain, isWildcardHost } from '../../../syntax/hosts';
import { splitNamespace } from '../../../syntax/namespaced-name';
import { GATEWAY, serversOf } from '../../objects/gateway-spec';

export const hostSyntax: ObjectRule = {
  name: 'gateway/host-syntax',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: GATEWAY,
  * check(object) {
    for (const { path, value } of serversOf(object)) {
      for (const [index, host] of textsOf(value.hosts).entries()) {
        const fault = hostFault(host);
        if (fault !== undefined) { yield `'${path}.hosts[${index}]' ${fault}, got ${quote(host)}`; }
      }
    }
  },
};

function hostFault(host: string): string | undefined {
  const { namespace, name } = splitNamespace(host);
  if (namespace !== undefined && !['*', '.'].includes(namespace) && !isDnsLabel(namespace)) { return 'must begin with the name of a namespace, "*" or "."'; }
  if (name === '*') { return undefined; }
  if (name.includes('*') && !isWildcardHost(name)) { return 'must have a wildcard for whole labels only, such as "*.example.com"'; }
  if (!name.includes('.')) { return 'must end in a DNS name with at least one dot'; }
  return isWildcardDomain(name) || isIstioIpAddress(name) ? undefined : 'must end in "*", a DNS name or an IP address';
}
