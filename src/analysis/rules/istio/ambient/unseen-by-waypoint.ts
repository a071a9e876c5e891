import { routesOfWaypoints, rulesOfWaypoints } from './waypoint-settings';
import { describeRef, ObjectRef } from '../../../base/object-ref';
import { quote, quoteAll } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import { isExposedTo } from '../../../model/exposure';
import type { MeshModel } from '../../../model/mesh-model';
import { waypointOf } from '../../../model/pods/ambient';
import type { Service } from '../../../model/service';

export const unseenByWaypoint: MeshRule<MeshModel> = {
  name: 'ambient/unseen-by-waypoint',
  severity: Severity.WARNING,
  upstream: 'ours',
  * check(model) {
    for (const { ref, hosts, exposure } of routesOfWaypoints(model)) {
      // For a VirtualService in a third namespace, even a wide 'exportTo' does not help.
      const unseen = unseenService(model, hosts, near => near.includes(ref.namespace), namespace => isExposedTo(exposure, namespace));
      if (unseen) { yield violation(ref, unseen); }
    }
    for (const { rule: { ref, host, exposure } } of rulesOfWaypoints(model)) {
      // A DestinationRule in the root namespace applies to the whole mesh, and a waypoint sees all DestinationRules of its own namespace.
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
  /** Namespace of its waypoint. */
  readonly waypointNamespace: string;
  readonly isNear: boolean;
}

/** The first service of a host that has waypoints, none of which sees the object. */
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
    ? `'spec.exportTo' hides this object from the waypoint of ${describeRef(service.ref)}, which is in namespace ${quote(waypointNamespace)}; add that namespace`
    : `'metadata.namespace' is neither the namespace of ${describeRef(service.ref)} nor that of its waypoint, which does not see this object, got ${quote(namespace)}; move it to ${near}`;
  return { object: index, related: service.ref.index, message: what };
}
