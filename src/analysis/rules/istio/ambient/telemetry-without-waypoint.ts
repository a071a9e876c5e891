import { listOf, recordOf, textOf } from '../../../base/json';
import { describeRef } from '../../../base/object-ref';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { hasWaypoint } from '../../../model/pods/ambient';
import { objectsOf } from '../../objects/mesh-objects';
import { isAmbientNamespace } from '../../objects/sidecars';
import { TELEMETRY_SELECTING } from '../../objects/telemetries';

export const telemetryWithoutWaypoint: MeshRule<MeshModel> = {
  name: 'ambient/telemetry-without-waypoint',
  severity: Severity.WARNING,
  upstream: 'ours',
  * check(model) {
    for (const { ref: { index, namespace }, spec } of objectsOf(model, TELEMETRY_SELECTING.kind)) {
      if (!isAmbientNamespace(model.namespaceLabels.get(namespace)) || !['tracing', 'accessLogging', 'metrics'].some(field => listOf(spec[field]).length > 0)) { continue; }
      for (const [position, target] of listOf(spec.targetRefs).map(recordOf).entries()) {
        const [kind, name] = [textOf(target.kind), textOf(target.name)];
        // Only these kinds need a waypoint that reads the Telemetry. A Gateway is a proxy itself.
        const service = kind === 'Service' || kind === 'ServiceEntry'
          ? model.servicesIn(namespace).find(({ ref, isKubernetes }) => ref.name === name && isKubernetes === (kind === 'Service')) : undefined;
        if (!service || hasWaypoint(model, service.labels, service.namespace)) { continue; }
        yield {
          object: index,
          related: service.ref.index,
          message: `'spec.targetRefs[${position}]' has no effect, because only a waypoint reads a Telemetry of a service, and ${describeRef(service.ref)} has none, got ${quote(name)}; `
            + "set the label 'istio.io/use-waypoint: <name>' on it or its namespace",
        };
      }
    }
  },
};
