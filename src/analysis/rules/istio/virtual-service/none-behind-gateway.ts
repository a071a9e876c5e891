import { gatewayDestinations } from './gateway-destinations';
import { describeRef } from '../../../base/object-ref';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule, Violation } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { isWildcardHost } from '../../../syntax/hosts';

export const noneBehindGateway: MeshRule<MeshModel> = {
  name: 'virtual-service/none-behind-gateway',
  severity: Severity.ERROR,
  upstream: 'ours',
  check(model) {
    const found = new Map<string, Violation>();
    for (const { virtualService: { ref }, destination: { host } } of gatewayDestinations(model)) {
      const services = model.servicesOf(host);
      if (services.length === 0 || services.some(({ isKubernetes, resolution }) => isKubernetes || resolution !== 'NONE')) { continue; }
      found.set(`${ref.index} ${host}`, {
        object: ref.index,
        related: services[0].ref.index,
        message: `'spec' makes a gateway forward to ${quote(host)}, but ${describeRef(services[0].ref)} has the resolution NONE, with which a gateway has no endpoint; ${remedyFor(host)}`,
      });
    }
    return found.values();
  },
};

/** No other resolution of a wildcard serves all connections that a gateway forwards. */
function remedyFor(host: string): string {
  return isWildcardHost(host) ? 'route to the ServiceEntry of one concrete host' : 'use DNS';
}
