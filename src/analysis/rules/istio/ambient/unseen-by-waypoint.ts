import { routesOfWaypoints, rulesOfWaypoints } from './waypoint-settings';
import { waypointOf } from './waypoints';
import { describeRef, ObjectRef } from '../../../base/object-ref';
import { quote, quoteAll } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import { isExposedTo } from '../../../model/exposure';
import type { MeshModel } from '../../../model/mesh-model';
import type { Service } from '../../../model/service';

export const unseenByWaypoint: MeshRule<MeshModel> = {
  name: 'ambient/unseen-by-waypoint',
  severity: Severity.WARNING,
  upstream: 'ours',
  * check(model) {
    for (const { ref, hosts, exposure } of routesOfWaypoints(model)) {
      // Also a wide 'exportTo' does not help a VirtualService of a third namespace.
      const unseen = unseenService(model, hosts, near => near.includes(ref.namespace), namespace => isExposedTo(exposure, namespace));
      if (unseen) { yield violation(ref, unseen); }
    }
    for (const { rule: { ref, host, exposure } } of rulesOfWaypoints(model)) {
      // One in the root namespace is for everybody, and a waypoint sees all those of its own namespace.
      const unseen = unseenService(
        model,
        [host],
        near => [...near, model.settings.rootNamespace].includes(ref.namespace),
        namespace => namespace === ref.namespace || isExposedTo(exposure, namespace),
      );
      if (unseen) { yield violation(ref, unseen); }
    }
  },
};

interface Unseen {
  readonly service: Service;
  /** Namespace of the waypoint in front of it. */
  readonly waypointNamespace: string;
  readonly isNear: boolean;
}

/** A service with a waypoint for one of the hosts, if no waypoint of this host sees the object. */
function unseenService(
  model: MeshModel, hosts: readonly string[], isNear: (namespaces: string[]) => boolean, isExported: (namespace: string) => boolean,
): Unseen | undefined {
  for (const host of hosts) {
    const served = model.servicesOf(host).flatMap(service => {
      const waypoint = waypointOf(model, service.labels, service.namespace);
      return waypoint ? [{ service, waypointNamespace: waypoint.namespace, isNear: isNear([waypoint.namespace, service.namespace]) }] : [];
    });
    if (served.length > 0 && !served.some(({ isNear: near, waypointNamespace }) => near && isExported(waypointNamespace))) { return served[0]; }
  }
  return undefined;
}

function violation({ index, namespace }: ObjectRef, { service, waypointNamespace, isNear }: Unseen) {
  const near = quoteAll(new Set([service.namespace, waypointNamespace]));
  const what = isNear
    ? `'spec.exportTo' hides this from the waypoint of ${describeRef(service.ref)}, which is in namespace ${quote(waypointNamespace)}; add that namespace`
    : `'metadata.namespace' is neither that of ${describeRef(service.ref)} nor that of its waypoint, which does not see this, got ${quote(namespace)}; move it to ${near}`;
  return { object: index, related: service.ref.index, message: what };
}
