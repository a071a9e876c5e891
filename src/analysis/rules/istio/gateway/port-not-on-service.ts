import { groupBy } from '../../../base/group-by';
import { listOf, recordOf } from '../../../base/json';
import { labelsOf, selects } from '../../../base/labels';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { podsOf } from '../../objects/gateway-pods';
import { GATEWAY, portOf, serversOf } from '../../objects/gateway-spec';
import { objectsOf } from '../../objects/mesh-objects';
import { Pods } from '../../objects/pods';

/** Ports of the Service of a default ingress gateway. */
const DEFAULT_PORTS = [80, 443, 31400, 15443];

export const portNotOnService: MeshRule<MeshModel> = {
  name: 'gateway/port-not-on-service',
  severity: Severity.WARNING,
  upstream: 'IST0162',
  assumesWholeCluster: true,
  * check(model) {
    for (const gateway of objectsOf(model, GATEWAY[0])) {
      const pods = podsOf(model, gateway);
      if (pods.length === 0) { continue; }
      const ports = new Set(pods.flatMap(each => servicePorts(model, each)));
      for (const server of serversOf(gateway.object)) {
        const number = portOf(server).number ?? 0;
        if (!ports.has(Number(number))) {
          yield { object: gateway.ref.index, message: `'${server.path}.port.number' must be a port of a Service of the gateway's pods, got ${quote(number)}; add it to the Service` };
        }
      }
    }
  },
};

/** The ports and target ports of the Services of pods. */
function servicePorts(model: MeshModel, pods: Pods): readonly number[] {
  const byNamespace = model.once('Services by namespace', () => groupBy(objectsOf(model, 'Service'), ({ ref }) => ref.namespace));
  const own = (byNamespace.get(pods.namespace) ?? []).filter(({ spec }) => selects(labelsOf(spec.selector), pods.labels))
    .flatMap(({ spec }) => listOf(spec.ports).map(recordOf))
    .filter(({ protocol }) => protocol === undefined || protocol === 'TCP')
    .flatMap(({ port, targetPort }) => [port, targetPort].filter(number => typeof number === 'number'));
  return pods.object === undefined ? [...own, ...DEFAULT_PORTS] : own;
}
