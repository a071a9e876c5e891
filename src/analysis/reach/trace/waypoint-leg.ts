import { deliver } from './delivery';
import { end, End, Hop } from './hop';
import { groupKindOf } from '../../base/group-kind';
import { isRecord, listOf, recordOf, textOf } from '../../base/json';
import { describeRef, refOf } from '../../base/object-ref';
import { clientTlsFor, Sender } from '../../model/client-tls';
import { isExposedTo } from '../../model/exposure';
import type { MeshModel } from '../../model/mesh-model';
import { acceptsServicesOf, gatewayOfWaypoint, otherEntriesOf, servesServices, Waypoint } from '../../model/pods/ambient';
import { portOf, Service } from '../../model/service';
import { MESH_GATEWAY } from '../../model/virtual-service';
import { coversHost } from '../../syntax/hosts';
import { ProtocolFamily } from '../../syntax/protocols';
import { routedByGatewayApi } from '../proxy/gateway-api';
import { Connection } from '../proxy/outcome';

/** Label that a waypoint's pods have with the name of their Gateway. */
const GATEWAY_NAME = 'gateway.networking.k8s.io/gateway-name';

/** A connection that ztunnel sends to a waypoint. */
interface WaypointContext {
  readonly model: MeshModel;
  readonly waypoint: Waypoint;
  /** The Gateway in messages. */
  readonly name: string;
  readonly service: Service;
  readonly connection: Pick<Connection, 'port' | 'protocol'>;
}

/** What becomes of a connection that ztunnel sends to a waypoint, because the service has one. */
export function fromWaypoint(model: MeshModel, waypoint: Waypoint, service: Service, connection: WaypointContext['connection']): End {
  const context = { model, waypoint, name: `Gateway ${waypoint.namespace}/${waypoint.name}`, service, connection };
  return notUsed(context) ?? notFound(context) ?? withoutListener(context) ?? notModelled(context)
    ?? withoutEndpoints(model, context.name, service, connection.port) ?? sent(context);
}

/** The end where it is not known whether the service has the waypoint that its label names. */
function notUsed({ model, waypoint, name, service }: WaypointContext): End | undefined {
  const gateway = gatewayOfWaypoint(model, waypoint);
  const entry = describeRef(service.ref);
  if (!gateway) {
    return end('UNKNOWN', 'gateway', `The label istio.io/use-waypoint names the waypoint ${name}, which is not among the objects. Add it, or correct the label.`, [entry]);
  }
  if (!servesServices(gateway)) {
    return end('UNKNOWN', 'gateway', `${name} does not take connections to services (label istio.io/waypoint-for). Set the label to "service".`, [name]);
  }
  const accepts = acceptsServicesOf(model, gateway, waypoint, service.namespace);
  if (accepts === undefined) {
    const text = `Whether ${name} accepts services of namespace ${service.namespace} depends on labels of the namespace, which are not among the objects. Add the Namespace.`;
    return end('UNKNOWN', 'gateway', text, [name]);
  }
  return accepts ? undefined : end('UNKNOWN', 'gateway', `${name} does not accept services of namespace ${service.namespace}, so istiod ignores the label istio.io/use-waypoint of ${entry}, `
    + 'and connections go past the waypoint. Add the namespace to allowedRoutes of its listener.', [name, entry]);
}

/** The end where the waypoint may not find the entry of the service. */
function notFound({ model, waypoint, name, service }: WaypointContext): End | undefined {
  const entry = describeRef(service.ref);
  const [other] = otherEntriesOf(model, service);
  if (other) {
    return end('UNKNOWN', 'gateway', `${describeRef(other.ref)} has the host ${service.host} too, and which of the entries ${name} uses is not known. Declare the host once.`, [entry, describeRef(other.ref)]);
  }
  return service.isKubernetes || isExposedTo(service.exposure, waypoint.namespace) ? undefined
    : end('UNKNOWN', 'gateway', `${entry} is not exported to ${waypoint.namespace}, so ${name} may not find its endpoints or its DestinationRules. Add the namespace to exportTo.`, [entry]);
}

/** The end on a port for which the waypoint has no listener, or not one for what the client sends. */
function withoutListener({ name, service, connection: { port, protocol } }: WaypointContext): End | undefined {
  const declared = portOf(service.ports, port);
  const entry = describeRef(service.ref);
  if (!declared || declared.protocol === 'UDP') { return end('FAILS', 'gateway', `${name} closes it: ${entry} does not declare port ${port} for TCP. Add the port.`, [name, entry]); }
  // Unlike a sidecar, a waypoint does not look for TLS on a port for requests.
  return declared.family === ProtocolFamily.HTTP && protocol !== 'http'
    ? end('FAILS', 'gateway', `${name} expects requests in plain text on port ${port}, which ${entry} declares as ${declared.protocol}. Declare it as TLS or TCP.`, [name, entry])
    : undefined;
}

/** The end where a waypoint applies something that is not modelled. */
function notModelled({ model, waypoint, name, service, connection: { port } }: WaypointContext): End | undefined {
  const applied = appliedByWaypoint(model, waypoint, service);
  if (applied !== undefined) {
    return end('UNKNOWN', 'gateway', `${name} applies ${applied}, which the analysis does not evaluate for waypoints.`, [name, applied]);
  }
  const entry = describeRef(service.ref);
  const protocol = portOf(service.ports, port)?.protocol;
  if (service.resolution === 'DYNAMIC_DNS' && protocol !== 'HTTP') {
    return end('UNKNOWN', 'gateway', `${entry} has resolution DYNAMIC_DNS, which waypoints apply to ports with protocol HTTP only, `
      + 'and to TLS if istiod has the flag ENABLE_WILDCARD_HOST_SERVICE_ENTRIES_FOR_TLS.', [entry]);
  }
  const started = clientTlsFor(model, senderOf(waypoint), service, port, undefined).map(tls => tls.started);
  const open = started.find(tls => tls && (tls.credentialName !== undefined || tls.mode === 'ISTIO_MUTUAL'));
  if (!open) { return undefined; }
  const rule = describeRef(open.rule.ref);
  return open.credentialName === undefined
    ? end('UNKNOWN', 'tls', `${rule} has mode ISTIO_MUTUAL, with which a waypoint starts no TLS. Set tls.mode to SIMPLE, or remove tls.`, [rule])
    : end('UNKNOWN', 'tls', `${rule} names a Secret (credentialName), and whether a waypoint reads it is not known. Name files of the waypoint's pods instead.`, [rule]);
}

/** The end of a connection to a service with static endpoints, if it has no endpoint. */
export function withoutEndpoints(model: MeshModel, proxy: string, service: Service, port: number): End | undefined {
  if (service.isKubernetes || service.resolution !== 'STATIC' || model.endpoints.of(service, port).length > 0) { return undefined; }
  const name = describeRef(service.ref);
  return model.endpoints.mayGrow(service, port)
    ? end('UNKNOWN', 'endpoint', `${name} selects endpoints that are not among the objects: without one, ${proxy} closes the connection.`, [name])
    : end('FAILS', 'endpoint', `${proxy} closes it: ${name} has no endpoint. Add spec.endpoints, or set spec.resolution to DNS.`, [name]);
}

function sent({ model, waypoint, name, service, connection: { port, protocol } }: WaypointContext): End {
  const hop: Hop = { at: 'gateway', because: [name], text: `ztunnel sends it to the waypoint ${name}.` };
  const [{ outcome, hops }, ...others] = deliver(model, senderOf(waypoint), service, { host: service.host, port }, protocol);
  return others.some(other => other.outcome !== outcome)
    ? end('UNKNOWN', 'tls', 'Which of the DestinationRules is the oldest is not known. Put their settings into one rule.', [name])
    : { outcome, hops: [hop, ...hops] };
}

function senderOf({ namespace, name }: Waypoint): Sender {
  return { namespace, labels: { [GATEWAY_NAME]: name }, isGateway: true };
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
  /** Whether it names no object, and applies to all proxies of its namespace, or of the mesh if that is the root namespace. */
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
      // A waypoint ignores policies that select pods. Those of its class apply to all waypoints.
      everywhere: targets.some(({ kind }) => kind === 'GatewayClass') || (targets.length === 0 && !isRecord(spec.selector) && !isRecord(spec.workloadSelector)),
    }];
  }));
}
