import type { Zone } from './connection';
import type { Istiod } from './istiod';
import { clusterIpRules, endpointSlices, podObject, podStatus, RunningPod, serviceZone, targetPorts } from './kubernetes-services';
import { gatewayServedBy, hostOfWaypoint } from './waypoints';
import { listOf, recordOf, textOf } from '../../../src/analysis/base/json';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import { labelsOf } from '../../../src/analysis/base/labels';
import type { Cluster } from '../cluster/cluster';
import { run } from '../machine/run';

/** What follows from the Services and pods of a cluster. */
export interface Served {
  readonly zone: Zone;
  /** Ports on which a pod must answer. */
  readonly ports: (pod: RunningPod) => number[];
}

const ALLOCATION_SECONDS = 20;
const PAUSE_MILLISECONDS = 50;
const AUTO_ALLOCATION_LABEL = 'networking.istio.io/enable-autoallocate-ip';
const ALLOCATING_RESOLUTIONS: readonly unknown[] = ['DNS', 'DNS_ROUND_ROBIN', 'STATIC'];

/** What the controllers, the kubelet and kube-proxy of a cluster do: Pods and EndpointSlices in the API server, and addresses of Services that lead to pods. */
export class KubernetesSide {
  private written = new Map<string, KubernetesObject>();
  private rules = '';

  public constructor(private readonly cluster: Cluster, private readonly istiod: Istiod) {}

  /** Writes the objects for the pods that run, and waits until istiod knows them. */
  public async sync(pods: readonly RunningPod[]): Promise<Served> {
    const { client, network } = this.cluster;
    const services = await client.list('v1', 'Service');
    const selected = pods.filter(pod => pod.ambient || targetPorts(services, pod).length > 0);
    const slices = endpointSlices(services, selected);
    const wanted = new Map([...selected.map(podObject), ...slices].map(object => [`${object.kind} ${object.metadata?.namespace}/${object.metadata?.name}`, object]));
    for (const [key, object] of this.written) {
      if (!wanted.has(key)) { await client.delete(object); }
    }
    const isNew = (object: KubernetesObject, key: string): boolean => JSON.stringify(this.written.get(key)) !== JSON.stringify(object);
    const changed = [...wanted].filter(([key, object]) => isNew(object, key)).map(([, object]) => object);
    await client.apply(changed.filter(({ kind }) => kind === 'Pod'));
    for (const pod of selected) {
      const object = podObject(pod);
      if (changed.some(({ kind, metadata }) => kind === 'Pod' && metadata?.name === pod.name)) { await client.setStatus(object, podStatus(pod)); }
    }
    await client.apply(changed.filter(({ kind }) => kind !== 'Pod'));
    this.written = wanted;
    const rules = clusterIpRules(services, selected);
    if (rules !== this.rules) {
      const [command, args] = network.outside.command('iptables-restore');
      run(command, args, rules);
      this.rules = rules;
    }
    await this.istiod.untilServed(services, slices);
    for (const service of services) { await this.showWaypoint(service); }
    return { zone: serviceZone(services, selected), ports: pod => targetPorts(services, pod) };
  }

  /** Writes the address of a waypoint into the status of its Gateway, as Istio's controller for it does. Does nothing for other Services. */
  private async showWaypoint(service: KubernetesObject): Promise<void> {
    const gateway = gatewayServedBy(service);
    if (gateway) { await this.cluster.client.setStatus(gateway, { addresses: [{ type: 'Hostname', value: hostOfWaypoint(gateway) }] }); }
  }

  /** Waits until istiod has allocated an address to each ServiceEntry that gets one. */
  public async untilAllocated(): Promise<void> {
    const deadline = Date.now() + ALLOCATION_SECONDS * 1000;
    for (;;) {
      const entries = await this.cluster.client.list('networking.istio.io/v1', 'ServiceEntry');
      const waiting = entries.filter(entry => getsAddress(entry) && listOf(recordOf(entry.status).addresses).length === 0);
      if (waiting.length === 0) {
        await this.istiod.untilKnown(() => Promise.resolve(entries), []);
        return;
      }
      if (Date.now() > deadline) { throw new Error(`istiod allocates no address to ServiceEntry ${waiting[0].metadata?.namespace}/${waiting[0].metadata?.name}`); }
      await new Promise(resolve => { setTimeout(resolve, PAUSE_MILLISECONDS); });
    }
  }
}

function getsAddress({ metadata, spec }: KubernetesObject): boolean {
  const { addresses, resolution, hosts } = recordOf(spec);
  return listOf(addresses).length === 0 && ALLOCATING_RESOLUTIONS.includes(resolution) && labelsOf(metadata?.labels)[AUTO_ALLOCATION_LABEL] !== 'false'
    && listOf(hosts).some(host => !(textOf(host) ?? '').startsWith('*'));
}
