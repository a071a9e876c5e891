import { ApiObject, ApiObjectMetadata, Lazy } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { apiEndpointOf, ClusterService, clusterServiceOf, entryNameOf, hostOfAddress, portOf } from './endpoint-entry';
import { virtualServiceSpecOf } from './endpoint-virtual-service';
import { OperatorCompatibleEgress } from './operator-compatible-egress';
import * as l1 from '../../imports/networking.istio.io';
import type { KubernetesObject } from '../analysis/base/kubernetes-object';
import { isBlank, quote } from '../analysis/base/quote';
import { injectionBySelf, injectionOf } from '../analysis/dynatrace/one-agent-injection';
import type { Destination } from '../analysis/reach/egress-proof';
import { isKubernetesName } from '../analysis/syntax/hosts';
import { checkConstruct, quotePath } from '../core/check-construct';
import type { CheckedMesh } from '../core/checked-mesh';
import { BYPASS_WITHOUT_ADDRESS, PORT_WITH_AND_WITHOUT_TLS } from '../core/construct-rule';
import type { Client } from '../core/egress-requirement';
import { ConstructFindings, MeshChecker } from '../core/mesh-checker';
import { CommunicationEndpoint, EndpointScheme } from '../dynatrace/connection/communication-endpoint';
import { ConnectionInfo } from '../dynatrace/connection/connection-info';
import { DynaKube, IDynaKube } from '../dynatrace/dynakube/dynakube';
import { EgressHost, IEgressTarget } from '../istio/egress-host';
import { ExportScope } from '../istio/export-scope';
import { ProxyBypass } from '../istio/proxy-bypass';
import { Resolution } from '../istio/resolution';
import { ServiceEntry } from '../istio/service-entry';
import { destinationsOf } from '../istio/service-entry-destinations';
import { ServicePort } from '../istio/service-port';

/** Properties of `OneAgentEgress`. */
export interface OneAgentEgressProps {
  /**
   * The endpoints that OneAgent sends its data to, as the Dynatrace API names them.
   *
   * @default - none but the API of `dynakube`, until `addConnectionInfo()` or `addEndpoint()` is called
   */
  readonly connectionInfo?: ConnectionInfo;

  /**
   * The DynaKube whose OneAgents are let out. Its API is admitted too. One of this app is told to let sidecars start before code modules connect.
   *
   * @default - none
   */
  readonly dynakube?: IDynaKube;

  /**
   * Whom the ServiceEntries are visible to.
   *
   * @default - what the mesh's `defaultServiceExportTo` says: everybody, if nothing else was set
   */
  readonly exportTo?: ExportScope[];

  /**
   * What the names of the ServiceEntries begin with; the host follows.
   *
   * @default 'oneagent-'
   */
  readonly entryNamePrefix?: string;

  /**
   * Domain of the cluster's own Services. Endpoints below it are imported by Sidecars and need no ServiceEntry.
   *
   * @default 'cluster.local'
   */
  readonly clusterDomain?: string;

  /**
   * Whether each host also gets a VirtualService that routes its ports. Istio routes them without; meant for tools that expect one.
   *
   * @default false
   */
  readonly virtualServices?: boolean;

  /**
   * Whether the objects are those that the operator makes for a DynaKube with `enableIstio`, object for object, instead of those of this library. Meant
   * for taking over from the operator under GitOps: names, labels, hosts, ports, resolution and VirtualServices stay as they are in the cluster.
   *
   * So do the operator's mistakes: of one host with two ports, for instance, it makes a VirtualService that Istio refuses, which fails the synth. Left out are
   * the owner reference and the annotation `internal.operator.dynatrace.com/template-hash`, and the label `app.kubernetes.io/version`, which `metadata.labels`
   * may set.
   *
   * Needs a `dynakube` whose `apiUrl` is known, without `enableIstio`. The endpoints are read as operator 1.10.1 and later read them, letter by letter: one
   * that it would miss is an error. What the operator can't express is an error too: `exportTo`, `entryNamePrefix`, `clusterDomain`, another namespace than the
   * DynaKube's, `addConnectionInfo()` and `addEndpoint()`.
   *
   * @default false
   * @see https://docs.dynatrace.com/docs/shortlink/k8s-istio
   */
  readonly operatorCompatible?: boolean;

  /**
   * The endpoints that the DynaKube's ActiveGate sends its data to, as the Dynatrace API names them in the answer for ActiveGate. Only with
   * `operatorCompatible`, because the operator keeps them apart; code modules need not reach them. Else pass them to `addConnectionInfo()`.
   *
   * @default - none
   */
  readonly activeGateConnectionInfo?: ConnectionInfo;

  /**
   * Namespace, labels and annotations of the ServiceEntries. Their names are made from the hosts.
   *
   * @default - the namespace and labels of the chart
   */
  readonly metadata?: ApiObjectMetadata;
}

/** What admits the endpoints of one host. */
interface AllowedHost {
  readonly entry: ServiceEntry;
  readonly schemes: Map<number, EndpointScheme>;
  /** Ports that are used with TLS and without. */
  readonly mixed: Set<number>;
}

/** A Service of the cluster, and its ports that are endpoints. */
interface AdmittedService {
  readonly service: ClusterService;
  readonly ports: Map<number, ServicePort>;
}

/**
 * Lets Dynatrace OneAgent, whose code modules run inside the pods of a mesh, out of it: one ServiceEntry for each host or IP address that it sends
 * its data to.
 *
 * A Sidecar imports all of them by `sidecar.allowEgressTo(oneAgentEgress)`. One more endpoint adds or changes one ServiceEntry and one line of each
 * such Sidecar, nothing else.
 *
 * @see https://docs.dynatrace.com/docs/shortlink/k8s-istio
 */
export class OneAgentEgress extends Construct implements IEgressTarget {
  private readonly props: OneAgentEgressProps;
  private readonly allowed = new Map<string, AllowedHost>();
  private readonly namedBy = new Map<string, string>();
  private readonly services = new Map<string, AdmittedService>();
  private readonly addresses = new Set<string>();
  private readonly exemptions = new Map<IConstruct, string>();
  private readonly bypasses = new Map<IConstruct, ProxyBypass>();
  private readonly compatible?: OperatorCompatibleEgress;

  /**
   * @throws if neither `connectionInfo` nor `dynakube` is given, a value can't be right, or the namespace is not known; with `operatorCompatible` also if the
   * operator can't express or read something
   */
  public constructor(scope: Construct, id: string, props: OneAgentEgressProps) {
    super(scope, id);
    if (!props.connectionInfo && !props.dynakube) {
      throw new Error('OneAgentEgress needs to know what to admit: pass \'connectionInfo\', \'dynakube\' or both');
    }
    if (props.metadata?.name !== undefined) {
      throw new Error(`'metadata.name' would name several ServiceEntries alike, got ${quote(props.metadata.name)}; ${props.operatorCompatible ? 'leave it out' : 'use \'entryNamePrefix\''}`);
    }
    if (props.activeGateConnectionInfo && !props.operatorCompatible) {
      throw new Error('\'activeGateConnectionInfo\' goes with \'operatorCompatible\' only; pass it to addConnectionInfo()');
    }
    this.props = props;
    if (props.operatorCompatible) {
      this.compatible = new OperatorCompatibleEgress(this, props);
      this.compatible.addresses.forEach(address => this.addresses.add(address));
    } else {
      if (props.dynakube?.apiUrl !== undefined) { this.addEndpoint(apiOf(props.dynakube, props.dynakube.apiUrl)); }
      if (props.connectionInfo) { this.addConnectionInfo(props.connectionInfo); }
    }
    if (DynaKube.isDynaKube(props.dynakube)) { (props.dynakube as DynaKube)._letSidecarStartFirst(); }

    const checker = MeshChecker.of(this);
    checker.addSource(this, () => this.findings());
    checker.addRequirement(this, {
      clients: mesh => this.monitored(mesh),
      destinations: () => this.destinations(),
      doubt: UNKNOWN_LABELS,
    });
    checker.addAssumedObjects(this, () => [...this.services.values()].map(assumedService));
    this.node.addValidation({
      validate: () => this.egressHosts.length > 0
        ? this.compatible?.validate() ?? []
        : ['no endpoint is admitted: pass \'connectionInfo\', or a DynaKube whose \'apiUrl\' is known'],
    });
  }

  /**
   * The ServiceEntries made so far, by name.
   *
   * @throws with `operatorCompatible`: the operator's objects can't be changed
   */
  public get serviceEntries(): ServiceEntry[] {
    this.refuseIfCompatible('serviceEntries');
    return [...this.allowed.values()].map(({ entry }) => entry).sort((a, b) => a.name < b.name ? -1 : 1);
  }

  /** The hosts that a Sidecar must import so that OneAgent gets out: those of the ServiceEntries, and the cluster's own Services. */
  public get egressHosts(): EgressHost[] {
    if (this.compatible) { return this.compatible.egressHosts; }
    return [
      ...this.serviceEntries.flatMap(entry => entry.egressHosts),
      ...[...this.services.values()].map(({ service: { namespace, host } }) => EgressHost._ofService(namespace, host)),
    ];
  }

  /**
   * Admits all endpoints of a connection info.
   *
   * @throws if a ServiceEntry would have the name of another one, or with `operatorCompatible`
   */
  public addConnectionInfo(connectionInfo: ConnectionInfo): void {
    this.refuseIfCompatible('addConnectionInfo()');
    connectionInfo.endpoints.forEach(endpoint => this.addEndpoint(endpoint));
  }

  /**
   * Admits one more endpoint, such as an ActiveGate; one that is admitted already is ignored.
   *
   * @throws if its ServiceEntry would have the name of another one, or with `operatorCompatible`
   */
  public addEndpoint(endpoint: CommunicationEndpoint): void {
    this.refuseIfCompatible('addEndpoint()');
    const service = endpoint.isIp ? undefined : clusterServiceOf(endpoint.host, this.props.clusterDomain ?? 'cluster.local');
    if (service) {
      const known = this.services.get(service.host) ?? { service, ports: new Map<number, ServicePort>() };
      this.services.set(service.host, known);
      known.ports.set(endpoint.port, portOf(endpoint));
      return;
    }
    const host = this.allowed.get(endpoint.host) ?? this.allow(endpoint);
    const known = host.schemes.get(endpoint.port);
    if (known === undefined) {
      host.schemes.set(endpoint.port, endpoint.scheme);
      host.entry.addPort(portOf(endpoint));
    } else if (known !== endpoint.scheme && !endpoint.isIp) {
      // A port has one protocol. What is sent in plain text should not be sent at all, so TLS is the one to keep.
      host.schemes.set(endpoint.port, EndpointScheme.HTTPS);
      host.mixed.add(endpoint.port);
      host.entry._replacePort(ServicePort.https(endpoint.port));
    }
    if (endpoint.isIp) { this.bypassAddress(endpoint.host); }
  }

  /**
   * Takes workloads out of the proof that everything with code modules reaches all endpoints.
   *
   * @param scope a workload, or a chart or any other construct that stands for all workloads below it
   * @param reason why they need not, for those who read the code later
   * @throws if the reason is empty, or the scope is no construct of the app
   */
  public exempt(scope: IConstruct, reason: string): void {
    checkConstruct('scope', scope, this);
    if (isBlank(reason)) { throw new Error(`'reason' must say why ${quotePath(scope)} need not reach the endpoints, got ${quote(reason)}`); }
    this.exemptions.set(scope, reason);
  }

  /**
   * The other cure: leads the traffic of a workload to those endpoints that are IP addresses past its sidecar, those added later included. What
   * has a host name still needs its ServiceEntry.
   *
   * @throws if the construct has no pod template
   */
  public bypass(workload: IConstruct): void {
    const bypass = ProxyBypass.of(workload);
    this.bypasses.set(workload, bypass);
    bypass.excludeOutboundIpRanges(...this.addresses);
  }

  /** The workloads whose pods get code modules, or may get them. */
  private *monitored(mesh: CheckedMesh): Iterable<Client> {
    const { dynakube } = this.props;
    const object = DynaKube.isDynaKube(dynakube) ? ApiObject.of(dynakube as DynaKube).toJson() as KubernetesObject : undefined;
    const exempted = new Set([...this.exemptions.keys()].flatMap(scope => mesh.workloadsBelow(scope)));
    for (const workload of mesh.model.workloads) {
      if (exempted.has(workload)) { continue; }
      // Of a DynaKube that is not here, the pods' own word is all there is.
      const injection = object
        ? injectionOf(object, workload, mesh.model.namespaceLabels.get(workload.namespace))
        : injectionBySelf(workload, dynakube?.namespace);
      if (injection !== 'no') { yield { workload, certain: injection === 'yes' }; }
    }
  }

  private refuseIfCompatible(member: string): void {
    if (!this.compatible) { return; }
    throw new Error(`'${member}' can't be used with 'operatorCompatible': the operator knows no endpoints but those of the API's lists, and its objects are as it makes them`);
  }

  private destinations(): Destination[] {
    if (this.compatible) { return this.compatible.destinations(); }
    return [
      ...this.serviceEntries.flatMap(entry => entry._destinations()),
      ...[...this.services.values()].flatMap(({ service, ports }) => destinationsOf([service.host], [...ports.values()], [])),
    ];
  }

  private allow(endpoint: CommunicationEndpoint): AllowedHost {
    const { host, isIp } = endpoint;
    const name = entryNameOf(this.props.entryNamePrefix ?? 'oneagent-', host);
    if (!isKubernetesName(name)) {
      throw new Error(`'entryNamePrefix' must begin the name of an object: lower-case letters, digits, '-' and '.', got ${quote(this.props.entryNamePrefix)}`);
    }
    const twin = this.namedBy.get(name);
    if (twin !== undefined) {
      throw new Error(`the endpoints "${twin}" and "${host}" would both have the ServiceEntry "${name}": admit one of them by a OneAgentEgress of its own, with another 'entryNamePrefix'`);
    }
    const { exportTo, metadata } = this.props;
    const entry = new ServiceEntry(this, host, {
      hosts: [isIp ? hostOfAddress(host) : host],
      addresses: isIp ? [host] : undefined,
      resolution: isIp ? Resolution.NONE : Resolution.DNS,
      exportTo,
      metadata: { ...metadata, name },
    });
    const admitted: AllowedHost = { entry, schemes: new Map(), mixed: new Set() };
    this.allowed.set(host, admitted);
    this.namedBy.set(name, host);
    if (this.props.virtualServices && !isIp) { this.addVirtualService(entry); }
    return admitted;
  }

  private addVirtualService(entry: ServiceEntry): void {
    new ApiObject(entry, 'VirtualService', {
      ...l1.VirtualService.GVK,
      metadata: { ...this.props.metadata, name: entry.name, namespace: entry.namespace },
      spec: Lazy.any({ produce: () => l1.toJson_VirtualServiceSpec(virtualServiceSpecOf(entry, this.props.exportTo ?? [])) }),
    });
  }

  private bypassAddress(address: string): void {
    this.addresses.add(address);
    for (const bypass of this.bypasses.values()) { bypass.excludeOutboundIpRanges(address); }
  }

  private *findings(): ReturnType<ConstructFindings> {
    for (const [host, { mixed }] of this.allowed) {
      for (const port of mixed) {
        const message = `port ${port} of "${host}" is used with TLS and without, "https://${host}:${port}" and "http://${host}:${port}": it is admitted with TLS, and plain text on it is refused; remove one of the two endpoints`;
        yield { rule: PORT_WITH_AND_WITHOUT_TLS, message };
      }
    }
    if (this.addresses.size > 0) { return; }
    for (const workload of this.bypasses.keys()) {
      const message = `the bypass of "${workload.node.path}" has no effect: none of the endpoints is an IP address; names are admitted by their ServiceEntries`;
      yield { rule: BYPASS_WITHOUT_ADDRESS, message, related: [workload] };
    }
  }
}

const UNKNOWN_LABELS = 'the \'namespaceSelector\' of the DynaKube decides whether OneAgent runs there, and no Namespace of the app shows the labels; '
  + 'add it with its labels, or call exempt()';

/** The API of a DynaKube as an endpoint. */
function apiOf(dynakube: IDynaKube, apiUrl: string): CommunicationEndpoint {
  const { scheme, host, port } = apiEndpointOf(dynakube, apiUrl);
  return CommunicationEndpoint.of({ host, port, scheme: scheme === 'http' ? EndpointScheme.HTTP : EndpointScheme.HTTPS });
}

/** A Service that the operator makes, as far as Sidecars need to know it. */
function assumedService({ service, ports }: AdmittedService): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: service.host.split('.')[0], namespace: service.namespace },
    spec: { ports: [...ports.values()].map(({ name, number }) => ({ name, port: number })) },
  };
}
