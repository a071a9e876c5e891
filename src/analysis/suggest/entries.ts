import type { DraftMesh } from './draft-mesh';
import type { WantedDestination } from './wanted';
import { listOf, recordOf, textOf, textsOf } from '../base/json';
import type { KubernetesObject, ObjectMeta } from '../base/kubernetes-object';
import { describeRef, refOf } from '../base/object-ref';
import { annotationFor } from '../findings/suppression';
import type { MeshModel } from '../model/mesh-model';
import type { Service } from '../model/service';
import { dashed } from '../syntax/address-hosts';
import { cidrContains, parseCidr } from '../syntax/addresses';
import { coversHost } from '../syntax/hosts';
import { PLAINTEXT_PORTS, ProtocolFamily, protocolFamily, TLS_PORTS } from '../syntax/protocols';

const API_VERSION = 'networking.istio.io/v1';
const MAX_NAME = 253;

/** A port of a ServiceEntry. */
interface EntryPort {
  readonly number: number;
  readonly name: string;
  readonly protocol: string;
}

/** A service that has a destination, by the index of its object. */
export interface Declaration {
  readonly index: number;
  /** As the service spells it; a wildcard covers the host of the destination. */
  readonly host: string;
}

/** Declares destinations, each by a ServiceEntry or a Service of the cluster that a namespace sees: one that exists, one that gets another port, or a new one for that namespace alone. */
export class EntryWriter {
  private readonly model: MeshModel;
  /** The new entries, by namespace and host or address. */
  private readonly created = new Map<string, Declaration>();

  public constructor(private readonly draft: DraftMesh) {
    this.model = draft.model();
  }

  /** Declares a destination. The result is a text if it can't be declared because its host has the port for another protocol. */
  public declare(namespace: string, destination: WantedDestination): Declaration | string {
    const { host, address, port } = destination;
    const key = JSON.stringify([namespace, host, address]);
    const created = this.created.get(key);
    if (created) { return this.extend(created, destination); }
    const services = servicesFor(this.model, namespace, destination);
    const declared = services.find(({ ports }) => ports.some(({ number, family }) => number === port && fits(family, destination)));
    if (declared) { return { index: declared.ref.index, host: declared.host }; }
    const exact = services.filter(service => !service.isKubernetes && (host === undefined ? service.address === address : service.host === host));
    if (exact.length > 0) { return this.extend({ index: exact[0].ref.index, host: exact[0].host }, destination); }
    const entry = newEntry(this.draft, namespace, destination);
    const declaration = { index: this.draft.add(entry), host: textsOf(recordOf(entry.spec).hosts)[0] };
    this.created.set(key, declaration);
    return declaration;
  }

  /** Adds a port to a ServiceEntry. */
  private extend(declaration: Declaration, destination: WantedDestination): Declaration | string {
    const object = this.draft.at(declaration.index);
    const spec = recordOf(object.spec);
    const ports = listOf(spec.ports).map(recordOf);
    const others = destination.host === undefined ? [] : this.model.servicesOf(destination.host).flatMap(({ ref, ports: all }) => all
      .filter(({ number }) => number === destination.port).map(each => ({ ...each, ref })));
    // All entries of a host must agree about a port.
    const other = others.find(({ family }) => !fits(family, destination));
    if (other) { return conflict(describeRef(other.ref), other.protocol, destination); }
    const port = portOf(destination, others[0]?.protocol);
    const same = ports.find(({ number }) => number === port.number);
    if (same) {
      return same.protocol === port.protocol ? declaration : conflict(describeRef(refOf(object, declaration.index)), textOf(same.protocol) ?? '', destination);
    }
    const named = ports.some(({ name }) => name === port.name) ? { ...port, name: `${port.name}-egress` } : port;
    const metadata = withAcceptedRules(object.metadata ?? {}, port);
    this.draft.replace(declaration.index, { ...object, metadata, spec: { ...spec, ports: [...ports, named] } }, `spec.ports: ${port.protocol} ${port.number}`);
    return declaration;
  }
}

/** Why a port can't be declared. */
function conflict(entry: string, protocol: string, { protocol: wanted, port }: WantedDestination): string {
  const shown = { https: 'TLS', http: 'plain text HTTP', tcp: 'neither TLS with a server name nor HTTP' }[wanted];
  return `${entry} has port ${port} with the protocol ${protocol === '' ? 'that sidecars detect' : protocol}, and the log shows ${shown} there: correct the protocol, or the application`;
}

/** The services that a namespace sees by a host or at an address: exact ones first, then those of the namespace. */
function servicesFor(model: MeshModel, namespace: string, { host, address }: WantedDestination): Service[] {
  const service = host === undefined ? undefined : model.kubernetesServiceNamed(host, namespace);
  const isMeant = (other: Service) => host === undefined ? other.address !== undefined && contains(other.address, address!)
    : coversHost(other.host, host) || other === service;
  const isExact = (other: Service) => host === undefined ? other.address === address : other.host === host;
  const rank = (other: Service) => (isExact(other) ? 0 : 2) + (other.namespace === namespace ? 0 : 1);
  return model.servicesVisibleTo(namespace).filter(isMeant).sort((a, b) => rank(a) - rank(b));
}

function contains(range: string, address: string): boolean {
  const cidr = parseCidr(range);
  return cidr === undefined ? range === address : cidrContains(cidr, address);
}

function fits(family: ProtocolFamily, { protocol, host }: WantedDestination): boolean {
  if (family === ProtocolFamily.AUTO || host === undefined && family === ProtocolFamily.TCP) { return true; }
  return family === { http: ProtocolFamily.HTTP, https: ProtocolFamily.TLS, tcp: ProtocolFamily.TCP }[protocol];
}

/** A ServiceEntry that only its namespace sees. */
function newEntry(draft: DraftMesh, namespace: string, destination: WantedDestination): KubernetesObject {
  const { host, address } = destination;
  const name = host ?? dashed(address!);
  return {
    apiVersion: API_VERSION,
    kind: 'ServiceEntry',
    metadata: withAcceptedRules({ name: freeName(draft, namespace, name), namespace }, portOf(destination)),
    spec: {
      // The host of an address is a label: names below `invalid` never exist in DNS.
      ...host === undefined ? { addresses: [address!] } : {},
      exportTo: ['.'],
      hosts: [host ?? `${dashed(address!).replace(/\./g, '-')}.egress.invalid`],
      location: 'MESH_EXTERNAL',
      ports: [portOf(destination)],
      resolution: host === undefined ? 'NONE' : 'DNS',
    },
  };
}

/** The rules about unusual ports are turned off where the log shows that the application uses one. */
function withAcceptedRules(metadata: ObjectMeta, { number, protocol }: EntryPort): ObjectMeta {
  const family = protocolFamily(protocol);
  const rule = family === ProtocolFamily.TLS && PLAINTEXT_PORTS.has(number) ? 'service-entry/tls-on-plaintext-port'
    : family === ProtocolFamily.HTTP && TLS_PORTS.has(number) ? 'service-entry/plaintext-on-tls-port' : undefined;
  if (rule === undefined) { return metadata; }
  const reason = `the access log shows ${family === ProtocolFamily.TLS ? 'TLS' : 'plain text'} on port ${number}`;
  return { ...metadata, annotations: { ...metadata.annotations, [annotationFor(rule)]: reason } };
}

/** A name that no ServiceEntry of the namespace has. */
function freeName(draft: DraftMesh, namespace: string, wanted: string): string {
  const base = wanted.slice(0, MAX_NAME - '-egress-99'.length).replace(/[-.]+$/, '');
  let name = base;
  for (let count = 1; draft.has('ServiceEntry', namespace, name); count++) { name = count === 1 ? `${base}-egress` : `${base}-egress-${count}`; }
  return name;
}

/** @param known how other entries of the host call the same protocol, such as TLS for HTTPS */
function portOf({ protocol, isHttp2, host, port: number }: WantedDestination, known: string = ''): EntryPort {
  const name = known !== '' ? known : host === undefined ? 'TCP' : protocol === 'http' && isHttp2 ? 'HTTP2' : protocol.toUpperCase();
  return { name: `${name.toLowerCase()}-${number}`, number, protocol: name };
}
