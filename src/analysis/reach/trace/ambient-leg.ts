import { declaredAddresses, isUnrouted, showAddress } from './addresses';
import { end, End, Hop, Way } from './hop';
import { podNamed } from './pod-names';
import { refusedBySidecars, Sent } from './server-sidecars';
import { undeclaredPort, untranslatedPort, withoutPods } from './service-pods';
import { fromWaypoint, withoutEndpoints } from './waypoint-leg';
import { describeRef } from '../../base/object-ref';
import type { MeshModel } from '../../model/mesh-model';
import { gatewayOfWaypoint, isKnownToZtunnel, knownToZtunnelAt, otherEntriesOf, takesWorkloads, Waypoint, waypointOf, ztunnelCapturesDns } from '../../model/pods/ambient';
import { Expectation, serverPortOf } from '../../model/server-port';
import { addressFor, portOf, Service } from '../../model/service';
import { isCidr, isIpAddress } from '../../syntax/addresses';
import { subjectOf } from '../explain/explain';
import type { NormalizedQuestion } from '../possibilities';
import type { Client } from '../proxy/client';
import type { TraceQuestion } from '../question';

/** What a pod in ambient mode connects to. */
interface Dialled {
  readonly ip?: string;
  /** The service that ztunnel knows by that address; undefined for an address that it does not know. */
  readonly service?: Service;
  readonly dns?: Hop;
  readonly dependsOn?: string;
}

/** A connection from a pod in ambient mode. */
interface AmbientContext {
  readonly model: MeshModel;
  readonly client: Client;
  readonly connection: NormalizedQuestion;
}

/** The most names of Services of type ExternalName that are followed. */
const MAX_ALIASES = 8;

/**
 * The ways of a connection from a pod in ambient mode. Its first proxy is ztunnel, which knows services by their addresses: Sidecars, outboundTrafficPolicy, `exportTo`,
 * VirtualServices and DestinationRules have no effect on it. What it does not know passes.
 */
export function fromZtunnel(model: MeshModel, question: TraceQuestion, connection: NormalizedQuestion): Way[] {
  const { namespace, labels = {}, annotations = {} } = question;
  const capturesDns = question.dnsCapture ?? ztunnelCapturesDns(model, annotations);
  const context = { model, client: { namespace, labels }, connection };
  return dialledBy(context, capturesDns).map(dialled => {
    const { outcome, hops } = dialled.service ? atService(context, dialled.service, dialled.ip) : passed(context, dialled.ip);
    return { outcome, hops: dialled.dns ? [dialled.dns, ...hops] : hops, dependsOn: dialled.dependsOn ?? 'which of the objects with the address ztunnel uses' };
  });
}

function dialledBy(context: AmbientContext, capturesDns: boolean): Dialled[] {
  const { model, client, connection: { host, address } } = context;
  const ip = address ?? (host !== undefined && isIpAddress(host) ? host : undefined);
  if (ip !== undefined) { return atAddress(context, ip); }
  if (host === undefined) { return [{}]; }
  const inCluster = serviceNamed(model, host, client.namespace);
  if (inCluster) { return [{ service: inCluster }]; }
  const answers = capturesDns ? answersFor(context, host) : [];
  if (answers.length > 0) { return answers; }
  // Public DNS may answer with an address that an entry declares.
  const declared = declaredAddresses(model, host).flatMap(known => atAddress(context, known));
  return [{}, ...declared].map(dialled => ({ ...dialled, dependsOn: `which address DNS answers for ${host}` }));
}

function atAddress({ model, client }: AmbientContext, ip: string): Dialled[] {
  const known = knownToZtunnelAt(model, ip, client.namespace);
  if (known.length === 0) { return [{ ip }]; }
  const found = known.map((service): Dialled => ({ ip, service }));
  return known.some(service => mayBeLeftOut(model, service)) ? [...found, { ip, dependsOn: ONE_OF_A_HOST }] : found;
}

const ONE_OF_A_HOST = 'which of the entries with the host istiod keeps: it keeps one of a namespace';

/** Whether another entry of the same namespace has the host of a service: ztunnel gets only one of them. */
function mayBeLeftOut(model: MeshModel, service: Service): boolean {
  return !service.isKubernetes && otherEntriesOf(model, service).some(({ namespace }) => namespace === service.namespace);
}

/** The Service of the cluster that a name means, also through other names for it. */
function serviceNamed(model: MeshModel, host: string, namespace: string): Service | undefined {
  let service = model.kubernetesServiceNamed(host, namespace);
  for (let step = 0; step < MAX_ALIASES && service?.resolution === 'ALIAS'; step++) { service = model.kubernetesServiceNamed(service.externalName!, namespace); }
  return service?.resolution === 'ALIAS' ? undefined : service;
}

/** The addresses of entries with which ztunnel answers a query, whatever the namespaces of the entries. */
function answersFor(context: AmbientContext, host: string): Dialled[] {
  const { model, client } = context;
  for (const name of model.hostsMeantBy(host, client.namespace)) {
    const known = model.servicesOf(name).filter(service => !service.isKubernetes && isKnownToZtunnel(model, service, client.namespace));
    const answers = known.flatMap((service): Dialled[] => {
      const ip = addressFor(service, true);
      if (ip === undefined || isCidr(ip)) { return []; }
      const dns: Hop = { at: 'dns', because: [describeRef(service.ref)], text: `ztunnel answers the query for ${host} with ${showAddress(ip)}.` };
      // The entry of another host may have the address too.
      return isIpAddress(ip) ? atAddress(context, ip).map(dialled => ({ ...dialled, dns })) : [{ ip, service, dns }];
    });
    if (answers.length > 0) { return known.some(service => mayBeLeftOut(model, service)) ? [...answers, { dependsOn: ONE_OF_A_HOST }] : answers; }
  }
  return [];
}

/** An address that ztunnel does not know, or a pod of a headless Service. */
function passed(context: AmbientContext, ip: string | undefined): End {
  const { model, client, connection } = context;
  const subject = subjectOf(client.namespace, { ...connection, ip });
  const pod = ip === undefined ? podNamed(model, connection.host, client.namespace) : undefined;
  const whither = pod ? `a pod of ${describeRef(pod.service.ref)}` : 'an address that it does not know. ztunnel blocks nothing, whatever outboundTrafficPolicy and Sidecars say';
  const hop: Hop = { at: 'capture', verdict: 'PASSTHROUGH', because: [], text: `${subject} passes ztunnel to ${whither}.${pastWaypoint(context)}` };
  const refusal = (pod && notTaken(context, pod.service)) ?? (ip !== undefined && isUnrouted(ip) ? end('FAILS', 'endpoint', `The address ${ip} is not routable: no server has it.`) : undefined);
  return refusal ? { outcome: refusal.outcome, hops: [hop, ...refusal.hops] } : { outcome: 'ARRIVES', hops: [hop] };
}

/** Says that a connection to an address that ztunnel does not know goes past the waypoint of the host. Empty if the host has none. */
function pastWaypoint({ model, client, connection: { host } }: AmbientContext): string {
  const services = host === undefined ? [] : model.hostsMeantBy(host, client.namespace).flatMap(name => model.servicesOf(name));
  const waypoint = services.map(({ labels, namespace }) => waypointOf(model, labels, namespace)).find(found => found);
  return waypoint ? ` So it goes past the waypoint Gateway ${waypoint.namespace}/${waypoint.name}: ztunnel must know the host by an address, and answer the DNS queries of the pod.` : '';
}

function atService(context: AmbientContext, service: Service, ip: string | undefined): End {
  const { model, client, connection } = context;
  const name = describeRef(service.ref);
  const subject = subjectOf(client.namespace, { ...connection, ip: connection.address });
  const first: Hop = { at: 'capture', because: [name], text: `${subject} reaches ztunnel, which knows the address from ${name}.` };
  const waypoint = waypointOf(model, service.labels, service.namespace);
  // To ztunnel, the address of an endpoint is that of the endpoint, and the waypoints of services are not for it.
  const isEndpoint = ip !== undefined && model.endpoints.isEndpoint(ip);
  const then = nowhere(service, ip, connection.port) ?? (waypoint && !isEndpoint ? fromWaypoint(model, waypoint, service, connection)
    : pastWaypointOfEndpoint(model, waypoint, service) ?? withoutWaypoint(context, service, isEndpoint));
  return { outcome: then.outcome, hops: [first, ...then.hops] };
}

/** The end of a connection to the address of an entry that is passed on to it, and that nothing routes; undefined if it leads somewhere. */
function nowhere({ ref, resolution, isKubernetes }: Service, ip: string | undefined, port: number): End | undefined {
  if (isKubernetes || resolution !== 'NONE' || ip === undefined || !isUnrouted(ip)) { return undefined; }
  const name = describeRef(ref);
  return end('FAILS', 'dns', `${name} has resolution NONE, so the connection goes to ${ip}:${port}, a virtual address that is not routable. Set resolution to DNS, or to STATIC with endpoints.`, [name]);
}

/** The end of a connection to the address of an endpoint, if a waypoint of its namespace may take it; undefined if none does. */
function pastWaypointOfEndpoint(model: MeshModel, waypoint: Waypoint | undefined, service: Service): End | undefined {
  if (!waypoint) { return undefined; }
  const name = `Gateway ${waypoint.namespace}/${waypoint.name}`;
  const gateway = gatewayOfWaypoint(model, waypoint);
  const entry = describeRef(service.ref);
  return gateway && !takesWorkloads(gateway) ? undefined : end('UNKNOWN', 'gateway', `The address is also that of an endpoint of ${entry}, and whether ${name} takes connections to endpoints is not known. `
    + 'Give the entry an address that no endpoint has, or none.', [entry]);
}

/** The end of a connection that the pods of a Service don't take, or may not take; undefined if they take it. */
function notTaken(context: AmbientContext, service: Service): End | undefined {
  const { model, connection: { port, protocol } } = context;
  return undeclaredPort(service, port) ?? withoutPods(model, service) ?? untranslatedPort(model, service, port)
    ?? refusedBySidecars(model, service, { port, protocol, sent: [FROM_ZTUNNEL] }) ?? notSpoken(context, service);
}

const FROM_ZTUNNEL: Sent = {
  form: 'as it came',
  who: 'ztunnel',
  remedy: 'Set the mode of the server to PERMISSIVE, or let its sidecars accept HBONE.',
  because: [],
  exception: 'Sidecars with ISTIO_META_ENABLE_HBONE accept mutual TLS from ztunnel, and no object tells whether these have it.',
};

/** What becomes of a connection that ztunnel itself sends to the endpoints of a service. */
function withoutWaypoint(context: AmbientContext, service: Service, isEndpoint: boolean): End {
  const { model, connection: { port } } = context;
  const { resolution, address, ports } = service;
  const name = describeRef(service.ref);
  if (service.isKubernetes) {
    return notTaken(context, service) ?? end('ARRIVES', 'endpoint', `ztunnel sends it to a pod of ${name}.`, [name]);
  }
  const declared = portOf(ports, port);
  if (!declared || declared.protocol === 'UDP') { return atUndeclaredPort(service, port, isEndpoint); }
  if (resolution === 'DYNAMIC_DNS') {
    return end('UNKNOWN', 'endpoint', `${name} has resolution DYNAMIC_DNS, which only a waypoint applies. Set its label istio.io/use-waypoint.`, [name]);
  }
  if (resolution !== 'NONE' && address !== undefined && isCidr(address)) {
    return end('UNKNOWN', 'endpoint', `${name} declares the range ${address}, and releases of ztunnel lose the endpoints of such an entry, depending on the order in which they come. `
      + 'Declare single addresses, or set resolution to NONE.', [name]);
  }
  return withoutEndpoints(model, 'ztunnel', service, port) ?? notSpoken(context, service)
    ?? end('ARRIVES', 'endpoint', `ztunnel sends the bytes of the client to ${serverAt(context, service).at}.`, [name]);
}

/** What becomes of a connection to a port that an entry does not declare, at an address that may also be that of an endpoint. */
function atUndeclaredPort({ ref, resolution }: Service, port: number, isEndpoint: boolean): End {
  const name = describeRef(ref);
  if (resolution === 'NONE') {
    return end('ARRIVES', 'endpoint', `ztunnel passes it on to the address that the client has dialled, whatever the port: ${name} has resolution NONE.`, [name]);
  }
  return isEndpoint
    ? end('ARRIVES', 'endpoint', 'ztunnel passes it on, whatever the port: the address is also that of an endpoint.', [name])
    : end('FAILS', 'endpoint', `ztunnel closes it: ${name} does not declare port ${port} for TCP, and ztunnel passes nothing on to an address that it knows. Add the port to the entry.`, [name]);
}

/** The end of a connection whose server expects something else than the client speaks; undefined if it may be what it expects. */
function notSpoken(context: AmbientContext, service: Service): End | undefined {
  const { at, expects } = serverAt(context, service);
  const { protocol } = context.connection;
  const name = describeRef(service.ref);
  if (expects === 'tls' && protocol === 'http') {
    return end('FAILS', 'tls', `ztunnel sends plain HTTP to ${at}, where the server expects TLS. ztunnel starts no TLS, whatever DestinationRules say: `
      + `let a waypoint do it (label istio.io/use-waypoint of ${name}).`, [name]);
  }
  return expects === 'plain' && protocol === 'https'
    ? end('FAILS', 'tls', `The client starts TLS, and the server at ${at} expects plain text. Use a port of the server that speaks TLS.`, [name])
    : undefined;
}

function serverAt({ model, connection: { port } }: AmbientContext, service: Service): { readonly at: string; readonly expects: Expectation } {
  const { number, expects } = serverPortOf(model, service, port, { dialled: port, isPassedOn: !service.isKubernetes });
  return { at: `${service.host}:${number}`, expects };
}
