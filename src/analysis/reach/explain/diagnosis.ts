import { recordOf, textsOf } from '../../base/json';
import { describeRef, ObjectRef, refOf } from '../../base/object-ref';
import { quote, quoteAll } from '../../base/quote';
import { isExposedTo } from '../../model/exposure';
import type { MeshModel } from '../../model/mesh-model';
import { addressFor, portOf, Service } from '../../model/service';
import type { EgressListener } from '../../model/sidecar';
import { isIpAddress } from '../../syntax/addresses';
import { coversHost } from '../../syntax/hosts';
import { splitNamespace } from '../../syntax/namespaced-name';
import { ProtocolFamily, protocolFamily } from '../../syntax/protocols';
import { isServiceHost } from '../../syntax/service-hosts';
import type { ListenerContext } from '../proxy/listener-context';
import type { Connection } from '../proxy/outcome';

/** Why the service that a client means does not receive its connection, and what to change. */
export interface Diagnosis {
  readonly refs: readonly ObjectRef[];
  /** A clause: `ServiceEntry x/y has the host, but …`. */
  readonly reason: string;
  /** A sentence: what to change. */
  readonly remedy: string;
  /** Whether the service itself is correct, and something else takes precedence over it. */
  readonly isServiceCorrect?: boolean;
}

/** A diagnosis with the step at which it was found. */
interface Step extends Diagnosis {
  readonly step: number;
}

/** The protocol to declare for the protocol of a client. */
const PROTOCOL_FOR = { http: 'HTTP', https: 'TLS', tcp: 'TCP' } as const;

/** The protocol of a client in messages. */
const PROTOCOL_NAME = { http: 'plain text HTTP', https: 'TLS', tcp: 'neither HTTP nor TLS' } as const;

/** Why no service that the client means receives its connection. */
export function diagnose(context: ListenerContext, connection: Connection): Diagnosis {
  const { host, ip, port, protocol } = connection;
  const named = meantServices(context.model, connection, context.client.namespace);
  const dangling = named.find(({ externalName }) => externalName !== undefined && context.model.servicesOf(externalName).length === 0);
  if (dangling) { return danglingAlias(context, dangling, connection); }
  // A Service of type ExternalName is another name of the services with its target.
  const meant = named.flatMap(service => service.externalName === undefined ? [service] : context.model.servicesOf(service.externalName));
  // A service with the right port and protocol is preferred, even if another service fails at a later step.
  const suited = meant.filter(({ ports }) => ports.some(({ number, family }) => number === port && speaks(family, protocol)));
  const steps = (suited.length > 0 ? suited : meant).map(service => stepOf(context, connection, service));
  if (steps.length > 0) { return steps.reduce((a, b) => b.step > a.step ? b : a); }
  const hidden = hiddenService(context.model, host);
  if (hidden) { return hidden; }
  if (host !== undefined && isServiceHost(host, context.model.settings)) {
    return { refs: [], reason: `no Service in the mesh has the host ${quote(host)}`, remedy: 'If the cluster has this Service, add its manifest.' };
  }
  // An address can be no host of a ServiceEntry.
  const address = host === undefined ? ip : isIpAddress(host) ? host : undefined;
  const isByAddress = host === undefined || address !== undefined;
  const what = isByAddress ? `address ${address ?? 'that the client connects to'}` : `host ${quote(host)}`;
  const where = isByAddress ? `addresses: [${quote(address ?? '203.0.113.7')}], resolution: NONE`
    : entryFields(context, host, protocol);
  return {
    refs: [],
    reason: `no ServiceEntry or Service in the mesh has the ${what}`,
    remedy: `Add a ServiceEntry with ${where} and a port with number ${port} and protocol ${PROTOCOL_FOR[protocol]}.`,
  };
}

/** Whether sidecars recognize connections to an entry by its addresses only: an entry without addresses would receive every connection on the port. */
function needsAddresses({ dnsCapture }: ListenerContext, protocol: Connection['protocol']): boolean {
  return protocol === 'tcp' && !dnsCapture;
}

/** The fields of a ServiceEntry for a host. */
function entryFields(context: ListenerContext, host: string, protocol: Connection['protocol']): string {
  return `hosts: [${quote(host)}], ${needsAddresses(context, protocol) ? 'addresses: [those that clients dial], ' : ''}resolution: DNS`;
}

/** A Service of type ExternalName whose target is the host of no entry. */
function danglingAlias(context: ListenerContext, { ref, externalName = '' }: Service, { port, protocol }: Connection): Diagnosis {
  return {
    refs: [ref],
    reason: `${describeRef(ref)} is an alias of ${quote(externalName)} (type ExternalName), which no ServiceEntry or Service in the mesh has`,
    remedy: `Add a ServiceEntry with ${entryFields(context, externalName, protocol)} and a port with number ${port} and protocol ${PROTOCOL_FOR[protocol]}.`,
  };
}

/** The services that a client means, by name or by address. */
function meantServices(model: MeshModel, { host, ip }: Connection, namespace: string): Service[] {
  return host === undefined ? [...model.servicesAt(ip ?? '')] : model.hostsMeantBy(host, namespace).flatMap(name => model.servicesOf(name));
}

/** An object with the host in a namespace that istiod ignores. Undefined if there is none. */
function hiddenService({ objects, hiddenNamespaces }: MeshModel, host: string | undefined): Diagnosis | undefined {
  if (host === undefined || hiddenNamespaces.size === 0) { return undefined; }
  const index = objects.findIndex(object => textsOf(recordOf(recordOf(object).spec).hosts).includes(host)
    && hiddenNamespaces.has(refOf(object, 0).namespace));
  if (index < 0) { return undefined; }
  const ref = refOf(objects[index], index);
  return {
    refs: [ref],
    reason: `${describeRef(ref)} has the host, but istiod ignores namespace ${ref.namespace}: no entry of discoverySelectors in the MeshConfig selects it`,
    remedy: `Add the labels of a selector to Namespace ${ref.namespace}, or move the entry.`,
  };
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
      reason: `${entry} ${known}, but no port ${port}: ${ports ? `its ports are ${ports}` : 'it has no ports'}`,
      remedy: `Add a port with number ${port} and protocol ${PROTOCOL_FOR[protocol]} to ${entry}`
        + `${service.address === undefined && needsAddresses(context, protocol) ? ', and set spec.addresses to those that clients dial' : ''}.`,
    };
  }
  if (!speaks(servicePort.family, protocol)) {
    return {
      step: 4,
      refs: own,
      reason: `port ${port} of ${entry} has protocol ${servicePort.protocol}, but the client uses ${PROTOCOL_NAME[protocol]}`,
      remedy: `Set protocol ${PROTOCOL_FOR[protocol]} for port ${port} of ${entry}`
        + (protocol === 'https' ? '.' : `, or make the client use ${servicePort.protocol}.`),
    };
  }
  return addressStep(context, connection, service) ?? routeStep(context, connection, service);
}

/** Why a service is the one that the client means. */
function howKnown({ host }: Connection): string {
  return host === undefined ? 'has the address' : 'has the host';
}

/** Why the sidecar does not import a service that is visible in the namespace. Undefined if it does. */
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
      // A listener without a wildcard imports only one service of each host.
      remedy: `Add an egress listener without a port, with hosts: [${quote(host)}, ${quote(`${context.model.settings.rootNamespace}/*`)}], at the end of spec.egress of ${sidecar}.`,
    };
  }
  const kept = forPort.flatMap(({ services }) => services).find(scoped => scoped.service.host === service.host && scoped.service !== service);
  if (kept && kept.service.namespace !== service.namespace) {
    return {
      step: 2,
      refs: [service.ref, kept.service.ref],
      reason: `${entry} ${known}, but ${describeRef(kept.service.ref)} also has it, and a sidecar uses a host from only one namespace`,
      remedy: 'Put all ports of the host into one ServiceEntry, or import only one of the two namespaces in the Sidecar.',
    };
  }
  const index = scope.listeners.indexOf(forPort[0]);
  const listener = forPort[0].listener;
  if (kept) {
    return {
      step: 2,
      refs: [service.ref, kept.service.ref, ...scope.sidecar ? [scope.sidecar.ref] : []],
      reason: `${entry} ${known}, but ${describeRef(kept.service.ref)} also has it, and an egress listener with only exact hosts `
        + 'imports one service for each host',
      remedy: `Add a host with a wildcard, such as "istio-system/*", to spec.egress[${index}].hosts of ${sidecar}.`,
    };
  }
  const exclusion = exclusionOf(listener, service, client.namespace);
  if (exclusion !== undefined) {
    return {
      step: 1,
      refs,
      reason: `${entry} ${known}, but ${quote(exclusion)} in spec.egress[${index}].hosts of ${sidecar} excludes it`,
      remedy: `Remove ${quote(exclusion)}, or make it narrower.`,
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

/** Whether a listener with a port does not import a service only because of its ports. */
function importsOtherPort(listener: EgressListener, service: Service, port: number, clientNamespace: string): boolean {
  const scopes = ['*', service.namespace, ...service.namespace === clientNamespace ? ['.'] : []];
  return listener.port !== undefined && !portOf(service.ports, port) && listener.hosts.some(host => {
    const { namespace, name } = splitNamespace(host);
    return namespace !== undefined && scopes.includes(namespace) && coversHost(name, service.host);
  });
}

/** Why a service with the right port and protocol does not have the address that the client connects to. Undefined if it has. */
function addressStep({ model, dnsCapture }: ListenerContext, { ip, port }: Connection, service: Service): Step | undefined {
  const address = addressFor(service, dnsCapture);
  if (address === undefined || address === ip || portOf(service.ports, port)?.family === ProtocolFamily.HTTP) { return undefined; }
  const entry = describeRef(service.ref);
  const twin = model.servicesAt(ip ?? '').find(({ host, namespace }) => host === service.host && namespace === service.namespace);
  if (twin) {
    return {
      step: 5,
      refs: [service.ref, twin.ref],
      reason: `${describeRef(twin.ref)} has the same host but not port ${port}, and DNS of the sidecar returns the addresses of both entries`,
      remedy: 'Put all ports of the host into one ServiceEntry.',
    };
  }
  const dialled = ip ?? 'the address that DNS returns for the host';
  if (service.address === undefined) {
    return {
      step: 5,
      refs: [service.ref],
      reason: `with DNS capture, sidecars recognize ${entry} only by the IP that istiod allocates, but the client connects to ${dialled}`,
      remedy: 'Make the client resolve the host with the DNS of its pod.',
    };
  }
  return {
    step: 5,
    refs: [service.ref],
    reason: `sidecars recognize ${entry} only by its address ${service.address}, but the client connects to ${dialled}`,
    remedy: dnsCapture
      ? 'Make the client resolve the host with the DNS of its pod, or remove the addresses from the entry.'
      : 'Remove the addresses from the entry unless the host resolves to them, or turn on DNS capture (proxyMetadata ISTIO_META_DNS_CAPTURE).',
  };
}

/** The last step: something else on the port takes precedence. */
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
      reason: `the egress listener for port ${port} of ${sidecar} routes all plain text requests of that port, but does not import ${entry}`,
      remedy: `Add ${quote(`${service.namespace}/${service.host}`)} to spec.egress[${index}].hosts of ${sidecar}.`,
    };
  }
  const declared = owner?.listener.port?.protocol;
  if (declared !== undefined && !speaks(protocolFamily(declared), protocol)) {
    return {
      step: 6,
      refs,
      reason: `the egress listener for port ${port} of ${scope.sidecar ? describeRef(scope.sidecar.ref) : ''} has protocol ${declared || '(none)'}, `
        + `but the client uses ${PROTOCOL_NAME[protocol]}`,
      remedy: `Set the protocol of that listener to ${PROTOCOL_FOR[protocol]}.`,
    };
  }
  const isTcp = portOf(service.ports, port)?.family === ProtocolFamily.TCP;
  if (protocol === 'http' && isTcp && owner?.services.some(scoped => hasRequestPort(scoped.service, port))) {
    return {
      step: 6,
      refs,
      reason: `port ${port} of ${entry} has protocol TCP, but other services declare HTTP on that port: sidecars route every plain text request by its Host, and `
        + 'no HTTP service has this host',
      remedy: `Set protocol HTTP for port ${port} of ${entry}.`,
    };
  }
  return {
    step: 6,
    refs,
    isServiceCorrect: true,
    reason: `${entry} is imported, but another service, VirtualService or listener of port ${port} takes precedence`,
    remedy: `On port ${port}, give each service its own host, use one protocol for each host, and add addresses to services with protocol TCP.`,
  };
}

function hasRequestPort({ ports }: Service, port: number): boolean {
  return portOf(ports, port)?.family === ProtocolFamily.HTTP;
}

/** Whether a port of a protocol family accepts the protocol of a client. */
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
  return namespaces.length > 0 ? `the mesh exports it only to ${quoteAll(namespaces)}` : 'the mesh does not export it to any namespace';
}

function exportRemedy({ ref, exportTo, isKubernetes }: Service, namespace: string): string {
  const entry = describeRef(ref);
  if (isKubernetes) { return `Add ${namespace} to the annotation networking.istio.io/exportTo of ${entry}.`; }
  const named = exportTo.filter(scope => scope !== '~');
  return named.length > 0
    ? `Add ${quote(namespace)} to spec.exportTo of ${entry}.`
    : `Set spec.exportTo of ${entry} to [${quote(namespace)}] or ["*"].`;
}

