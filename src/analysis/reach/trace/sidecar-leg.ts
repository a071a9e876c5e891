import { isVirtual, showAddress } from './addresses';
import { deliver, Ending } from './delivery';
import { gatewayBehind, staysInDomain, throughGateway } from './gateway-leg';
import { headlessPods } from './headless';
import { forwardProxyHint, nearMissHint } from './hints';
import { abortedAt, end, Hop } from './hop';
import { outsideMesh } from './service-pods';
import { describeRef } from '../../base/object-ref';
import { clientTlsFor, TUNNEL } from '../../model/client-tls';
import { OWN_LISTENERS } from '../../model/pods/proxy-ports';
import type { Service } from '../../model/service';
import { AUTO_ALLOCATION_LABEL } from '../../model/service';
import { isIpAddress } from '../../syntax/addresses';
import { isServiceHost } from '../../syntax/service-hosts';
import { describeOutcome } from '../explain/explain';
import { explainBypass } from '../explain/explain-others';
import type { SidecarCourse } from '../possibilities';
import type { ListenerContext } from '../proxy/listener-context';
import type { Connection, Outcome } from '../proxy/outcome';
import type { UpstreamName } from '../proxy/upstream';

/** What becomes of a connection at the client's sidecar, and behind it. */
export function fromSidecar(course: SidecarCourse): Ending[] {
  const { context, connection, outcome } = course;
  if (outcome === undefined) { return [outsideSidecar(course)]; }
  const pods = headlessPods(context, connection, outcome);
  if (pods) { return pods; }
  const own = ownListener(connection, outcome);
  if (own) { return [own]; }
  const aborted = abortedAt('sidecar', outcome);
  if (aborted) { return [aborted]; }
  const { because, text } = describeOutcome(context, connection, outcome);
  const hop: Hop = { at: 'sidecar', verdict: outcome.verdict, because, text };
  const { cause } = outcome;
  if (cause.kind === 'upstream' && cause.state.kind === 'unknown' && isUnknownService(context, cause.name.host)) {
    return [{ outcome: 'UNKNOWN', hops: [hop] }];
  }
  if (cause.kind === 'upstream' && cause.state.kind === 'open') { return [{ outcome: 'UNKNOWN', hops: [hop] }]; }
  if (cause.kind !== 'upstream' || cause.state.kind !== 'ready') {
    return [outcome.verdict === 'PASSTHROUGH' ? passedOn(context, connection, hop) : refused(context, connection, hop)];
  }
  const { service } = cause.state;
  if (outcome.verdict === 'MISROUTED' || !isDialled(service, connection)) {
    const gateway = gatewayBehind(context.model, service);
    if (gateway) {
      const led: Hop = { ...hop, text: `The sidecar sends the connection to the gateway ${cause.name.host}:${cause.name.port}${cause.virtualService ? `, as ${describeRef(cause.virtualService.ref)} says` : ''}.` };
      return throughGateway(context.model, context.client, gateway, cause.name, connection)
        .map(ending => ({ ...ending, hops: [led, ...ending.hops] }));
    }
  }
  const dialled = dialledEnd(context, connection, service, hop);
  if (dialled) { return [dialled]; }
  const isMeant = goesWhereDialled(service, connection) || isAliasOf(context, connection, cause.name.host)
    || staysInDomain(connection.host, cause.name.host, cause.virtualService) || isTunnelled(context, service, cause.name);
  if (outcome.verdict === 'MISROUTED' && !isMeant) {
    return [sameServerPerhaps(context, connection, service, hop) ?? refused(context, connection, hop)];
  }
  return deliver(context.model, { ...context.client, isGateway: false }, service, cause.name, connection.protocol, connection.port)
    .map(ending => ({ ...ending, hops: [hop, ...ending.hops] }));
}

/** Whether a route leads to a forward proxy that a DestinationRule asks for the host of the connection. */
function isTunnelled({ model, client }: ListenerContext, service: Service, { port, subset }: UpstreamName): boolean {
  return clientTlsFor(model, { ...client, isGateway: false }, service, port, subset).some(({ open }) => open?.setting === TUNNEL);
}

/** Whether a connection without a host may be meant for a service itself: the address that the client dials is not known to be another one. */
function isDialled({ address }: Service, { host, ip }: Connection): boolean {
  return host !== undefined || ip === undefined || address === undefined || address === ip;
}

/** Whether the destination of a route is a Service that is not among the objects. Unlike the name that a client dials, it is a full host, and a wildcard is not it. */
function isUnknownService({ model }: ListenerContext, host: string): boolean {
  return isServiceHost(host, model.settings) && model.servicesOf(host).length === 0;
}

/** A connection that the sidecar does not see goes where the client dials. */
function outsideSidecar({ context, connection, capture }: SidecarCourse): Ending {
  const isLost = isVirtual(context, connection.ip);
  const unserved = outsideMesh(context.model, context.client, connection);
  if (unserved) { return unserved; }
  const { because, text } = explainBypass(context.client, connection, { ...capture, isLost });
  return { outcome: isLost ? 'FAILS' : 'ARRIVES', hops: [{ at: 'capture', verdict: isLost ? 'BLOCKED' : 'BYPASSED', because, text }] };
}

/** A connection to a port of the sidecar itself never leaves the pod, unless an entry has a listener for just this address. */
function ownListener({ port, ip }: Connection, outcome: Outcome): Ending | undefined {
  const use = OWN_LISTENERS.get(port);
  if (use === undefined) { return undefined; }
  const { cause } = outcome;
  const hasListener = cause.kind === 'upstream' && cause.state.service !== undefined && ip !== undefined && cause.state.service.address !== undefined;
  return hasListener ? undefined : end('FAILS', 'sidecar', `The connection ends in the pod's own sidecar, which listens on port ${port} of all addresses for ${use}. `
    + `Use another port, or keep this one from the sidecar with annotation traffic.sidecar.istio.io/excludeOutboundPorts: "${port}".`);
}

/** A connection that nothing of the mesh takes is passed on to the address that the client dialled: DNS decides if that address leads nowhere. */
function passedOn(context: ListenerContext, connection: Connection, hop: Hop): Ending {
  const { ip, port, host } = connection;
  const unserved = outsideMesh(context.model, context.client, connection);
  if (unserved) { return { ...unserved, hops: [hop, ...unserved.hops] }; }
  if (!isVirtual(context, ip)) { return { outcome: 'ARRIVES', hops: [hop, { at: 'endpoint', because: [], text: `The sidecar passes the connection on to ${ip ?? host ?? 'the address'}:${port}.` }] }; }
  const entries = context.model.servicesAt(ip ?? '').map(({ ref }) => describeRef(ref));
  const [entry = 'the ServiceEntry'] = entries;
  return {
    outcome: 'FAILS',
    hops: [hop, {
      at: 'dns',
      because: entries,
      text: `DNS of the sidecar answers ${host ?? 'the host'} with ${showAddress(ip!)}, a virtual address that is not routable, and ${entry} does not declare port ${port}: the sidecar `
        + `dials that address and nobody answers. Declare port ${port} in ${entry}, or set its label ${AUTO_ALLOCATION_LABEL}: "false".`,
    }],
  };
}

function refused(context: ListenerContext, connection: Connection, hop: Hop): Ending {
  const hints = [forwardProxyHint(context, connection), nearMissHint(context, connection)].filter(hint => hint !== undefined);
  return { outcome: 'FAILS', hops: [{ ...hop, text: [hop.text, ...hints].join(' ') }] };
}

/**
 * A request to an address that nothing declares, such as one through a forward proxy, which the sidecar sends to the address of a name: DNS decides if that is the same
 * server. The host of a request tells nothing about the server that the client dials; that of other connections is what it dials.
 */
function sameServerPerhaps({ model }: ListenerContext, { ip, protocol }: Connection, { endpoints }: Service, hop: Hop): Ending | undefined {
  const name = endpoints.find(endpoint => !isIpAddress(endpoint));
  if (protocol !== 'http' || name === undefined || ip === undefined || !isIpAddress(ip) || model.servicesAt(ip).length > 0) { return undefined; }
  return { outcome: 'UNKNOWN', hops: [{ ...hop, text: `${hop.text} It is not known whether DNS answers ${name} with ${ip}: then it is the same server.` }] };
}

/** Whether a client asks for a Service of type ExternalName that is another name of a host. */
function isAliasOf({ model, client }: ListenerContext, { host }: Connection, target: string): boolean {
  return host !== undefined && model.kubernetesServiceNamed(host, client.namespace)?.externalName === target;
}

/**
 * With resolution NONE, a connection goes to the address that was dialled, whichever host of the entry the telemetry shows. A client that dials the address of a
 * Service or of an entry means the server there, whichever name its request has: so do clients of a forward proxy.
 */
function goesWhereDialled(service: Service, { ip }: Connection): boolean {
  if (service.resolution === 'NONE') { return true; }
  if (ip === undefined || !isIpAddress(ip)) { return false; }
  if (service.address === ip) { return true; }
  return service.endpoints.length > 0 && service.endpoints.every(endpoint => endpoint === ip);
}

/** The end of a connection that a service with resolution NONE sends to an address that leads nowhere, or to a Service where nobody takes it. */
function dialledEnd(context: ListenerContext, connection: Connection, service: Service, hop: Hop): Ending | undefined {
  const { ip, port } = connection;
  if (service.resolution !== 'NONE') { return undefined; }
  const unserved = service.isKubernetes ? undefined : outsideMesh(context.model, context.client, connection);
  if (unserved) { return { ...unserved, hops: [hop, ...unserved.hops] }; }
  if (!isVirtual(context, ip)) { return undefined; }
  return {
    outcome: 'FAILS',
    hops: [hop, {
      at: 'dns',
      because: [describeRef(service.ref)],
      text: `${describeRef(service.ref)} has resolution NONE, so the sidecar dials ${showAddress(ip!)}:${port}, a virtual address that is not routable. `
        + 'Set resolution to DNS, or to STATIC with endpoints.',
    }],
  };
}
