import { ApiObject, ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { kubernetesApiHost } from './cluster-hosts';
import { apiOf, entryNameOf, portOf } from './endpoint-entry';
import type { ForwardProxy } from './forward-proxy';
import type { OneAgentEgress } from './one-agent-egress';
import { proxyFindings, proxyUrlOf, THE_ACTIVE_GATE } from './proxy-findings';
import * as l1 from '../../imports/security.istio.io';
import type { KubernetesObject } from '../analysis/base/kubernetes-object';
import type { Labels } from '../analysis/base/labels';
import { quote, quoteAll } from '../analysis/base/quote';
import { bypassesProxy, noProxyEntries, proxyEndpoint, proxyOfActiveGate } from '../analysis/dynatrace/code-modules-endpoint';
import { ConvertedDynaKube, dynaKubeOf } from '../analysis/dynatrace/dynakube';
import { activeGateService, activeGateLabels } from '../analysis/dynatrace/operator-services';
import { DATAPLANE_MODE, SIDECAR_INJECT } from '../analysis/model/pods/sidecar-injection';
import type { Destination } from '../analysis/reach/trace/egress-proof';
import { hostOfAddress } from '../analysis/syntax/address-hosts';
import type { CheckedMesh } from '../core/checked-mesh';
import type { Client } from '../core/egress-requirement';
import { MeshChecker } from '../core/mesh-checker';
import { nearestMesh, nearestMeshSettings } from '../core/mesh-scope';
import { checkCall } from '../core/signatures/check-call';
import { CommunicationEndpoint } from '../dynatrace/connection/communication-endpoint';
import type { ConnectionInfo } from '../dynatrace/connection/connection-info';
import { DynaKube } from '../dynatrace/dynakube/dynakube';
import { EgressHost, IEgressTarget } from '../istio/egress-host';
import { ExportScope } from '../istio/export-scope';
import { Resolution } from '../istio/resolution';
import { ServiceEntry } from '../istio/service-entry';
import { Sidecar } from '../istio/sidecar';

/** Properties of `ActiveGateInMesh`. */
export interface ActiveGateInMeshProps {
  /**
   * The DynaKube with the ActiveGate. Its `activeGate.labels` must add the pods to the mesh: `sidecar.istio.io/inject: "true"`, or
   * `istio.io/dataplane-mode: ambient`.
   */
  readonly dynakube: DynaKube;

  /**
   * The endpoints that the ActiveGate sends data to, as the Dynatrace API lists them for ActiveGates. It must be left out in ambient mode, where nothing blocks
   * connections to unknown hosts.
   *
   * @default - only the API of the DynaKube
   */
  readonly connectionInfo?: ConnectionInfo;

  /**
   * The proxy of the DynaKube, also if its URL is in a Secret. The ActiveGate then connects to the proxy, and only hosts of the feature flag `no-proxy` get
   * ServiceEntries.
   *
   * @default - no proxy. If the DynaKube has one, the synth fails unless its ActiveGate reaches it; for a URL in a Secret,
   * `one-agent-egress/proxy-unproved` is reported
   */
  readonly forwardProxy?: ForwardProxy;

  /**
   * The endpoints of OneAgent, if their ServiceEntries are in the namespace of the DynaKube. A host of both has one ServiceEntry there, because Istio does not
   * apply two reliably: the ActiveGate uses that of OneAgent, which gets its ports. Endpoints must be added to it before. It must be left out in ambient mode.
   *
   * @default - each endpoint of the ActiveGate has a ServiceEntry of its own
   */
  readonly oneAgentEgress?: OneAgentEgress;

  /**
   * Labels and annotations of all objects. The name and the namespace must not be set: each object is named after the DynaKube or its host, and is in the
   * namespace of the DynaKube.
   *
   * @default - the labels of the chart
   */
  readonly metadata?: ApiObjectMetadata;
}

/**
 * Lets the ActiveGate of a DynaKube run in the mesh, while the operator, its webhook and OneAgent on the nodes stay outside.
 *
 * - A PeerAuthentication with the mode PERMISSIVE, for the ActiveGate's pods only: OneAgent on the nodes and the operator connect without mutual TLS.
 * - With a sidecar, a Sidecar with REGISTRY_ONLY for the ActiveGate's pods only, which imports one ServiceEntry for each endpoint and the Kubernetes API. The
 *   ServiceEntries are visible in the namespace of the DynaKube only, except those that it shares with `oneAgentEgress`. The synth fails if the ActiveGate does not reach an endpoint.
 *
 * The ActiveGates of several DynaKubes in one namespace share the ServiceEntry of a host that they have in common, because Istio does not apply two reliably.
 *
 * @see https://docs.dynatrace.com/docs/shortlink/k8s-istio
 *
 * @exampleMetadata fixture=app
 * @example
 * const dynakube = new DynaKube(monitoring, 'DynaKube', {
 *   apiUrl: 'https://abc12345.live.dynatrace.com/api',
 *   activeGate: { capabilities: [ActiveGateCapability.ROUTING], labels: { 'sidecar.istio.io/inject': 'true' } },
 * });
 * new ActiveGateInMesh(monitoring, 'ActiveGate', {
 *   dynakube,
 *   connectionInfo: ConnectionInfo.fromFile('connection-info.json'),
 * });
 */
export class ActiveGateInMesh extends Construct {
  /**
   * The Sidecar of the ActiveGate's pods: call its `allowEgressTo()` for other destinations of the ActiveGate.
   *
   * @default - none in ambient mode
   */
  public readonly sidecar?: Sidecar;

  private readonly dynakube: DynaKube;
  private readonly labels: Labels;
  /** The ServiceEntries that the ActiveGate uses, by host. Others can have created them. */
  private readonly entries = new Map<string, ServiceEntry>();

  /**
   * @throws if the DynaKube has no ActiveGate, its `activeGate.labels` don't add it to the mesh, `metadata` has a name or namespace, an endpoint has one port
   * with TLS and without, or `connectionInfo`, `forwardProxy` or `oneAgentEgress` is set in ambient mode, or `oneAgentEgress` is in
   * another namespace
   */
  public constructor(scope: Construct, id: string, props: ActiveGateInMeshProps) {
    checkCall('ActiveGateInMesh', [scope, id, props]);
    super(scope, id);
    const { dynakube, metadata = {} } = props;
    this.dynakube = dynakube;
    for (const field of ['name', 'namespace'] as const) {
      if (metadata[field] !== undefined) { throw new Error(`'metadata.${field}' must not be set, because the objects belong to the DynaKube, got ${quote(metadata[field])}; leave it out`); }
    }
    const manifest = this.manifest();
    if (manifest === undefined || activeGateService(manifest) === undefined) {
      throw new Error(`'dynakube' must have an ActiveGate, got the DynaKube ${quote(dynakube.name)} without it; pass capabilities in 'activeGate' of the DynaKube`);
    }
    const { labels = {} } = manifest.spec.activeGate ?? {};
    this.labels = { ...labels, ...activeGateLabels(dynakube.name) };
    this.acceptPlainText(metadata);
    if (labels[DATAPLANE_MODE] === 'ambient') {
      const useless = (['connectionInfo', 'forwardProxy', 'oneAgentEgress'] as const).find(prop => props[prop] !== undefined);
      if (useless !== undefined) { throw new Error(`'${useless}' must be left out in ambient mode, because ztunnel blocks no connection to an unknown host, got the label ${quote(`${DATAPLANE_MODE}: ambient`)}`); }
      return;
    }
    if (labels[SIDECAR_INJECT] !== 'true') {
      const given = Object.entries(labels).map(([key, value]) => `${key}: ${value}`);
      throw new Error(`'activeGate.labels' of the DynaKube ${quote(dynakube.name)} must have ${SIDECAR_INJECT}: "true" or ${DATAPLANE_MODE}: "ambient", which add the ActiveGate to the mesh, got ${given.length > 0 ? quoteAll(given) : 'none'}; add one of them`);
    }
    const targets = this.targetsOf(props, noProxyEntries(manifest.annotations));
    this.sidecar = new Sidecar(this, 'Sidecar', {
      metadata: { ...metadata, name: this.objectName, namespace: dynakube.namespace }, workloadSelector: activeGateLabels(dynakube.name),
    });
    this.sidecar.allowEgressTo(...targets, EgressHost.of(kubernetesApiHost(nearestMeshSettings(this))));
    const checker = MeshChecker.of(this);
    checker.addAssumedObjects(this, () => [this.assumedPods()]);
    checker.addSource(this, () => proxyFindings(this.manifest(), proxyOfActiveGate, props.forwardProxy, THE_ACTIVE_GATE));
    if (!props.forwardProxy) {
      checker.addRequirement(this, { clients: mesh => this.clients(mesh), destinations: () => this.proxyDestinations() });
    }
  }

  private manifest(): ConvertedDynaKube | undefined {
    return dynaKubeOf(ApiObject.of(this.dynakube).toJson() as KubernetesObject);
  }

  private *clients({ model }: CheckedMesh): Iterable<Client> {
    for (const workload of model.workloadsIn(this.dynakube.namespace)) {
      if (workload.ref.kind === 'StatefulSet' && workload.ref.name === this.objectName) { yield { workload, certain: true }; }
    }
  }

  /** The proxy of the DynaKube, if its URL is known: a Service of the cluster, or what other constructs allow. */
  private proxyDestinations(): Destination[] {
    const manifest = this.manifest();
    const proxy = manifest && proxyOfActiveGate(manifest);
    const endpoint = typeof proxy === 'string' ? proxyEndpoint(proxy, 'spec.proxy.value') : undefined;
    if (!endpoint) { return []; }
    const { host, address, port, protocol } = endpoint;
    return [{ host, address, port, protocol, label: `the proxy ${proxyUrlOf(endpoint)}` }];
  }

  private get objectName(): string { return `${this.dynakube.name}-activegate`; }

  private acceptPlainText(metadata: ApiObjectMetadata): void {
    const spec: l1.PeerAuthenticationSpec = {
      selector: { matchLabels: activeGateLabels(this.dynakube.name) },
      mtls: { mode: l1.PeerAuthenticationSpecMtlsMode.PERMISSIVE },
    };
    new ApiObject(this, 'PeerAuthentication', {
      ...l1.PeerAuthentication.GVK,
      metadata: { ...metadata, name: this.objectName, namespace: this.dynakube.namespace },
      spec: l1.toJson_PeerAuthenticationSpec(spec),
    });
  }

  /** What the ActiveGate connects to: the endpoints, or the proxy and its exceptions. */
  private targetsOf(props: ActiveGateInMeshProps, exceptions: readonly string[]): IEgressTarget[] {
    const { connectionInfo, forwardProxy, oneAgentEgress, metadata } = props;
    const { apiUrl } = this.dynakube;
    const elsewhere = oneAgentEgress?.serviceEntries.find(({ namespace }) => namespace !== this.dynakube.namespace);
    if (elsewhere) {
      throw new Error(`'oneAgentEgress' must have its ServiceEntries in the namespace ${quote(this.dynakube.namespace)} of the DynaKube, the only one that the ActiveGate imports them from, got ${quote(elsewhere.namespace)}; leave it out`);
    }
    const endpoints = [...apiUrl === undefined ? [] : [apiOf(this.dynakube, apiUrl)], ...connectionInfo?.endpoints ?? []]
      .filter(({ host }) => forwardProxy === undefined || bypassesProxy(exceptions, host) !== 'no');
    const neighbors = this.node.root.node.findAll()
      .filter((other): other is ActiveGateInMesh => other instanceof ActiveGateInMesh && this.isNeighbor(other));
    for (const endpoint of endpoints) {
      const shared = oneAgentEgress?._sharedEntry(endpoint);
      const known = () => this.entries.get(endpoint.host) ?? neighbors.flatMap(({ entries }) => entries.get(endpoint.host) ?? [])[0];
      const entry = shared ?? known() ?? this.entryOf(endpoint, metadata);
      this.entries.set(endpoint.host, entry);
      if (!shared) { entry.addPort(portOf(endpoint)); }
    }
    return [...this.entries.values(), ...forwardProxy ? [forwardProxy] : []];
  }

  /** Whether the ActiveGate of another DynaKube is in the same namespace of the same mesh. */
  private isNeighbor(other: ActiveGateInMesh): boolean {
    return other !== this && other.dynakube.namespace === this.dynakube.namespace && nearestMesh(other) === nearestMesh(this);
  }

  private entryOf({ host, isIp }: CommunicationEndpoint, metadata: ApiObjectMetadata | undefined): ServiceEntry {
    return new ServiceEntry(this, host, {
      hosts: [isIp ? hostOfAddress(host) : host],
      addresses: isIp ? [host] : undefined,
      resolution: isIp ? Resolution.NONE : Resolution.DNS,
      exportTo: [ExportScope.sameNamespace()],
      metadata: { ...metadata, name: entryNameOf('activegate-', host), namespace: this.dynakube.namespace },
    });
  }

  /** The StatefulSet that the operator creates, with the fields that matter to a sidecar. */
  private assumedPods(): KubernetesObject {
    const selector = activeGateLabels(this.dynakube.name);
    return {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: this.objectName, namespace: this.dynakube.namespace },
      spec: { selector: { matchLabels: selector }, serviceName: '', template: { metadata: { labels: this.labels }, spec: { containers: [{ name: 'activegate' }] } } },
    };
  }
}
