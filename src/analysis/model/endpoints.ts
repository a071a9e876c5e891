import type { Service } from './service';
import { append } from '../base/group-by';
import { recordOf, textOf } from '../base/json';
import type { KubernetesObject } from '../base/kubernetes-object';
import { Labels, labelsOf, selects } from '../base/labels';
import { ObjectRef, refOf } from '../base/object-ref';
import { isIpAddress } from '../syntax/addresses';

/** A WorkloadEntry: an endpoint that ServiceEntries select by its labels. */
export interface WorkloadEntry {
  readonly ref: ObjectRef;
  readonly address: string;
  readonly labels: Labels;
}

/** Reads a WorkloadEntry. The labels of its metadata count too. */
export function workloadEntryOf(object: KubernetesObject, index: number): WorkloadEntry {
  const spec = recordOf(object.spec);
  return {
    ref: refOf(object, index),
    address: textOf(spec.address) ?? '',
    labels: { ...labelsOf(spec.labels), ...labelsOf(recordOf(object.metadata).labels) },
  };
}

/** A place where a service is, and what subsets choose it by. */
type Endpoint = Pick<WorkloadEntry, 'address' | 'labels'>;

/** The endpoints of ServiceEntries. Those of entries with the same host and namespace are pooled, port by port. */
export class EndpointIndex {
  private readonly pools = new Map<string, Map<number, Endpoint[]>>();
  /** The ports of entries that select workloads. */
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
      const endpoints = selector ? entries : service.endpoints.map((address, index) => ({ address, labels: service.endpointLabels[index] }));
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
   * Addresses of the endpoints of a service on one of its ports, its host if it is resolved by that.
   *
   * @param labels only of those that have them
   */
  public of(service: Pick<Service, 'host' | 'namespace'>, port: number, labels: Labels = {}): readonly string[] {
    const endpoints = this.pools.get(`${service.namespace}/${service.host}`)?.get(port) ?? [];
    return [...new Set(endpoints.filter(endpoint => selects(labels, endpoint.labels)).map(({ address }) => address))];
  }

  /** Whether workloads that are not among the objects may become endpoints of a service on one of its ports. */
  public mayGrow(service: Pick<Service, 'host' | 'namespace'>, port: number): boolean {
    return this.growing.has(`${service.namespace}/${service.host} ${port}`);
  }
}

/** Names are endpoints only of what is resolved by DNS. */
function canUse({ resolution }: Service, { address }: WorkloadEntry): boolean {
  return resolution === 'DNS' || resolution === 'DNS_ROUND_ROBIN' || isIpAddress(address);
}
