import { describeRef, ObjectRef } from '../../base/object-ref';
import { quote, quoteAll } from '../../base/quote';
import { isExposedTo } from '../../model/exposure';
import type { MeshModel } from '../../model/mesh-model';
import { addressFor, portOf, Service } from '../../model/service';
import type { EgressListener } from '../../model/sidecar';
import { coversHost } from '../../syntax/hosts';
import { splitNamespace } from '../../syntax/namespaced-name';
import { ProtocolFamily, protocolFamily } from '../../syntax/protocols';
import { isServiceHost } from '../../syntax/service-hosts';
import type { ListenerContext } from '../proxy/listener-context';
import type { Connection } from '../proxy/outcome';

/** Why the service that a client means does not get its connection, and what to do about it. */
export interface Diagnosis {
  readonly refs: readonly ObjectRef[];
  /** A clause: `ServiceEntry x/y has the host, but …`. */
  readonly reason: string;
  /** A sentence: what to change. */
  readonly remedy: string;
  /** Whether nothing is wrong with the service itself: something else is in its way. */
  readonly isServiceCorrect?: boolean;
}

/** A reason, with how far the service got. */
interface Step extends Diagnosis {
  readonly step: number;
}

/** The protocol to declare for what a client speaks. */
const PROTOCOL_FOR = { http: 'HTTP', https: 'TLS', tcp: 'TCP' } as const;

/** What a client speaks, in words. */
const SPOKEN = { http: 'plain text HTTP', https: 'TLS', tcp: 'neither HTTP nor TLS' } as const;

/** Why nothing that the client means takes its connection. */
export function diagnose(context: ListenerContext, connection: Connection): Diagnosis {
  const { host, ip, port, protocol } = connection;
  const meant = meantServices(context.model, connection, context.client.namespace);
  // A service that would do but for one thing is worth a word, rather than one that comes closer and would not do.
  const suited = meant.filter(({ ports }) => ports.some(({ number, family }) => number === port && speaks(family, protocol)));
  const steps = (suited.length > 0 ? suited : meant).map(service => stepOf(context, connection, service));
  if (steps.length > 0) { return steps.reduce((a, b) => b.step > a.step ? b : a); }
  if (host !== undefined && isServiceHost(host)) {
    return { refs: [], reason: `no Service of the mesh has the host ${quote(host)}`, remedy: 'If the cluster has it, add its manifest to these.' };
  }
  const what = host === undefined ? `address ${ip ?? 'that is dialled'}` : `host ${quote(host)}`;
  const where = host === undefined ? `addresses: [${quote(ip ?? '203.0.113.7')}], resolution: NONE` : `hosts: [${quote(host)}], resolution: DNS`;
  return {
    refs: [],
    reason: `no ServiceEntry or Service of the mesh has the ${what}`,
    remedy: `Add a ServiceEntry with ${where} and a port with number ${port} and protocol ${PROTOCOL_FOR[protocol]}.`,
  };
}

/** The services of a mesh that a client means, by their name or their address. */
function meantServices(model: MeshModel, { host, ip }: Connection, namespace: string): Service[] {
  return host === undefined ? [...model.servicesAt(ip ?? '')] : model.hostsMeantBy(host, namespace).flatMap(name => model.servicesOf(name));
}

function stepOf(context: ListenerContext, connection: Connection, service: Service): Step {
  const { port, protocol } = connection;
  const { namespace } = context.client;
  const entry = describeRef(service.ref);
  const known = howKnown(connection);
  const own = [service.ref];
  if (!isExposedTo(service.exposure, namespace)) {
    return {
      step: 0,
      refs: own,
      reason: `${entry} ${known}, but ${exportedTo(service)}`,
      remedy: exportRemedy(service, namespace),
    };
  }
  const notImported = importStep(context, connection, service);
  if (notImported) { return notImported; }
  const servicePort = portOf(service.ports, port);
  if (!servicePort) {
    const ports = service.ports.map(({ number, protocol: declared }) => `${number} (${declared || 'no protocol'})`).join(', ');
    return {
      step: 3,
      refs: own,
      reason: `${entry} ${known}, but not port ${port}: ${ports ? `its ports are ${ports}` : 'it has no ports at all'}`,
      remedy: `Add a port with number ${port} and protocol ${PROTOCOL_FOR[protocol]} to ${entry}.`,
    };
  }
  if (!speaks(servicePort.family, protocol)) {
    return {
      step: 4,
      refs: own,
      reason: `port ${port} of ${entry} has protocol ${servicePort.protocol}, and the client speaks ${SPOKEN[protocol]}`,
      remedy: `Set protocol ${PROTOCOL_FOR[protocol]} for port ${port} of ${entry}`
        + (protocol === 'https' ? '.' : `, or let the client speak ${servicePort.protocol}.`),
    };
  }
  return addressStep(context, connection, service) ?? routeStep(context, connection, service);
}

/** What makes a service the one that is meant. */
function howKnown({ host }: Connection): string {
  return host === undefined ? 'has the address' : 'has the host';
}

/** Why a service that the namespace sees is not among those of the sidecar; undefined if it is. */
function importStep(context: ListenerContext, connection: Connection, service: Service): Step | undefined {
  const { scope, client } = context;
  const { port } = connection;
  const known = howKnown(connection);
  const forPort = scope.listeners.filter(({ listener }) => listener.port === undefined || listener.port.number === port);
  if (forPort.some(({ services }) => services.some(scoped => scoped.service === service))) { return undefined; }
  const entry = describeRef(service.ref);
  const refs = scope.sidecar ? [service.ref, scope.sidecar.ref] : [service.ref];
  const sidecar = scope.sidecar ? describeRef(scope.sidecar.ref) : '';
  const host = `${service.namespace}/${service.host}`;
  if (forPort.length === 0) {
    return {
      step: 1,
      refs,
      reason: `${entry} ${known}, but no egress listener of ${sidecar} is for port ${port}`,
      remedy: `Add an egress listener without port and with hosts: [${quote(host)}] at the end of spec.egress of ${sidecar}.`,
    };
  }
  const kept = forPort.flatMap(({ services }) => services).find(scoped => scoped.service.host === service.host && scoped.service !== service);
  if (kept && kept.service.namespace !== service.namespace) {
    return {
      step: 2,
      refs: [service.ref, kept.service.ref],
      reason: `${entry} ${known}, but so has ${describeRef(kept.service.ref)}, and a sidecar takes a host from one namespace only`,
      remedy: 'Keep all ports of a host in one ServiceEntry, or let the Sidecar import one of the two namespaces only.',
    };
  }
  const index = scope.listeners.indexOf(forPort[0]);
  const listener = forPort[0].listener;
  if (kept) {
    return {
      step: 2,
      refs: [service.ref, kept.service.ref, ...scope.sidecar ? [scope.sidecar.ref] : []],
      reason: `${entry} ${known}, but so has ${describeRef(kept.service.ref)}, and an egress listener whose hosts are all exact `
        + 'imports one service for each host',
      remedy: `Add a host with a wildcard, such as "istio-system/*", to spec.egress[${index}].hosts of ${sidecar}.`,
    };
  }
  const exclusion = exclusionOf(listener, service, client.namespace);
  if (exclusion !== undefined) {
    return {
      step: 1,
      refs,
      reason: `${entry} ${known}, but ${quote(exclusion)} in spec.egress[${index}].hosts of ${sidecar} takes it away`,
      remedy: `Remove ${quote(exclusion)} there, or make it narrower.`,
    };
  }
  if (importsOtherPort(listener, service, port, client.namespace)) { return undefined; }
  return {
    step: 1,
    refs,
    reason: `${entry} ${known}, but ${sidecar} does not import it`,
    remedy: `Add ${quote(host)} to spec.egress[${index}].hosts of ${sidecar}.`,
  };
}

function exclusionOf(listener: EgressListener, service: Service, clientNamespace: string): string | undefined {
  return listener.hosts.find(host => {
    const { namespace, name } = splitNamespace(host);
    return namespace?.startsWith('~')
      && ['', '*', service.namespace, ...service.namespace === clientNamespace ? ['.'] : []].includes(namespace.slice(1))
      && coversHost(name, service.host);
  });
}

/** Whether a listener with a port leaves a service out for its ports alone. */
function importsOtherPort(listener: EgressListener, service: Service, port: number, clientNamespace: string): boolean {
  const scopes = ['*', service.namespace, ...service.namespace === clientNamespace ? ['.'] : []];
  return listener.port !== undefined && !portOf(service.ports, port) && listener.hosts.some(host => {
    const { namespace, name } = splitNamespace(host);
    return namespace !== undefined && scopes.includes(namespace) && coversHost(name, service.host);
  });
}

/** Why a service with the port and the protocol is not where the client dials; undefined if it is. */
function addressStep({ dnsCapture }: ListenerContext, { ip, port }: Connection, service: Service): Step | undefined {
  const address = addressFor(service, dnsCapture);
  if (address === undefined || address === ip || portOf(service.ports, port)?.family === ProtocolFamily.HTTP) { return undefined; }
  const entry = describeRef(service.ref);
  const dialled = ip ?? 'the address that DNS gives for the host';
  if (service.address === undefined) {
    return {
      step: 5,
      refs: [service.ref],
      reason: `with DNS capture, sidecars know ${entry} by the IP that istiod allocates to it, and the client dials ${dialled}`,
      remedy: 'Let the client resolve the host by the DNS of its pod.',
    };
  }
  return {
    step: 5,
    refs: [service.ref],
    reason: `sidecars know ${entry} by its address ${service.address} alone, and the client dials ${dialled}`,
    remedy: dnsCapture
      ? 'Let the client resolve the host by the DNS of its pod, or take the addresses out of the entry.'
      : 'Take the addresses out of the entry unless the host resolves to them, or turn on DNS capture (proxyMetadata ISTIO_META_DNS_CAPTURE).',
  };
}

/** What is left: something else of the port is in the way. */
function routeStep({ scope }: ListenerContext, { port, protocol }: Connection, service: Service): Step {
  const entry = describeRef(service.ref);
  const owner = scope.listeners.find(({ listener }) => listener.port === undefined || listener.port.number === port);
  const refs = scope.sidecar ? [service.ref, scope.sidecar.ref] : [service.ref];
  if (protocol === 'http' && owner?.listener.port && !owner.services.some(scoped => scoped.service === service)) {
    const index = scope.listeners.indexOf(owner);
    const sidecar = scope.sidecar ? describeRef(scope.sidecar.ref) : '';
    return {
      step: 6,
      refs,
      reason: `the egress listener for port ${port} of ${sidecar} routes all plain text requests of that port, and does not import ${entry}`,
      remedy: `Add ${quote(`${service.namespace}/${service.host}`)} to spec.egress[${index}].hosts of ${sidecar}.`,
    };
  }
  const declared = owner?.listener.port?.protocol;
  if (declared !== undefined && !speaks(protocolFamily(declared), protocol)) {
    return {
      step: 6,
      refs,
      reason: `the egress listener for port ${port} of ${scope.sidecar ? describeRef(scope.sidecar.ref) : ''} has protocol ${declared || '(none)'}, `
        + `and the client speaks ${SPOKEN[protocol]}`,
      remedy: `Set the protocol of that listener to ${PROTOCOL_FOR[protocol]}.`,
    };
  }
  return {
    step: 6,
    refs,
    isServiceCorrect: true,
    reason: `${entry} is imported, but another service, VirtualService or listener of port ${port} is in its way`,
    remedy: `Give each service of port ${port} its own host, the same protocol for one host, and addresses where its protocol is TCP.`,
  };
}

/** Whether a port of a family takes what a client speaks. */
function speaks(family: ProtocolFamily, protocol: Connection['protocol']): boolean {
  switch (family) {
    case ProtocolFamily.HTTP: return protocol === 'http';
    case ProtocolFamily.TLS: return protocol === 'https';
    case ProtocolFamily.UDP: return false;
    default: return true;
  }
}

function exportedTo({ exportTo, exposure }: Service): string {
  if (exportTo.length > 0) { return `its exportTo is ${quoteAll(exportTo)}`; }
  const namespaces = [...exposure.namespaces].sort();
  return namespaces.length > 0 ? `the mesh exports it to ${quoteAll(namespaces)} only` : 'the mesh exports it to no namespace';
}

function exportRemedy({ ref, exportTo, isKubernetes }: Service, namespace: string): string {
  const entry = describeRef(ref);
  if (isKubernetes) { return `Add ${namespace} to the annotation networking.istio.io/exportTo of ${entry}.`; }
  const named = exportTo.filter(scope => scope !== '~');
  return named.length > 0
    ? `Add ${quote(namespace)} to spec.exportTo of ${entry}.`
    : `Set spec.exportTo of ${entry} to [${quote(namespace)}] or ["*"].`;
}

