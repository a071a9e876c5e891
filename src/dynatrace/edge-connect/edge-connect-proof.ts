import type { EdgeConnectSpec } from '../../../imports/dynatrace.com';
import type { KubernetesObject } from '../../analysis/base/kubernetes-object';
import { bypassesProxy } from '../../analysis/dynatrace/code-modules-endpoint';
import { SIDECAR_INJECT } from '../../analysis/model/pods/sidecar-injection';
import { isIpAddress } from '../../analysis/syntax/addresses';
import type { EgressRequirement } from '../../core/egress-requirement';
import { MeshChecker } from '../../core/mesh-checker';
import type { Resource } from '../../core/resource';

/**
 * Proves at synth that the pods of an EdgeConnect reach what they call, if a label adds them to the mesh: its hosts, or the proxy and the hosts that are called
 * without it.
 *
 * @param hosts the platform of the environment and its single sign-on
 */
export function requireEdgeConnectEgress(edgeConnect: Resource, { labels = {}, proxy }: EdgeConnectSpec, hosts: readonly string[]): void {
  if (labels[SIDECAR_INJECT] !== 'true') { return; }
  const exceptions = proxy?.noProxy?.split(',').map(entry => entry.trim()) ?? [];
  // How EdgeConnect reads domains and patterns in its exceptions is not documented: only equal names are certainly called directly.
  const direct = hosts.filter(host => proxy?.host === undefined || bypassesProxy(exceptions, host) === 'yes');
  const destinations: ReturnType<EgressRequirement['destinations']> = [
    ...direct.map(host => ({ host, port: 443, protocol: 'https' as const, label: `https://${host}:443` })),
    ...proxy?.host === undefined || direct.length === hosts.length ? [] : [proxyDestination(proxy.host, proxy.port ?? 443)],
  ];
  const { name, namespace } = edgeConnect;
  const checker = MeshChecker.of(edgeConnect);
  checker.addAssumedObjects(edgeConnect, () => [deploymentOf(name, namespace, labels)]);
  checker.addRequirement(edgeConnect, {
    clients: ({ model }) => model.workloadsIn(namespace).filter(({ ref }) => ref.kind === 'Deployment' && ref.name === name)
      .map(workload => ({ workload, certain: true })),
    destinations: () => destinations,
  });
}

function proxyDestination(host: string, port: number): ReturnType<EgressRequirement['destinations']>[number] {
  return { ...isIpAddress(host) ? { address: host } : { host: host.toLowerCase() }, port, protocol: 'tcp', label: `the proxy ${host}:${port}` };
}

/** The Deployment that the operator creates, with the fields that matter to a sidecar. */
function deploymentOf(name: string, namespace: string, labels: Readonly<Record<string, string>>): KubernetesObject {
  const matchLabels = {
    'app.kubernetes.io/created-by': name, 'app.kubernetes.io/managed-by': 'dynatrace-operator', 'app.kubernetes.io/name': 'edgeconnect',
  };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace },
    spec: { selector: { matchLabels }, template: { metadata: { labels: { ...labels, ...matchLabels } }, spec: { containers: [{ name: 'edge-connect' }] } } },
  };
}
