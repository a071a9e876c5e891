import type { Service } from './service';
import { endpointLabelsOf, withoutCluster } from './topology-labels';
import { append } from '../base/group-by';
import { recordOf, textOf } from '../base/json';
import type { KubernetesObject } from '../base/kubernetes-object';
import { Labels, labelsOf, selects } from '../base/labels';
import { ObjectRef, refOf } from '../base/object-ref';
import { isIpAddress } from '../syntax/addresses';

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

/** The endpoints of ServiceEntries. Entries with the same host and namespace share their endpoints, port by port. */
export class EndpointIndex {
  private readonly pools = new Map<string, Map<number, Endpoint[]>>();
  /** The ports of entries with a workload selector. */
  private readonly growing = new Set<string>();

  public constructor(services: readonly Service[], workloadEntries: readonly WorkloadEntry[]) {
    const selectable = new Map<string, WorkloadEntry[]>();
    for (const entry of workloadEntries) {
      append(selectable, entry.ref.namespace, entry);
    }
    for (const service of services.filter(({ isKubernetes }) => !isKubernetes)) {
      const { selector } = service;
      const selected = (entry: WorkloadEntry) => selector !== undefined && selects(selector, entry.labels) && canUse(service, entry);
      const entries = (selectable.get(service.namespace) ?? []).filter(selected);
      const endpoints = selector
        ? entries.map(({ address, endpointLabels }) => ({ address, labels: endpointLabels }))
        : service.endpoints.map((address, index) => ({ address, labels: service.endpointLabels[index] }));
      const key = `${service.namespace}/${service.host}`;
      const pool = this.pools.get(key) ?? new Map<number, Endpoint[]>();
      this.pools.set(key, pool);
      for (const { number } of service.ports) {
        if (selector) { this.growing.add(`${key} ${number}`); }
        const known = pool.get(number) ?? [];
        pool.set(number, known);
        known.push(...endpoints);
      }
    }
  }

  /**
   * Addresses of the endpoints of a service on one of its ports. The host of the service if DNS resolves it.
   *
   * @param labels selects the endpoints that have these labels
   */
  public of(service: Pick<Service, 'host' | 'namespace'>, port: number, labels: Labels = {}): readonly string[] {
    const endpoints = this.pools.get(`${service.namespace}/${service.host}`)?.get(port) ?? [];
    const selected = withoutCluster(labels);
    return [...new Set(endpoints.filter(endpoint => selects(selected, endpoint.labels)).map(({ address }) => address))];
  }

  /** Whether workloads outside the list of objects can become endpoints of a service on one of its ports. */
  public mayGrow(service: Pick<Service, 'host' | 'namespace'>, port: number): boolean {
    return this.growing.has(`${service.namespace}/${service.host} ${port}`);
  }
}

/** Whether a service can use an endpoint: endpoints with a DNS name need DNS resolution. */
function canUse({ resolution }: Service, { address }: WorkloadEntry): boolean {
  return resolution === 'DNS' || resolution === 'DNS_ROUND_ROBIN' || isIpAddress(address);
}
