import { gatewayDestinations } from './gateway-destinations';
import { describeRef } from '../../../base/object-ref';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule, Violation } from '../../../findings/rule';
import { isExposedTo } from '../../../model/exposure';
import type { MeshModel } from '../../../model/mesh-model';
import { podNamespacesOf } from '../../objects/gateway-pods';
import { GATEWAY } from '../../objects/gateway-spec';
import { objectsOf } from '../../objects/mesh-objects';

export const hiddenFromGateway: MeshRule<MeshModel> = {
  name: 'virtual-service/hidden-from-gateway',
  severity: Severity.ERROR,
  upstream: 'ours',
  check(model) {
    const found = new Map<string, Violation>();
    const podNamespaces = new Map(objectsOf(model, GATEWAY[0]).map(gateway => [
      `${gateway.ref.namespace}/${gateway.ref.name}`,
      podNamespacesOf(model, gateway),
    ]));
    for (const { virtualService: { ref }, destination: { host }, gateways } of gatewayDestinations(model)) {
      const services = model.servicesOf(host);
      const namespaces = gateways.flatMap(name => [...podNamespaces.get(name) ?? []]);
      const blind = namespaces.find(namespace => !services.some(({ exposure }) => isExposedTo(exposure, namespace)));
      if (services.length === 0 || blind === undefined) { continue; }
      found.set(`${ref.index} ${host}`, {
        object: ref.index,
        related: services[0].ref.index,
        message: `'spec' makes a gateway in namespace ${quote(blind)} forward to ${quote(host)}, but ${describeRef(services[0].ref)} is not exported there: requests get 503; `
          + "add the namespace to its 'exportTo'",
      });
    }
    return found.values();
  },
};
