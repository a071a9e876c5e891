import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { ClusterService, clusterServiceOf } from './endpoint-entry';
import { groupBy } from '../analysis/base/group-by';
import { groupKindOf } from '../analysis/base/group-kind';
import { listOf, recordOf, textOf } from '../analysis/base/json';
import { Labels, labelsOf, NAMESPACE_NAME } from '../analysis/base/labels';
import { settingsOfWorkloads, WorkloadSettings } from '../analysis/egress/named-destinations';
import type { MeshWorkload } from '../analysis/model/workload';
import { ClusterDomain, serviceSuffix } from '../analysis/syntax/service-hosts';
import type { Manifest } from '../core/manifest';
import { MeshChecker } from '../core/mesh-checker';
import { nearestMesh, nearestMeshSettings } from '../core/mesh-scope';
import { EgressHost, IEgressTarget } from '../istio/egress-host';

/** The kinds that tell what workloads connect to. */
const KINDS: ReadonlySet<string> = new Set([
  'Pod', 'Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job', 'CronJob', 'Rollout',
  'ConfigMap', 'Service', 'Namespace', 'RoleBinding', 'ClusterRoleBinding', 'List',
]);

/** A construct that allows the endpoints of OneAgent. */
export interface Monitoring extends IEgressTarget, IConstruct {
  /** Whether pods get its code modules, or may get them. */
  _monitors(workload: MeshWorkload, namespaceLabels: Labels | undefined, apiObject: ApiObject | undefined): boolean;
}

/** A workload of the namespace, with the construct that renders it and what it names. */
interface KnownWorkload extends WorkloadSettings {
  readonly apiObject: ApiObject;
}

/** What the manifests of a mesh tell about the destinations of the workloads of one namespace. It is read on demand. */
export class NamespaceImports {
  private readonly checker: MeshChecker;

  public constructor(private readonly scope: IConstruct, private readonly namespace: string) {
    this.checker = MeshChecker.of(scope);
  }

  /** The Services of other namespaces that the workloads name, as hosts of a Sidecar. */
  public namedServices(): EgressHost[] {
    const settings = nearestMeshSettings(this.scope);
    const known = this.services();
    const names = new Set(this.workloads().flatMap(({ names: each }) => [...each]));
    return [...names].flatMap(name => {
      const service = clusterServiceOf(name, settings) ?? serviceNamed(name, known, settings);
      return service && service.namespace !== this.namespace ? [EgressHost._ofService(service.namespace, service.host)] : [];
    });
  }

  /** The Services of the mesh, as `<name>.<namespace>`. */
  public services(): ReadonlySet<string> {
    return knownIn(this.manifests()).services;
  }

  /** The Services of other namespaces of the mesh, as `Service <namespace>/<name>`, with the host by which a Sidecar imports each. */
  public serviceHosts(): Map<string, string> {
    const suffix = serviceSuffix(nearestMeshSettings(this.scope));
    return new Map([...this.services()].map(each => each.split('.')).filter(([, namespace]) => namespace !== this.namespace)
      .map(([name, namespace]) => [`Service ${namespace}/${name}`, `${namespace}/${name}.${namespace}${suffix}`]));
  }

  /** Whether a workload may use the API of Kubernetes: a binding gives rights to its ServiceAccount. */
  public usesKubernetesApi(): boolean {
    const accounts = new Set(this.workloads().map(({ workload }) => workload.serviceAccount));
    if (accounts.size === 0) { return false; }
    const group = `system:serviceaccounts:${this.namespace}`;
    return this.manifests().filter(({ object: { kind } }) => kind === 'RoleBinding' || kind === 'ClusterRoleBinding').some(({ object }) => {
      const own = textOf(object.metadata?.namespace);
      return listOf(object.subjects).map(recordOf).some(({ kind, name, namespace = own }) => kind === 'ServiceAccount'
        ? namespace === this.namespace && accounts.has(String(name))
        : kind === 'Group' && name === group);
    });
  }

  /** The constructs of the mesh whose code modules pods of the namespace get. Without a workload, any pod is assumed. */
  public monitoring(): Monitoring[] {
    const mesh = nearestMesh(this.scope);
    const known: readonly { readonly workload: MeshWorkload; readonly apiObject?: ApiObject }[] = this.workloads();
    const workloads = known.length > 0 ? known : [{ workload: anyPod(this.namespace), apiObject: undefined }];
    const labels = this.namespaceLabels();
    return this.scope.node.root.node.findAll().filter(isMonitoring).filter(each => nearestMesh(each) === mesh)
      .filter(each => workloads.some(({ workload, apiObject }) => each._monitors(workload, labels, apiObject)));
  }

  /** The workloads of the namespace. */
  public workloads(): readonly KnownWorkload[] {
    return knownIn(this.manifests()).workloads.get(this.namespace) ?? [];
  }

  private namespaceLabels(): Labels | undefined {
    const found = this.manifests().find(({ object: { kind, metadata } }) => kind === 'Namespace' && metadata?.name === this.namespace);
    return found && { ...labelsOf(found.object.metadata?.labels), [NAMESPACE_NAME]: this.namespace };
  }

  private manifests(): readonly Manifest[] {
    return this.checker.manifestsOfKinds(this.scope, KINDS);
  }
}

/** What manifests tell, by namespace. */
interface Known {
  readonly workloads: ReadonlyMap<string, readonly KnownWorkload[]>;
  /** Services, as `<name>.<namespace>`. */
  readonly services: ReadonlySet<string>;
}

/** Each namespace of a mesh asks about the same manifests. */
const KNOWN = new WeakMap<readonly Manifest[], Known>();

function knownIn(manifests: readonly Manifest[]): Known {
  let known = KNOWN.get(manifests);
  if (known === undefined) {
    const settings = settingsOfWorkloads(manifests.map(({ object }) => object))
      .map((each): KnownWorkload => ({ ...each, apiObject: manifests[each.workload.ref.index].apiObject }));
    const services = manifests.filter(({ object }) => groupKindOf(object) === 'Service')
      .map(({ object: { metadata } }) => `${textOf(metadata?.name)}.${textOf(metadata?.namespace)}`);
    known = { workloads: groupBy(settings, ({ workload: { namespace } }) => namespace), services: new Set(services) };
    KNOWN.set(manifests, known);
  }
  return known;
}

/** A Service of the mesh by a short name, also behind the name of a pod: `<name>.<namespace>`. */
function serviceNamed(name: string, known: ReadonlySet<string>, domain: ClusterDomain): ClusterService | undefined {
  const short = name.split('.').slice(-2).join('.');
  if (!known.has(short) || name.split('.').length > 3) { return undefined; }
  return { namespace: short.split('.')[1], host: `${short}${serviceSuffix(domain)}` };
}

function isMonitoring(construct: IConstruct): construct is Monitoring {
  return typeof (construct as Partial<Monitoring>)._monitors === 'function';
}

function anyPod(namespace: string): MeshWorkload {
  return { ref: { kind: 'Pod', namespace, name: '*', index: -1 }, namespace, labels: {}, annotations: {}, serviceAccount: 'default', hostNetwork: false };
}
