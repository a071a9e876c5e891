import { missingCredential } from './credentials';
import { end, End } from './hop';
import { refusedBySidecars, Sent, sentByItself } from './server-sidecars';
import { untranslatedPort, withoutPods } from './service-pods';
import { describeRef, describeRefs } from '../../base/object-ref';
import { ClientTls, clientTlsFor, Sender, StartedTls, TO_DIALLED } from '../../model/client-tls';
import type { MeshModel } from '../../model/mesh-model';
import { mayHaveSidecar } from '../../model/pods/sidecar-injection';
import { serverPortOf } from '../../model/server-port';
import { portOf, Service } from '../../model/service';
import type { Connection } from '../proxy/outcome';
import type { UpstreamName } from '../proxy/upstream';

/** The end of a way, and what decides whether it is taken. */
export interface Ending extends End {
  readonly dependsOn?: string;
}

/** What the connection carries when it reaches the proxy. */
export type Carried = Connection['protocol'];

/**
 * What becomes of a connection that a proxy sends to a service outside its own pod: whether the proxy starts TLS, and whether the server speaks what arrives.
 */
export function deliver(model: MeshModel, sender: Sender, service: Service, name: UpstreamName, carried: Carried, dialled?: number): Ending[] {
  const policies = clientTlsFor(model, sender, service, name.port, name.subset);
  const parcel = { service, name, protocol: carried, dialled };
  const rules = policies.length > 1 ? model.destinationRules.for(service, sender.namespace) : [];
  return policies.map(tls => ({
    ...notFollowed(service, sender, tls) ?? served(model, sender, parcel, tls, arrival(model, sender, parcel, tls.started)),
    ...rules.length > 0 ? { dependsOn: `which of ${describeRefs(rules.map(({ ref }) => ref))} is the oldest` } : {},
  }));
}

/** The end of a connection that a setting of a DestinationRule leads elsewhere, or changes; undefined if there is none that matters. */
function notFollowed({ resolution, isKubernetes }: Service, { isGateway }: Sender, { open }: ClientTls): Ending | undefined {
  // Without it, a proxy dials the same address: for a Service, its own, and for resolution NONE, that of the client.
  if (!open || (open.setting === TO_DIALLED && !isGateway && (isKubernetes || resolution === 'NONE'))) { return undefined; }
  const rule = describeRef(open.rule.ref);
  return end('UNKNOWN', 'endpoint', `${rule} sets ${open.setting}, which the analysis does not follow.`, [rule]);
}

/** Whether there is a server at the end, behind a sidecar that takes what is sent. */
function served(model: MeshModel, sender: Sender, { service, name, protocol }: Parcel, tls: ClientTls, ending: Ending): Ending {
  if (ending.outcome !== 'ARRIVES') { return ending; }
  const subsets = name.subset === undefined ? [undefined]
    : model.destinationRules.mergedFor(service, sender).map(merged => merged?.subsets.get(name.subset!)?.subset);
  return untranslatedPort(model, service, name.port) ?? subsets.map(subset => withoutPods(model, service, subset)).find(found => found !== undefined)
    ?? refusedBySidecars(model, service, { port: name.port, protocol, sent: sentTo(service, model, sender, tls) }) ?? ending;
}

/** What is sent, and where to. */
interface Parcel {
  readonly service: Service;
  readonly name: UpstreamName;
  readonly protocol: Carried;
  /** The port that the client dials; undefined behind a gateway. */
  readonly dialled?: number;
}

/** What a proxy may send to the sidecars of a Service's pods; undefined if it starts what each of them accepts. */
function sentTo(service: Service, model: MeshModel, { isGateway }: Sender, { started, disabledBy }: ClientTls): (Sent | undefined)[] {
  const proxy = isGateway ? 'The gateway' : 'The sidecar';
  const rule = started?.rule ?? disabledBy;
  if (!rule) { return sentByItself(model, service, proxy); }
  const name = describeRef(rule.ref);
  return [{
    form: disabledBy ? 'as it came' : started?.mode === 'ISTIO_MUTUAL' ? 'mutual' : 'TLS',
    who: `${proxy} (${name})`,
    remedy: `Remove tls from ${name}: proxies then start what the sidecars of the server accept.`,
    because: [name],
  }];
}

const HTTP2_PROTOCOLS: ReadonlySet<string> = new Set(['HTTP2', 'GRPC']);

function arrival(model: MeshModel, sender: Sender, { service, name, protocol: carried, dialled }: Parcel, tls: StartedTls | undefined): Ending {
  const server = serverPortOf(model, service, name.port, { startsTls: tls !== undefined, dialled });
  const at = `${name.host}:${server.number}`;
  const proxy = sender.isGateway ? 'gateway' : 'sidecar';
  if (tls === undefined) {
    const port = portOf(service.ports, name.port);
    if (service.resolution === 'DYNAMIC_DNS' && port && HTTP2_PROTOCOLS.has(port.protocol)) {
      return end('FAILS', 'endpoint', `Envoy refuses the cluster that istiod makes for HTTP/2 with resolution DYNAMIC_DNS and without TLS, so the ${proxy} answers 503 (NC). `
        + `Declare port ${name.port} of ${describeRef(service.ref)} as HTTP, or start TLS with a DestinationRule.`, [describeRef(service.ref)]);
    }
    const what = { http: 'plain HTTP', https: 'the TLS of the client', tcp: 'the bytes of the client' }[carried];
    return notSpoken({ service, name, carried, at, expects: server.expects }, proxy)
      ?? end('ARRIVES', 'endpoint', `The ${proxy} sends ${what} to ${at}.`, [describeRef(service.ref)]);
  }
  return withStartedTls(model, sender, { service, name, carried, at, expects: server.expects }, tls);
}

/** The end of a connection whose server expects something else than the client speaks; undefined if it may be what it expects. */
function notSpoken({ service, name, carried, at, expects }: Arrival, proxy: string): Ending | undefined {
  if (expects === 'tls' && carried === 'http') {
    return end('FAILS', 'tls', `The ${proxy} sends plain HTTP to ${at}, where the server expects TLS: the client gets 503, or 400 from the server. `
      + `Add a DestinationRule that starts TLS for ${name.host} (trafficPolicy.portLevelSettings of port ${name.port}, tls.mode SIMPLE).`, [describeRef(service.ref)]);
  }
  return expects === 'plain' && carried === 'https'
    ? end('FAILS', 'tls', `The client starts TLS, and the server at ${at} expects plain text. Use a port of the server that speaks TLS.`, [describeRef(service.ref)])
    : undefined;
}

/** Where a connection arrives with TLS that a proxy has started. */
interface Arrival {
  readonly service: Service;
  readonly name: UpstreamName;
  readonly carried: Carried;
  readonly at: string;
  readonly expects: 'tls' | 'plain' | 'any';
}

function withStartedTls(model: MeshModel, sender: Sender, { service, name, carried, at, expects }: Arrival, tls: StartedTls): Ending {
  const proxy = sender.isGateway ? 'gateway' : 'sidecar';
  const rule = describeRef(tls.rule.ref);
  const because = [rule, describeRef(service.ref)];
  if (tls.mode === 'ISTIO_MUTUAL' && service.isKubernetes) {
    return toSidecars(model, { service, name, carried, at, expects }, { who: `${rule} makes the ${proxy}`, proxy }, because);
  }
  if (carried === 'https') {
    return end('FAILS', 'tls', `The client starts TLS, and ${rule} makes the ${proxy} start TLS again around it: the server at ${at} gets TLS within TLS, `
      + `and the handshake of the client fails. Remove the TLS settings for port ${name.port} from the rule, or export the rule only to the namespace that needs it.`, because);
  }
  if (tls.mode === 'ISTIO_MUTUAL') {
    return end('FAILS', 'tls', `${rule} makes the ${proxy} use the certificates of the mesh (ISTIO_MUTUAL) for ${at}, which a server outside the mesh does not accept. `
      + 'Set tls.mode to SIMPLE, or to MUTUAL with certificates of the server\'s own authority.', because);
  }
  if (expects === 'plain') {
    return end('FAILS', 'tls', `${rule} makes the ${proxy} start TLS, but ${at} is a plain text port (WRONG_VERSION_NUMBER): `
      + `add targetPort: 443 to port ${name.port} of ${describeRef(service.ref)}, or the number of the server's TLS port.`, because);
  }
  const missing = missingCredential(model, sender, tls);
  if (missing !== undefined) { return end('UNKNOWN', 'tls', missing, because); }
  return end('ARRIVES', 'endpoint', `The ${proxy} starts TLS (${tls.mode}, ${rule}) and sends the connection to ${at}.`, because);
}

/** The certificates of the mesh are for sidecars: the sidecar of the pod ends that TLS, and the port behind it gets what the client sends. */
function toSidecars(model: MeshModel, coming: Arrival, { who, proxy }: Readonly<Record<'who' | 'proxy', string>>, because: readonly string[]): Ending {
  const { service, at } = coming;
  const pods = model.workloadsOf(service);
  if (pods.length > 0 && pods.every(pod => !mayHaveSidecar(model, pod))) {
    return end('FAILS', 'tls', `${who} use the certificates of the mesh (ISTIO_MUTUAL) for ${at}, but ${describeRefs(pods.map(({ ref }) => ref))} `
      + 'has no sidecar that accepts them. Set tls.mode to DISABLE, or give the pods a sidecar.', because);
  }
  return notSpoken(coming, proxy) ?? end('ARRIVES', 'endpoint', `${who} start TLS (ISTIO_MUTUAL) to the sidecar of ${at}.`, because);
}
