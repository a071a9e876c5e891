import { groupBy } from '../../../base/group-by';
import { listOf, recordOf } from '../../../base/json';
import { labelsOf } from '../../../base/labels';
import { quote } from '../../../base/quote';
import { SelectorIndex } from '../../../base/selector-index';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { onceForSelector, podsOf } from '../../objects/gateway-pods';
import { GATEWAY, portOf, serversOf } from '../../objects/gateway-spec';
import { MeshObject, objectsOf } from '../../objects/mesh-objects';
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
      const ports = onceForSelector(model, 'ports', gateway, () => new Set(pods.flatMap(each => servicePorts(model, each))));
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
function servicePorts(model: MeshModel, { namespace, labels, object }: Pods): readonly number[] {
  // The pods of many workloads may have the same labels.
  const own = model.once(`ports of pods ${JSON.stringify([namespace, labels])}`, () => [...new Set((servicesIn(model, namespace)?.selecting(labels) ?? []).flatMap(tcpPorts))]);
  return object === undefined ? [...own, ...DEFAULT_PORTS] : own;
}

function servicesIn(model: MeshModel, namespace: string): SelectorIndex<MeshObject> | undefined {
  return model.once('selectors of Services by namespace', () => new Map([...groupBy(objectsOf(model, 'Service'), ({ ref }) => ref.namespace)]
    .map(([name, services]) => [name, new SelectorIndex(services, ({ spec }) => labelsOf(spec.selector))]))).get(namespace);
}

function tcpPorts({ spec }: MeshObject): number[] {
  return listOf(spec.ports).map(recordOf)
    .filter(({ protocol }) => protocol === undefined || protocol === 'TCP')
    .flatMap(({ port, targetPort }) => [port, targetPort].filter(number => typeof number === 'number'));
}
