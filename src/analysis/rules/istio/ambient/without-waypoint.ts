import { routesOfWaypoints, rulesOfWaypoints } from './waypoint-settings';
import { describeRef, ObjectRef } from '../../../base/object-ref';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { hasWaypoint } from '../../../model/pods/ambient';
import type { Service } from '../../../model/service';

export const withoutWaypoint: MeshRule<MeshModel> = {
  name: 'ambient/without-waypoint',
  severity: Severity.WARNING,
  upstream: 'ours',
  * check(model) {
    for (const { ref, hosts } of routesOfWaypoints(model)) {
      const service = serviceWithoutWaypoint(model, hosts);
      if (service) { yield violation(ref, "'spec.http'", service); }
    }
    for (const { rule: { ref, host }, setting } of rulesOfWaypoints(model)) {
      const service = serviceWithoutWaypoint(model, [host]);
      if (service) { yield violation(ref, `'${setting}'`, service); }
    }
  },
};

function violation({ index }: ObjectRef, path: string, service: Service) {
  return {
    object: index,
    related: service.ref.index,
    message: `${path} needs a waypoint, because ztunnel does not read requests, and ${describeRef(service.ref)} has none for ${quote(service.host)}; `
      + "set the label 'istio.io/use-waypoint: <name>' on it or its namespace",
  };
}

/** The first service of the hosts that has no waypoint. */
function serviceWithoutWaypoint(model: MeshModel, hosts: readonly string[]): Service | undefined {
  return hosts.flatMap(host => model.servicesOf(host)).find(({ labels, namespace }) => !hasWaypoint(model, labels, namespace));
}
