import { allocatesAddress } from './address-allocation';
import { resolutionOf, ServiceEntryPort, ServiceEntrySpec, specOf } from './service-entry-spec';
import { groupBy } from '../../../base/group-by';
import type { KubernetesObject } from '../../../base/kubernetes-object';
import { quote } from '../../../base/quote';
import type { MeshModel } from '../../../model/mesh-model';
import { AUTO_ALLOCATION_LABEL } from '../../../model/service';
import type { MeshSettings } from '../../../settings/mesh-settings';
import { ProtocolFamily, protocolFamily } from '../../../syntax/protocols';
import type { MeshObject } from '../../objects/mesh-objects';
import { allCaptureDns } from '../../objects/sidecar-clients';

/** Databases whose clients exchange plain text with the server before they start TLS: the usual port, and words in the names of ports. */
const DATABASES: readonly (readonly [name: string, port: number, word: RegExp])[] = [
  ['PostgreSQL', 5432, /postgres|pgsql/],
  ['MySQL', 3306, /mysql|mariadb/],
  ['SQL Server', 1433, /mssql/],
];

/** The database to whose server a port belongs, judging by its number or its name. Undefined for other ports. */
export function plaintextDatabase({ number, name = '' }: ServiceEntryPort): string | undefined {
  const database = DATABASES.find(([, port, word]) => port === number || word.test(name));
  return database?.[0];
}

/** Whether all sidecars that see an entry use the address that istiod allocates, because they answer the DNS queries of their pods with it. */
export function usesAllocatedAddress(model: MeshModel, entry: MeshObject): boolean {
  return isAllocated(entry.object, model.settings) && haveDnsCapture(model, entry);
}

/** Whether all sidecars that see an entry answer the DNS queries of their pods. */
export function haveDnsCapture(model: MeshModel, { ref }: MeshObject): boolean {
  const [service] = model.once('services by object', () => groupBy(model.services, each => each.ref.index)).get(ref.index) ?? [];
  return service !== undefined && allCaptureDns(model, service.exposure);
}

/** Whether sidecars can recognize connections to an entry only by their port, or by what they carry. */
export function hasNoAddress(model: MeshModel, entry: MeshObject): boolean {
  return (specOf(entry.object).addresses ?? []).length === 0 && !usesAllocatedAddress(model, entry);
}

/** The ports of an entry without an address that take every connection. */
export function wholePorts(object: KubernetesObject): readonly ServiceEntryPort[] {
  const spec = specOf(object);
  // Such an entry is bound to the addresses of its endpoints.
  if (resolutionOf(spec) === 'NONE' && spec.workloadSelector) { return []; }
  return (spec.ports ?? []).filter(({ protocol }) => isOpaque(protocol));
}

function isOpaque(protocol: string | undefined): boolean {
  const family = protocolFamily(protocol);
  return family === ProtocolFamily.TCP || family === ProtocolFamily.AUTO;
}

/** The message about ports of an entry without addresses: what they take, and what to change. */
export function wholePortMessage(object: KubernetesObject, ports: readonly ServiceEntryPort[], settings: MeshSettings): string {
  return `'spec.ports' declares ${describePorts(ports)} ${describeProtocols(ports)}, and 'spec.addresses' is empty: ${effectOn(object, ports, settings)}; ${remediesFor(object, ports, settings)}`;
}

/** Ports in messages, such as `port 5432` or `ports 5432, 5433`. */
export function describePorts(ports: readonly ServiceEntryPort[]): string {
  return `port${ports.length === 1 ? '' : 's'} ${ports.map(({ number }) => number).join(', ')}`;
}

function describeProtocols(ports: readonly ServiceEntryPort[]): string {
  const declared = [...new Set(ports.flatMap(({ protocol = '' }) => protocol === '' ? [] : quote(protocol)))];
  const texts = [...declared.length > 0 ? [`as ${declared.join(', ')}`] : [], ...ports.some(({ protocol = '' }) => protocol === '') ? ['without a protocol'] : []];
  return texts.join(' or ');
}

function effectOn(object: KubernetesObject, ports: readonly ServiceEntryPort[], settings: MeshSettings): string {
  const spec = specOf(object);
  if (resolutionOf(spec) === 'NONE') {
    return spec.workloadSelector ? 'sidecars recognize only connections to the addresses of the selected workloads'
      : `sidecars let every connection to ${describePorts(ports)} through, whatever its destination`;
  }
  const who = isAllocated(object, settings) ? 'sidecars without DNS capture' : 'sidecars';
  const what = ports.every(({ protocol = '' }) => protocol === '') ? 'every connection that is not plain HTTP' : 'every connection';
  return `${who} send ${what} on ${describePorts(ports)} to this entry, whatever its destination`;
}

/** What makes sidecars recognize connections to some ports of an entry without addresses. */
export function remediesFor(object: KubernetesObject, ports: readonly ServiceEntryPort[], settings: MeshSettings): string {
  const database = ports.map(plaintextDatabase).find(name => name !== undefined);
  return [
    "set 'spec.addresses' to the addresses that clients dial",
    ...captureRemedy(object, settings),
    ...database === undefined ? ['declare HTTP or TLS if clients start with it'] : [],
  ].join(', or ') + (database === undefined ? '' : ` (TLS is no remedy: clients of ${database} start in plain text)`);
}

/** How sidecars get DNS capture. */
export const CAPTURE_REMEDY = 'turn on DNS capture: ISTIO_META_DNS_CAPTURE in proxyMetadata of the mesh (dnsCapture of the Mesh construct) or in the annotation proxy.istio.io/config of the pods';

/** How clients get the address that istiod allocates, where it can allocate one. */
export function captureRemedy(object: KubernetesObject, { autoAllocateIp }: MeshSettings): string[] {
  const spec = specOf(object);
  if (resolutionOf(spec) === 'NONE' || !hasOnlyNames(spec)) { return []; }
  const isOptedOut = object.metadata?.labels?.[AUTO_ALLOCATION_LABEL]?.toLowerCase() === 'false';
  return [`${isOptedOut ? `remove the label ${AUTO_ALLOCATION_LABEL} and ` : ''}${CAPTURE_REMEDY}${autoAllocateIp ? '' : ', and ISTIO_META_DNS_AUTO_ALLOCATE beside it'}`];
}

/** Whether istiod allocates an address to each host of an entry. It allocates none to a wildcard, unless the sidecar resolves its names. */
function isAllocated(object: KubernetesObject, settings: MeshSettings): boolean {
  return allocatesAddress(object, settings) && hasOnlyNames(specOf(object));
}

function hasOnlyNames(spec: ServiceEntrySpec): boolean {
  return resolutionOf(spec) === 'DYNAMIC_DNS' || spec.hosts.every(host => !host.startsWith('*'));
}
