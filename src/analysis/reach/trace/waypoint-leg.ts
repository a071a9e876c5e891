import { deliver } from './delivery';
import { end, End, Hop } from './hop';
import { groupKindOf } from '../../base/group-kind';
import { isRecord, listOf, recordOf, textOf } from '../../base/json';
import { describeRef, refOf } from '../../base/object-ref';
import { clientTlsFor } from '../../model/client-tls';
import type { MeshModel } from '../../model/mesh-model';
import { gatewayOfWaypoint, servesServices, Waypoint } from '../../model/pods/ambient';
import { portOf, Service } from '../../model/service';
import { MESH_GATEWAY } from '../../model/virtual-service';
import { coversHost } from '../../syntax/hosts';
import { routedByGatewayApi } from '../proxy/gateway-api';
import { Connection } from '../proxy/outcome';

/** Label that a waypoint's pods have with the name of their Gateway. */
const GATEWAY_NAME = 'gateway.networking.k8s.io/gateway-name';

/** What becomes of a connection that ztunnel sends to a waypoint, because the service has one. */
export function fromWaypoint(model: MeshModel, waypoint: Waypoint, service: Service, { port, protocol }: Pick<Connection, 'port' | 'protocol'>): End {
  const gateway = gatewayOfWaypoint(model, waypoint);
  const name = `Gateway ${waypoint.namespace}/${waypoint.name}`;
  const entry = describeRef(service.ref);
  if (!gateway) {
    return end('UNKNOWN', 'gateway', `The label istio.io/use-waypoint names the waypoint ${name}, which is not among the objects. Add it, or correct the label.`, [entry]);
  }
  if (!servesServices(gateway)) {
    return end('UNKNOWN', 'gateway', `${name} does not take connections to services (label istio.io/waypoint-for). Set the label to "service".`, [name]);
  }
  if (!portOf(service.ports, port)) {
    return end('FAILS', 'gateway', `${name} closes it: ${entry} does not declare port ${port}. Add the port.`, [name, entry]);
  }
  const applied = appliedByWaypoint(model, waypoint, service);
  if (applied !== undefined) {
    return end('UNKNOWN', 'gateway', `${name} applies ${applied}, which the analysis does not evaluate for waypoints.`, [name, applied]);
  }
  const hop: Hop = { at: 'gateway', because: [name], text: `ztunnel sends it to the waypoint ${name}.` };
  const sender = { namespace: waypoint.namespace, labels: { [GATEWAY_NAME]: waypoint.name }, isGateway: true };
  const withSecret = clientTlsFor(model, sender, service, port, undefined).find(({ started }) => started?.credentialName !== undefined)?.started;
  if (withSecret) {
    const rule = describeRef(withSecret.rule.ref);
    return end('UNKNOWN', 'tls', `${rule} names a Secret (credentialName), and whether a waypoint reads it is not known. Name files of the waypoint's pods instead.`, [rule]);
  }
  const [{ outcome, hops }, ...others] = deliver(model, sender, service, { host: service.host, port }, protocol);
  return others.some(other => other.outcome !== outcome)
    ? end('UNKNOWN', 'tls', 'Which of the DestinationRules is the oldest is not known. Put their settings into one rule.', [name])
    : { outcome, hops: [hop, ...hops] };
}

/** An object that changes what a waypoint does with connections to a service; undefined if there is none. */
function appliedByWaypoint(model: MeshModel, waypoint: Waypoint, service: Service): string | undefined {
  const route = routedByGatewayApi(model, service);
  const virtualService = model.virtualServicesFor(MESH_GATEWAY, waypoint.namespace)
    .find(({ hosts }) => hosts.some(host => coversHost(host, service.host)));
  const aimed = [keyOf(service), keyOfWaypoint(waypoint)];
  const around = [waypoint.namespace, model.settings.rootNamespace];
  const policy = policies(model)
    .find(({ targets, everywhere, namespace }) => aimed.some(target => targets.has(target)) || (everywhere && around.includes(namespace)));
  return route ?? (virtualService && describeRef(virtualService.ref)) ?? policy?.name;
}

function keyOf({ isKubernetes, ref }: Service): string {
  return `${isKubernetes ? 'Service' : 'ServiceEntry'} ${ref.namespace}/${ref.name}`;
}

function keyOfWaypoint({ namespace, name }: Waypoint): string {
  return `Gateway ${namespace}/${name}`;
}

/** An object that may refuse or change connections at a waypoint. */
interface Policy {
  readonly name: string;
  readonly namespace: string;
  /** What it names: `<kind> <namespace>/<name>`. */
  readonly targets: ReadonlySet<string>;
  /** Whether it names nothing, and applies to all proxies of its namespace. */
  readonly everywhere: boolean;
}

const POLICIES = ['security.istio.io/AuthorizationPolicy', 'networking.istio.io/EnvoyFilter'];

function policies(model: MeshModel): readonly Policy[] {
  return model.onceForAllOrders('policies of waypoints', () => model.objects.flatMap((object, index): Policy[] => {
    if (!isRecord(object) || !POLICIES.includes(groupKindOf(object))) { return []; }
    const ref = refOf(object, index);
    const spec = recordOf(object.spec);
    const targets = [...listOf(spec.targetRefs), spec.targetRef].filter(isRecord);
    return [{
      name: describeRef(ref),
      namespace: ref.namespace,
      targets: new Set(targets.map(({ kind, namespace, name }) => `${textOf(kind)} ${textOf(namespace) ?? ref.namespace}/${textOf(name)}`)),
      // A waypoint ignores policies that select pods.
      everywhere: targets.length === 0 && !isRecord(spec.selector) && !isRecord(spec.workloadSelector),
    }];
  }));
}
