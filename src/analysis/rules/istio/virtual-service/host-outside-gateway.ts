import { gatewayReferences, isInternalGateway } from './gateway-references';
import { textsOf } from '../../../base/json';
import { quote, quoteAll } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { splitNamespace } from '../../../syntax/namespaced-name';
import { serversOf } from '../../objects/gateway-spec';
import { HostIndex } from '../../objects/host-index';
import type { MeshObject } from '../../objects/mesh-objects';

export const hostOutsideGateway: MeshRule<MeshModel> = {
  name: 'virtual-service/host-outside-gateway',
  severity: Severity.WARNING,
  upstream: 'IST0132',
  * check(model) {
    const indices = new Map<string, HostIndex<true>>();
    for (const { from, path, name, gateway } of gatewayReferences(model)) {
      if (isInternalGateway(name)) { continue; }
      const hosts = textsOf(from.spec.hosts);
      const key = JSON.stringify([gateway?.ref.index, from.ref.namespace]);
      const served = indices.get(key) ?? hostsServed(gateway, from.ref.namespace);
      indices.set(key, served);
      if (!hosts.some(host => served.overlaps(host))) {
        yield { object: from.ref.index, related: gateway?.ref.index, message: `'${path}' names a Gateway that serves no host of the object, ${quoteAll(hosts)}, got ${quote(name)}; add a host to its servers` };
      }
    }
  },
};

/** The hosts of a Gateway's servers for VirtualServices of a namespace. */
function hostsServed(gateway: MeshObject | undefined, namespace: string): HostIndex<true> {
  const served = new HostIndex<true>();
  for (const { value } of gateway ? serversOf(gateway.object) : []) {
    for (const host of textsOf(value.hosts)) {
      const { namespace: scope = '*', name } = splitNamespace(host);
      if (scope === '*' || (scope === '.' ? gateway?.ref.namespace : scope) === namespace) { served.add(name, true); }
    }
  }
  return served;
}
