import { addressIn, assignAddresses } from './addresses';
import type { Servers } from './arrival';
import { formsOf, serversOf } from './servers';
import { listOf, recordOf, textOf } from '../../../src/analysis/base/json';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import { describeRef } from '../../../src/analysis/base/object-ref';
import { MeshModel } from '../../../src/analysis/model/mesh-model';
import { isAmbient } from '../../../src/analysis/model/pods/ambient';
import { isGatewayPod, mayHaveSidecar } from '../../../src/analysis/model/pods/sidecar-injection';
import type { Service } from '../../../src/analysis/model/service';
import type { ReachQuestion } from '../../../src/analysis/reach/reachability';
import { isIpAddress } from '../../../src/analysis/syntax/addresses';
import { ProtocolFamily } from '../../../src/analysis/syntax/protocols';
import type { Forms } from '../mesh/connection';
import type { PodTemplate } from '../mesh/pod';

/** A destination that workloads try to reach. */
export interface Target extends Pick<ReachQuestion, 'host' | 'port' | 'protocol'> {
  /** Name in tables. */
  readonly label: string;
  /** IP that is dialled. */
  readonly address: string;
}

/** Whose connections are tried. */
export interface Client {
  /** Such as `Deployment shop/web`. */
  readonly label: string;
  readonly template: PodTemplate;
  /** Whether ztunnel would take its connections, which the lab does not have. */
  readonly isAmbient?: boolean;
}

/** Everything that is tried on a mesh. */
export interface Plan {
  readonly clients: readonly Client[];
  /** The pods of gateways. They have no application, so they open no connections of their own. */
  readonly gateways: readonly PodTemplate[];
  readonly targets: readonly Target[];
  /** The addresses that DNS would answer. */
  readonly hosts: ReadonlyMap<string, string>;
  /** Ports on which servers must answer. */
  readonly ports: readonly number[];
  /** What the servers speak. */
  readonly forms: Forms;
  /** The addresses of the servers for each name. */
  readonly servers: Servers;
}

/** A reserved name, which no object uses. */
const UNKNOWN_HOST = 'unknown-host.invalid';
const UNKNOWN_ADDRESS_NAME = 'unknown-address.invalid';
/** An address in a range that is reserved for documentation, and that is not the one from which Istio allocates. */
const UNKNOWN_IPV6 = '3fff::1';
const UNUSED_PORTS = [8443, 9443, 10443, 11443];
/** Replaces the `*` of a wildcard. */
const ANY_LABEL = 'any-name';

/**
 * What to try on a mesh: every workload among the objects, to every destination that a ServiceEntry names, and to an unknown host, an unknown
 * IP, a wrong port and a wrong SNI.
 *
 * @param elsewhere objects that are not in the mesh, but whose destinations are tried too: earlier or later objects
 */
export function planOf(objects: readonly KubernetesObject[], elsewhere: readonly KubernetesObject[] = []): Plan {
  const all = [...objects, ...elsewhere];
  const services = MeshModel.of(all).services.filter(({ isKubernetes }) => !isKubernetes)
    .sort((a, b) => compare(describeService(a), describeService(b)));
  const endpoints = all.flatMap(endpointAddresses);
  const hosts = assignAddresses(
    [...services.map(({ host }) => sampleName(host)), ...endpoints.filter(isName), UNKNOWN_HOST, UNKNOWN_ADDRESS_NAME],
    [...services.flatMap(({ address = '' }) => address), ...endpoints],
  );
  const targets = unique([...services.flatMap(service => knownTargets(service, hosts)), ...wrongTargets(services, hosts)]);
  const model = MeshModel.of(objects);
  const workloads = model.workloads.map((workload): Client => {
    const { ref, namespace, labels, annotations } = workload;
    const template = { namespace, labels, annotations, injected: mayHaveSidecar(model, workload) };
    return { label: describeRef(ref), template, ...isAmbient(model, workload) ? { isAmbient: true } : {} };
  });
  const addressOf = (host: string): string | undefined => hosts.get(sampleName(host));
  return {
    clients: workloads.filter(({ template }) => !isGatewayPod(template.annotations)),
    gateways: workloads.map(({ template }) => template).filter(({ annotations }) => isGatewayPod(annotations)),
    targets,
    hosts,
    ports: [...new Set([...targets.map(({ port }) => port), ...all.flatMap(serverPorts)])].sort((a, b) => a - b),
    forms: formsOf(all, addressOf),
    servers: serversOf(all, sampleName, addressOf),
  };
}

function knownTargets(service: Service, hosts: ReadonlyMap<string, string>): Target[] {
  const host = sampleName(service.host);
  const address = dialledAddress(service, hosts);
  return service.ports.filter(({ number }) => number > 0).flatMap(({ number: port, family }) => {
    const byName = (protocol: Target['protocol']): Target => ({ label: `${protocol}://${host}:${port}`, host, address, port, protocol });
    switch (family) {
      case ProtocolFamily.HTTP: return [byName('http')];
      case ProtocolFamily.TLS: return [byName('https')];
      case ProtocolFamily.AUTO: return [byName('http'), byName('https'), byName('tcp')];
      // A client that dials an address sends no server name.
      case ProtocolFamily.TCP:
        return service.address === undefined ? [byName('tcp')] : [byAddress('tcp', address, port), byAddress('https', address, port)];
      case ProtocolFamily.UDP: return [];
    }
  });
}

function wrongTargets(services: readonly Service[], hosts: ReadonlyMap<string, string>): Target[] {
  const used = new Set(portsOf(services));
  const wrongPort = UNUSED_PORTS.find(port => !used.has(port)) ?? 1;
  const unknownAddress = hosts.get(UNKNOWN_ADDRESS_NAME) as string;
  return [
    ...services.flatMap(service => {
      const host = sampleName(service.host);
      const address = dialledAddress(service, hosts);
      const label = service.address === undefined ? `https://${host}:${wrongPort}` : `https://${bracketed(address)}:${wrongPort}`;
      return [
        { label: `${label} (wrong port)`, ...service.address === undefined ? { host } : {}, address, port: wrongPort, protocol: 'https' as const },
        ...service.ports.filter(({ family }) => family === ProtocolFamily.TLS || family === ProtocolFamily.AUTO).map(({ number: port }) => ({
          label: `https://${host}:${port} as ${UNKNOWN_HOST} (wrong SNI)`, host: UNKNOWN_HOST, address, port, protocol: 'https' as const,
        })),
      ];
    }),
    ...(['http', 'https'] as const).map(protocol => ({
      label: `${protocol}://${UNKNOWN_HOST} (unknown host)`,
      host: UNKNOWN_HOST,
      address: hosts.get(UNKNOWN_HOST) as string,
      port: protocol === 'http' ? 80 : 443,
      protocol,
    })),
    ...[443, ...portsOf(services.filter(({ address }) => address !== undefined))].map(port => unknownIp(unknownAddress, port)),
    ...portsOf(services.filter(({ address = '' }) => address.includes(':'))).map(port => unknownIp(UNKNOWN_IPV6, port)),
  ];
}

function unknownIp(address: string, port: number): Target {
  const target = byAddress('tcp', address, port);
  return { ...target, label: `${target.label} (unknown IP)` };
}

function portsOf(services: readonly Service[]): number[] {
  return services.flatMap(({ ports }) => ports.map(({ number }) => number)).filter(port => port > 0);
}

function byAddress(protocol: 'tcp' | 'https', address: string, port: number): Target {
  return { label: `${protocol}://${bracketed(address)}:${port}`, address, port, protocol };
}

/** The address at which a client finds a service. */
function dialledAddress(service: Service, hosts: ReadonlyMap<string, string>): string {
  return service.address === undefined ? hosts.get(sampleName(service.host)) as string : addressIn(service.address);
}

/** The addresses of a ServiceEntry's endpoints: IPs, names, and paths of sockets. */
function endpointAddresses({ kind, spec }: KubernetesObject): string[] {
  if (kind !== 'ServiceEntry') { return []; }
  return listOf(recordOf(spec).endpoints).flatMap(endpoint => textOf(recordOf(endpoint).address) || []);
}

/** Ports on which a ServiceEntry expects servers. */
function serverPorts({ kind, spec }: KubernetesObject): number[] {
  if (kind !== 'ServiceEntry') { return []; }
  const { ports, endpoints } = recordOf(spec);
  return [
    ...listOf(ports).map(recordOf).flatMap(({ number, targetPort }) => [number, targetPort]),
    ...listOf(endpoints).map(recordOf).flatMap(endpoint => Object.values(recordOf(endpoint.ports))),
  ].filter(port => typeof port === 'number' && port > 0) as number[];
}

function sampleName(host: string): string {
  return host.startsWith('*') ? `${ANY_LABEL}${host.slice(1)}` : host;
}

function isName(endpoint: string): boolean {
  return !isIpAddress(endpoint) && !endpoint.startsWith('unix:');
}

function bracketed(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}

function describeService({ host, address = '' }: Service): string {
  return `${host} ${address}`;
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function unique(targets: readonly Target[]): Target[] {
  return [...new Map(targets.map(target => [target.label, target])).values()];
}
