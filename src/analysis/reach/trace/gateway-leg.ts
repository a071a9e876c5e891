import { deliver, Ending } from './delivery';
import { Handshake, handshakeFault } from './gateway-handshake';
import { abortedAt, end, Hop } from './hop';
import { policyText } from './server-sidecars';
import { extensionOf } from './unmodelled';
import { Labels, selects } from '../../base/labels';
import { describeRef } from '../../base/object-ref';
import { tlsStartedFor } from '../../model/client-tls';
import type { MeshModel } from '../../model/mesh-model';
import { authorizationOf } from '../../model/pods/authorization';
import { OWN_LISTENERS } from '../../model/pods/proxy-ports';
import { portOf, Service } from '../../model/service';
import type { VirtualService } from '../../model/virtual-service';
import { coversHost } from '../../syntax/hosts';
import { explainGateway } from '../explain/explain-others';
import type { Client } from '../proxy/client';
import { connectAtGateway } from '../proxy/gateway-connection';
import type { Connection, Outcome } from '../proxy/outcome';
import type { UpstreamName } from '../proxy/upstream';

/** The pods of a gateway, as a client of them sees them. */
export interface GatewayPods {
  readonly service: Service;
  /** Labels of the pods, one set for each kind of pods. */
  readonly pods: readonly Labels[];
}

/** The gateway behind a Service: pods that a Gateway selects. Undefined if there is none. */
export function gatewayBehind(model: MeshModel, service: Service): GatewayPods | undefined {
  const { selector } = service;
  if (!service.isKubernetes || !selector) { return undefined; }
  const known = model.workloadsOf(service).map(({ labels }) => labels);
  // Without a manifest of the pods, as for a gateway that Helm installs, they have at least what the Service selects them by.
  const isSelected = (labels: Labels) => model.gateways.some(gateway => gateway.selector && selects(gateway.selector, labels));
  const pods = (known.length > 0 ? known : [selector]).filter(isSelected);
  return pods.length > 0 ? { service, pods } : undefined;
}

/**
 * What becomes of a connection that a sidecar sends to a gateway: the TLS that the sidecar starts on the way, the server of the gateway, its routes, and what the
 * gateway does on the way to the service behind.
 */
export function throughGateway(model: MeshModel, client: Client, gateway: GatewayPods, name: UpstreamName, connection: Connection): Ending[] {
  const { service, pods } = gateway;
  const own = OWN_LISTENERS.get(portOf(service.ports, name.port)?.targetPort ?? name.port);
  if (own !== undefined) {
    const text = `The connection ends at the proxy of the gateway itself, which listens on this port for ${own}. Use another port of ${describeRef(service.ref)}.`;
    return [end('FAILS', 'gateway', text)];
  }
  const started = tlsStartedFor(model, { ...client, isGateway: false }, service, name.port, name.subset);
  return started.flatMap(tls => pods.flatMap(labels => {
    const proxy = { namespace: service.namespace, labels };
    const port = portOf(service.ports, name.port)?.targetPort ?? name.port;
    const generated = `outbound_.${name.port}_.${name.subset ?? ''}_.${service.host}`;
    const outer: Connection = { ...connection, ip: undefined, port, ...tls === undefined ? {} : { protocol: 'https', host: tls.sni ?? generated } };
    const innerProtocol = tls === undefined && connection.protocol === 'https' ? 'http' : connection.protocol;
    const inside: Connection = { ...connection, ip: undefined, port, protocol: innerProtocol };
    const leg: Hop[] = tls === undefined ? [] : [{
      at: 'tls',
      because: [describeRef(tls.rule.ref)],
      text: `The sidecar starts TLS to the gateway (${tls.mode}, ${describeRef(tls.rule.ref)}).`,
    }];
    // A part of the mesh has what matters to the sidecar. The gateway tries the orders of what matters to it.
    const outcomes = connectAtGateway(model.whole, proxy, outer, inside);
    const dialled = connection.host === undefined ? connection.ip : undefined;
    const handshake = { started: tls?.mode, client: connection.protocol };
    const arriving: AtGateway = { name: describeRef(service.ref), outer, inside, dialled, handshake };
    const extension = extensionOf(model, proxy);
    return outcomes.flatMap(outcome => atGateway(model, proxy, arriving, outcome)
      .map(ending => extension === undefined ? authorized(model, proxy, ending, service) : changedBy(extension, ending, service))
      .map(ending => ({
        ...ending,
        hops: [...leg, ...ending.hops],
        dependsOn: ending.dependsOn ?? (outcomes.length > 1 ? 'what else the request holds' : undefined),
      })));
  }));
}

/** The end of a connection at a gateway whose configuration an object changes in a way that is not modelled. */
function changedBy(extension: string, { hops }: Ending, { ref }: Service): Ending {
  const text = `Whether the connection arrives depends on ${extension}, which changes the configuration of the gateway.`;
  return { outcome: 'UNKNOWN', hops: [...hops, { at: 'gateway', because: [extension], text, gateway: describeRef(ref) }] };
}

/** The end of a connection that would arrive, where an AuthorizationPolicy for the gateway decides. */
function authorized(model: MeshModel, proxy: Client, ending: Ending, { ref }: Service): Ending {
  const { answer, by } = authorizationOf(model, proxy);
  if (ending.outcome !== 'ARRIVES' || answer === 'allowed' || !by) { return ending; }
  const policy = describeRef(by);
  const text = policyText(`the gateway behind ${describeRef(ref)}`, policy, answer === 'denied');
  return { outcome: answer === 'denied' ? 'FAILS' : 'UNKNOWN', hops: [...ending.hops, { at: 'gateway', because: [policy], text, gateway: describeRef(ref) }] };
}

/** Whether a VirtualService for a wildcard sends a connection to another host of the same wildcard, as for a domain whose servers serve all of its names. */
export function staysInDomain(asked: string | undefined, destination: string, virtualService: VirtualService | undefined): boolean {
  return asked !== undefined && virtualService !== undefined
    && virtualService.hosts.some(host => host.startsWith('*.') && coversHost(host, asked) && coversHost(host, destination));
}

/** Whether an address belongs to services, but not to the one that a gateway sends a connection to. */
function isAnothersAddress(model: MeshModel, { host, endpoints }: Service, address: string): boolean {
  const owners = model.servicesAt(address);
  return owners.length > 0 && !owners.some(owner => owner.host === host) && !endpoints.includes(address);
}

/** A connection at a gateway. */
interface AtGateway {
  /** The Service of the gateway. */
  readonly name: string;
  readonly outer: Connection;
  /** What is inside its TLS, if it has any. */
  readonly inside: Connection;
  /** The address that the client means, if its connection is not for a host. */
  readonly dialled?: string;
  readonly handshake: Handshake;
}

function atGateway(model: MeshModel, proxy: Client, { name, outer, inside, dialled, handshake }: AtGateway, outcome: Outcome): Ending[] {
  const aborted = abortedAt('gateway', outcome);
  if (aborted) { return [aborted]; }
  const { because, text } = explainGateway(proxy, outer, outcome);
  const hop: Hop = { at: 'gateway', verdict: outcome.verdict, because, text, gateway: name };
  const { cause } = outcome;
  const isLost = cause.kind === 'upstream' && outcome.verdict === 'MISROUTED' && !staysInDomain(inside.host, cause.name.host, cause.virtualService);
  if (cause.kind !== 'upstream' || cause.state.kind !== 'ready' || isLost) {
    return [{ outcome: outcome.verdict === 'UNKNOWN' ? 'UNKNOWN' : 'FAILS', hops: [hop] }];
  }
  const fault = handshakeFault(handshake, outcome.endedTls);
  if (fault) { return [{ outcome: fault.outcome, hops: [{ ...hop, text: `${hop.text} ${fault.text}` }] }]; }
  const { service } = cause.state;
  if (dialled !== undefined && isAnothersAddress(model, service, dialled)) {
    const others = `${describeRef(service.ref)} instead of ${dialled}, the address that the client connects to`;
    return [{ outcome: 'FAILS', hops: [{ ...hop, text: `${hop.text} The gateway sends the connection to ${others}: nothing in its bytes tells the gateway whom it is for. Use a port of the gateway for each address.` }] }];
  }
  const carried = outcome.endedTls ? inside.protocol : outer.protocol;
  return deliver(model, { ...proxy, isGateway: true }, service, cause.name, carried)
    .map(ending => ({ ...ending, hops: [hop, ...ending.hops] }));
}
