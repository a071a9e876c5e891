import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { clusterDnsHost, kubernetesApiHost } from './cluster-hosts';
import { EgressNetworkPolicyProps } from './egress-network-policy-props';
import { egressRules } from './network-policy-rules';
import { quote } from '../analysis/base/quote';
import type { NetworkWay } from '../analysis/egress/network-peers';
import { NamespaceWays, NETWORK_KINDS, NetworkWays } from '../analysis/egress/network-ways';
import { ISTIOD_PORT } from '../analysis/model/pods/proxy-ports';
import { cidrOfAddress, isIpAddress } from '../analysis/syntax/addresses';
import { parseEgressHost } from '../analysis/syntax/egress-host-syntax';
import { withAssumed } from '../core/checked-mesh';
import { BLOCKED_DESTINATION } from '../core/construct-rule';
import type { ConstructFinding } from '../core/finding-collector';
import type { Manifest } from '../core/manifest';
import { MeshChecker } from '../core/mesh-checker';
import { nearestMeshSettings } from '../core/mesh-scope';
import { checkCidr, checkPortNumber } from '../core/network-values';
import { Resource } from '../core/resource';
import { checkCall } from '../core/signatures/check-call';
import type { IEgressTarget } from '../istio/egress-host';

/** Ports of API servers: that of the clouds, and that of kubeadm. */
const KUBERNETES_API_PORTS = [443, 6443];
const TCP = 'TCP';
const EXAMPLE_CIDR = '10.0.0.0/8';

/** Each namespace of a mesh asks about the same manifests. */
const KNOWN = new WeakMap<readonly Manifest[], NetworkWays>();

/**
 * A NetworkPolicy of Kubernetes that lets all pods of a namespace out to the targets only, also pods without a sidecar and applications that bypass theirs.
 *
 * The pods of the namespace, DNS and istiod are always allowed. A Service is allowed as its pods on their own ports, and a ServiceEntry as its addresses. What goes
 * through an egress gateway is allowed as the pods of the gateway: if all targets do, nothing else leaves the cluster.
 *
 * A policy can't allow a name: a ServiceEntry whose addresses only DNS knows, and that goes through no gateway, is allowed as all addresses outside `clusterCidrs`, on
 * its ports. The CNI of the cluster must enforce NetworkPolicies. `Mesh`, `why` and `egress` do not read them.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 *
 * @exampleMetadata fixture=app
 * @example
 * const payments = new ServiceEntry(shop, 'Payments', {
 *   hosts: ['api.payments.example'],
 *   addresses: ['203.0.113.20'],
 *   ports: [ServicePort.https()],
 * });
 * new EgressNetworkPolicy(shop, 'NetworkPolicy', { clusterCidrs: ['10.0.0.0/8'], targets: [payments] });
 */
export class EgressNetworkPolicy extends Resource {
  /** The NetworkPolicy. */
  protected readonly apiObject: ApiObject;

  private readonly targets: Set<IEgressTarget>;
  private readonly dns: string;
  private readonly dnsPort: number;
  private readonly clusterCidrs: string[];
  private readonly nodeLocalDns: string[];
  private readonly kubernetesApiCidrs: string[];

  /**
   * @throws if `clusterCidrs` is empty, a CIDR, an address or a port is not valid, or the namespace is not known
   */
  public constructor(scope: Construct, id: string, props: EgressNetworkPolicyProps) {
    checkCall('EgressNetworkPolicy', [scope, id, props]);
    super(scope, id, props.metadata);
    if (props.clusterCidrs.length === 0) { throw new Error('\'clusterCidrs\' must have at least one range, got "[]"; set the ranges of the cluster\'s pods and Services'); }
    this.clusterCidrs = [...new Set(props.clusterCidrs.map(checkExcluded))];
    this.kubernetesApiCidrs = (props.kubernetesApiCidrs ?? []).map(cidr => checkCidr('kubernetesApiCidrs', cidr, EXAMPLE_CIDR));
    this.nodeLocalDns = (props.nodeLocalDns ?? []).map(checkAddress);
    this.dnsPort = checkPortNumber('dnsPort', props.dnsPort ?? 53);
    this.dns = props.clusterDns?.value ?? clusterDnsHost(nearestMeshSettings(this));
    this.targets = new Set(props.targets ?? []);
    this.apiObject = this._define(
      { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy' },
      { ...props.metadata, name: props.metadata?.name ?? 'egress' },
      () => ({ podSelector: {}, policyTypes: ['Egress'], egress: egressRules(this.namespace, this.ways(), this.clusterCidrs) }),
    );
    MeshChecker.of(this).addSource(this, () => this.findings());
  }

  /**
   * Allows egress to ServiceEntries, to patterns such as `OneAgentEgress`, or to hosts that are passed as `EgressHost`. Hosts that a target gets later are allowed too.
   *
   * @throws if a value is not a target, such as a text
   */
  public allowEgressTo(...targets: IEgressTarget[]): void {
    checkCall('EgressNetworkPolicy#allowEgressTo', targets);
    targets.forEach(target => this.targets.add(target));
  }

  private ways(): NetworkWay[] {
    const { rootNamespace } = nearestMeshSettings(this);
    const dnsNamespace = parseEgressHost(this.dns)!.namespace;
    const pods = (namespace: string | undefined, labels = {}) => ({ kind: 'pods', namespace, labels }) as const;
    const addresses = (cidr: string) => ({ kind: 'addresses', cidr }) as const;
    const dnsPeers = [pods(dnsNamespace === '*' ? undefined : dnsNamespace === '.' ? this.namespace : dnsNamespace), ...this.nodeLocalDns.map(addresses)];
    return [
      { peer: pods(this.namespace) },
      ...dnsPeers.flatMap(peer => ['UDP', TCP].map(protocol => ({ peer, port: { protocol, port: this.dnsPortOf(peer.kind) } }))),
      { peer: pods(rootNamespace, { app: 'istiod' }), port: { protocol: TCP, port: ISTIOD_PORT } },
      ...this.kubernetesApiCidrs.flatMap(cidr => KUBERNETES_API_PORTS.map(port => ({ peer: addresses(cidr), port: { protocol: TCP, port } }))),
      ...this.toTargets().ways,
    ];
  }

  /** The cache on the nodes answers on the port that clients use. */
  private dnsPortOf(kind: NetworkWay['peer']['kind']): number {
    return kind === 'addresses' ? 53 : this.dnsPort;
  }

  /** The ways to the targets. The DNS Service and the API server have rules of their own. */
  private toTargets(): NamespaceWays {
    const checker = MeshChecker.of(this);
    const manifests = checker.manifestsOfKinds(this, NETWORK_KINDS);
    let known = KNOWN.get(manifests);
    if (known === undefined) {
      const assumed = withAssumed(manifests, checker.assumedObjects(this)).slice(manifests.length);
      known = new NetworkWays(manifests.map(({ object }) => object), assumed, nearestMeshSettings(this));
      KNOWN.set(manifests, known);
    }
    const hosts = this.targetHosts().filter(host => host !== this.dns && !this.isKubernetesApi(host));
    return known.from(this.namespace, hosts);
  }

  private targetHosts(): string[] {
    return [...new Set([...this.targets].flatMap(target => target.egressHosts.map(({ value }) => value)))].sort();
  }

  private isKubernetesApi(host: string): boolean {
    return host === kubernetesApiHost(nearestMeshSettings(this));
  }

  private* findings(): Iterable<ConstructFinding> {
    if (this.kubernetesApiCidrs.length === 0 && this.targetHosts().some(host => this.isKubernetesApi(host))) {
      const message = 'the NetworkPolicy blocks the API of Kubernetes, which is not a pod: set \'kubernetesApiCidrs\' to its addresses, or do not allow it';
      yield { rule: BLOCKED_DESTINATION, message };
    }
    for (const host of this.toTargets().unknown) {
      const message = `the NetworkPolicy blocks ${quote(host)}, whose ports and addresses the app does not have: allow a ServiceEntry with its ports instead`;
      yield { rule: BLOCKED_DESTINATION, message };
    }
  }
}

/** A range that names must not lead to. With all addresses, there would be none that they lead to. */
function checkExcluded(text: string): string {
  const cidr = checkCidr('clusterCidrs', text, EXAMPLE_CIDR);
  if (cidr.endsWith('/0')) { throw new Error(`'clusterCidrs' must not be all addresses, got ${quote(text)}; set the ranges of the cluster's pods and Services`); }
  return cidr;
}

function checkAddress(text: string): string {
  if (!isIpAddress(text)) { throw new Error(`'nodeLocalDns' must be IP addresses, got ${quote(text)}; the default of NodeLocal DNSCache is "169.254.20.10"`); }
  return cidrOfAddress(text);
}
