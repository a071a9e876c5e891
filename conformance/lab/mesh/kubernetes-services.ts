import type { Zone } from './connection';
import { listOf, recordOf, textOf } from '../../../src/analysis/base/json';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import { Labels, labelsOf, selects } from '../../../src/analysis/base/labels';

/** A pod that runs. */
export interface RunningPod {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly injected: boolean;
  /** Whether ztunnel takes its connections. */
  readonly ambient?: boolean;
  readonly isWaypoint?: boolean;
  readonly addresses: readonly string[];
  /** Its name in a StatefulSet, and the Service that governs the set. */
  readonly stableName?: { readonly hostname: string; readonly subdomain: string };
}

const CLUSTER_DOMAIN = 'cluster.local';

/** The Pod of a pod that runs, without its status, as a kubelet and the injector would leave it. */
export function podObject({ name, namespace, labels, annotations, injected, ambient, stableName }: RunningPod): KubernetesObject {
  const isCaptured = injected && !(annotations['inject.istio.io/templates'] ?? '').includes('gateway');
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, labels: { ...labels, ...isCaptured ? { 'security.istio.io/tlsMode': 'istio' } : {} }, annotations: { ...annotations, ...ambient ? { 'ambient.istio.io/redirection': 'enabled' } : {} } },
    spec: { nodeName: 'lab', serviceAccountName: 'default', containers: [{ name: 'app', image: 'registry.example/app:1.0' }], ...stableName },
  };
}

/** The status of a pod that is ready. */
export function podStatus({ addresses }: RunningPod): object {
  const conditions = ['Initialized', 'ContainersReady', 'Ready', 'PodScheduled'].map(type => ({ type, status: 'True' }));
  return { phase: 'Running', conditions, podIP: addresses[0], podIPs: addresses.map(ip => ({ ip })) };
}

/** The EndpointSlices of Services, as the controllers of a cluster would make them: one for each Service with a selector. */
export function endpointSlices(services: readonly KubernetesObject[], pods: readonly RunningPod[]): KubernetesObject[] {
  return services.flatMap(service => {
    const { name = '', namespace = '' } = service.metadata ?? {};
    const spec = recordOf(service.spec);
    if (spec.type === 'ExternalName' || Object.keys(recordOf(spec.selector)).length === 0) { return []; }
    const endpoints = podsOf(service, pods).map(pod => ({
      addresses: [pod.addresses[0]],
      conditions: { ready: true, serving: true, terminating: false },
      targetRef: { kind: 'Pod', name: pod.name, namespace },
      ...pod.stableName?.subdomain === name ? { hostname: pod.stableName.hostname } : {},
    }));
    const ports = portsOf(service).map(port => ({ name: port.name, port: port.target, protocol: port.protocol }));
    return [{
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { name: `${name}-lab`, namespace, labels: { 'kubernetes.io/service-name': name } },
      addressType: 'IPv4',
      endpoints,
      ports,
    } as KubernetesObject];
  });
}

/** The names that the cluster's DNS has for Services, as the API server stores them. */
export function serviceZone(services: readonly KubernetesObject[], pods: readonly RunningPod[]): Zone {
  const addresses: Record<string, readonly string[]> = {};
  const aliases: Record<string, string> = {};
  for (const service of services) {
    const { name = '', namespace = '' } = service.metadata ?? {};
    const spec = recordOf(service.spec);
    const host = `${name}.${namespace}.svc.${CLUSTER_DOMAIN}`;
    const clusterIps = listOf(spec.clusterIPs).filter((ip): ip is string => typeof ip === 'string' && ip !== 'None');
    if (spec.type === 'ExternalName') {
      aliases[host] = textOf(spec.externalName) ?? '';
    } else if (clusterIps.length > 0) {
      addresses[host] = clusterIps;
    } else {
      const behind = podsOf(service, pods);
      addresses[host] = behind.map(pod => pod.addresses[0]);
      for (const { stableName, addresses: [address] } of behind) {
        if (stableName?.subdomain === name) { addresses[`${stableName.hostname}.${host}`] = [address]; }
      }
    }
  }
  return { addresses, aliases };
}

/** Rules of iptables by which a connection to the address of a Service goes on to a pod, as with kube-proxy. All other connections to such an address are refused. */
export function clusterIpRules(services: readonly KubernetesObject[], pods: readonly RunningPod[]): string {
  const nat: string[] = [];
  const filter: string[] = [];
  for (const service of services) {
    const ip = textOf(recordOf(service.spec).clusterIP);
    if (ip === undefined || !/^\d+\./.test(ip)) { continue; }
    const behind = podsOf(service, pods);
    for (const { number, target, protocol } of portsOf(service)) {
      if (protocol !== 'TCP') { continue; }
      if (behind.length > 0) { nat.push(`-A PREROUTING -d ${ip}/32 -p tcp --dport ${number} -j DNAT --to-destination ${behind[0].addresses[0]}:${target}`); }
    }
    filter.push(`-A INPUT -d ${ip}/32 -p tcp -j REJECT --reject-with tcp-reset`);
  }
  const masquerade = '-A POSTROUTING -o eth0 -m conntrack --ctstate DNAT -j MASQUERADE';
  return ['*nat', ...nat, masquerade, 'COMMIT', '*filter', ...filter, 'COMMIT', ''].join('\n');
}

/** Ports on which the pods of Services must answer. */
export function targetPorts(services: readonly KubernetesObject[], pod: RunningPod): number[] {
  return services.filter(service => podsOf(service, [pod]).length > 0).flatMap(portsOf).filter(({ protocol }) => protocol === 'TCP').map(({ target }) => target);
}

function podsOf({ metadata, spec }: KubernetesObject, pods: readonly RunningPod[]): RunningPod[] {
  const selector = labelsOf(recordOf(spec).selector);
  if (Object.keys(selector).length === 0) { return []; }
  return pods.filter(({ namespace, labels }) => namespace === metadata?.namespace && selects(selector, labels));
}

function portsOf({ spec }: KubernetesObject): { name?: string; number: number; target: number; protocol: string }[] {
  return listOf(recordOf(spec).ports).map(recordOf).flatMap(({ name, port, targetPort, protocol }) => typeof port === 'number'
    // No container of the lab has named ports: a name leads to the port of the Service.
    ? [{ name: textOf(name), number: port, target: typeof targetPort === 'number' ? targetPort : port, protocol: textOf(protocol) ?? 'TCP' }]
    : []);
}
