import { recordOf } from '../../../base/json';
import { Labels, labelsOf } from '../../../base/labels';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { gatewayOfWaypoint, USE_WAYPOINT, waypointNamed } from '../../../model/pods/ambient';
import { objectsOf } from '../../objects/mesh-objects';

const KINDS = ['Service', 'networking.istio.io/ServiceEntry'];

export const unknownWaypoint: MeshRule<MeshModel> = {
  name: 'ambient/unknown-waypoint',
  severity: Severity.ERROR,
  upstream: 'ours',
  assumesWholeCluster: true,
  * check(model) {
    for (const { index, namespace, labels } of labelled(model)) {
      if (labels === undefined) { continue; }
      const waypoint = waypointNamed(labels, namespace);
      if (!waypoint || gatewayOfWaypoint(model, waypoint)) { continue; }
      yield {
        object: index,
        message: `'istio.io/use-waypoint' names a waypoint that does not exist, got ${quote(waypoint.name)} in namespace ${quote(waypoint.namespace)}; add this Gateway, `
          + "or set 'istio.io/use-waypoint-namespace' to its namespace",
      };
    }
  },
};

interface Labelled {
  readonly index: number;
  /** Default namespace of the waypoint. */
  readonly namespace: string;
  /** Undefined if none names a waypoint. */
  readonly labels: Labels | undefined;
}

function labelled(model: MeshModel): Labelled[] {
  const labelsAt = (index: number) => {
    const labels = recordOf(model.objects[index].metadata?.labels);
    return labels[USE_WAYPOINT] === undefined ? undefined : labelsOf(labels);
  };
  return [
    ...objectsOf(model, 'Namespace').map(({ ref: { index, name } }) => ({ index, namespace: name, labels: labelsAt(index) })),
    ...KINDS.flatMap(kind => objectsOf(model, kind)).map(({ ref: { index, namespace } }) => ({ index, namespace, labels: labelsAt(index) })),
    ...model.workloads.map(({ ref: { index }, namespace, labels }) => ({ index, namespace, labels })),
  ];
}
