import { portOf, Service } from './service';
import { endpointLabelsOf, withoutCluster } from './topology-labels';
import { groupBy } from '../base/group-by';
import { recordOf, textOf } from '../base/json';
import type { KubernetesObject } from '../base/kubernetes-object';
import { Labels, labelsOf, selects } from '../base/labels';
import { ObjectRef, refOf } from '../base/object-ref';
import { canonicalIp, isIpAddress } from '../syntax/addresses';

/** A WorkloadEntry: an endpoint that ServiceEntries select by labels. */
export interface WorkloadEntry {
  readonly ref: ObjectRef;
  readonly address: string;
  readonly labels: Labels;
  /** Its labels as an endpoint, with those that istiod adds. */
  readonly endpointLabels: Labels;
}

/** Reads a WorkloadEntry. Its labels include those of its metadata. */
export function workloadEntryOf(object: KubernetesObject, index: number): WorkloadEntry {
  const spec = recordOf(object.spec);
  const labels = { ...labelsOf(spec.labels), ...labelsOf(recordOf(object.metadata).labels) };
  return { ref: refOf(object, index), address: textOf(spec.address) ?? '', labels, endpointLabels: endpointLabelsOf(spec, labels) };
}

/** An endpoint of a service, with the labels that subsets select. */
type Endpoint = Pick<WorkloadEntry, 'address' | 'labels'>;

/** The endpoints of ServiceEntries. Entries with the same host and namespace share their endpoints, port by port. Nothing is computed before it is asked for. */
export class EndpointIndex {
  /** The services of entries by their namespace and then by their host. */
  private byNamespace: ReadonlyMap<string, ReadonlyMap<string, readonly Service[]>> | undefined;
  private addresses: ReadonlySet<string> | undefined;
  private selectable: ReadonlyMap<string, readonly WorkloadEntry[]> | undefined;
  private readonly selected = new Map<Service, readonly Endpoint[]>();

  public constructor(private readonly services: readonly Service[], private readonly workloadEntries: readonly WorkloadEntry[]) {}

  /**
   * Addresses of the endpoints of a service on one of its ports. The host of the service if DNS resolves it.
   *
   * @param labels selects the endpoints that have these labels
   */
  public of(service: Pick<Service, 'host' | 'namespace'>, port: number, labels: Labels = {}): readonly string[] {
    const wanted = withoutCluster(labels);
    const addresses = new Set<string>();
    for (const entry of this.entriesOn(service, port)) {
      for (const endpoint of this.endpointsOf(entry)) {
        if (selects(wanted, endpoint.labels)) { addresses.add(endpoint.address); }
      }
    }
    return [...addresses];
  }

  /** Whether an IP is that of an endpoint, or of a WorkloadEntry. */
  public isEndpoint(ip: string): boolean {
    this.addresses ??= new Set([
      ...this.services.flatMap(({ isKubernetes, endpoints }) => isKubernetes ? [] : endpoints), ...this.workloadEntries.map(({ address }) => address),
    ].filter(isIpAddress).map(canonicalIp));
    return this.addresses.has(canonicalIp(ip));
  }

  /** Whether workloads outside the list of objects can become endpoints of a service on one of its ports. */
  public mayGrow(service: Pick<Service, 'host' | 'namespace'>, port: number): boolean {
    return this.entriesOn(service, port).some(({ selector }) => selector !== undefined);
  }

  /** The services of entries with the host and namespace of a service, and with a port. */
  private entriesOn({ namespace, host }: Pick<Service, 'host' | 'namespace'>, port: number): readonly Service[] {
    this.byNamespace ??= new Map([...groupBy(this.services.filter(({ isKubernetes }) => !isKubernetes), service => service.namespace)]
      .map(([name, services]) => [name, groupBy(services, service => service.host)]));
    return (this.byNamespace.get(namespace)?.get(host) ?? []).filter(({ ports }) => portOf(ports, port) !== undefined);
  }

  private endpointsOf(service: Service): readonly Endpoint[] {
    const { selector, endpoints, endpointLabels } = service;
    if (!selector) { return endpoints.map((address, index) => ({ address, labels: endpointLabels[index] })); }
    const known = this.selected.get(service);
    if (known) { return known; }
    this.selectable ??= groupBy(this.workloadEntries, ({ ref }) => ref.namespace);
    const found = (this.selectable.get(service.namespace) ?? []).filter(entry => selects(selector, entry.labels) && canUse(service, entry))
      .map(({ address, endpointLabels: labels }) => ({ address, labels }));
    this.selected.set(service, found);
    return found;
  }
}

/** Whether a service can use an endpoint: endpoints with a DNS name need DNS resolution. */
function canUse({ resolution }: Service, { address }: WorkloadEntry): boolean {
  return resolution === 'DNS' || resolution === 'DNS_ROUND_ROBIN' || isIpAddress(address);
}
