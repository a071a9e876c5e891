import { routesOfWaypoints, rulesOfWaypoints } from './waypoint-settings';
import { hasWaypoint } from './waypoints';
import { describeRef, ObjectRef } from '../../../base/object-ref';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import type { Service } from '../../../model/service';

export const withoutWaypoint: MeshRule<MeshModel> = {
  name: 'ambient/without-waypoint',
  severity: Severity.WARNING,
  upstream: 'ours',
  * check(model) {
    for (const { ref, hosts } of routesOfWaypoints(model)) {
      const service = unserved(model, hosts);
      if (service) { yield violation(ref, "'spec.http'", service); }
    }
    for (const { rule: { ref, host }, setting } of rulesOfWaypoints(model)) {
      const service = unserved(model, [host]);
      if (service) { yield violation(ref, `'${setting}'`, service); }
    }
  },
};

function violation({ index }: ObjectRef, path: string, service: Service) {
  return {
    object: index,
    related: service.ref.index,
    message: `${path} needs a waypoint, for ztunnel does not look into requests, and ${describeRef(service.ref)} has none for ${quote(service.host)}; `
      + "label it or its namespace 'istio.io/use-waypoint: <name>'",
  };
}

/** A service of one of the hosts that no waypoint is in front of. */
function unserved(model: MeshModel, hosts: readonly string[]): Service | undefined {
  return hosts.flatMap(host => model.servicesOf(host)).find(({ labels, namespace }) => !hasWaypoint(model, labels, namespace));
}
