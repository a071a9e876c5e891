import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { KubernetesObject } from '../analysis/base/kubernetes-object';
import type { Labels } from '../analysis/base/labels';
import { quote } from '../analysis/base/quote';
import { modesOf } from '../analysis/dynatrace/dynakube';
import { APPLICATION_MODES, Injection, injectionOf, injectionWithoutDynaKube } from '../analysis/dynatrace/one-agent-injection';
import { quotePath } from '../core/check-construct';
import type { CheckedMesh } from '../core/checked-mesh';
import { EGRESS_IN_OTHER_MESH, EGRESS_WITHOUT_WORKLOAD } from '../core/construct-rule';
import type { Client, UnmetRequirement } from '../core/egress-requirement';
import { MeshScope, nearestMesh } from '../core/mesh-scope';
import { WorkloadElsewhere, workloadsElsewhere } from '../core/workloads-elsewhere';
import { DynaKube, IDynaKube } from '../dynatrace/dynakube/dynakube';

type Injects = (workload: Client['workload'], namespaceLabels: Labels | undefined) => Injection;

/** Whether a DynaKube injects code modules into the pods of a workload. For one outside the app, only the pods' annotations count. */
export function injectionBy(dynakube: IDynaKube | undefined): Injects {
  const object = manifestOf(dynakube);
  return (workload, namespaceLabels) => object
    ? injectionOf(object, workload, namespaceLabels)
    : injectionWithoutDynaKube(workload, dynakube?.namespace);
}

/** Why an egress is proved for no workload of its mesh. Undefined if another finding says it. */
export function unprovedEgress(
  egress: IConstruct, dynakube: IDynaKube | undefined, mesh: CheckedMesh,
): Pick<UnmetRequirement, 'rule' | 'message'> | undefined {
  if (dynakubeInOtherMesh(egress, dynakube) !== undefined) { return undefined; }
  const elsewhere = workloadInOtherMesh(egress, dynakube);
  if (elsewhere) {
    const message = `nothing is proved: the workloads that get code modules belong to ${describe(elsewhere.mesh)}, such as ${quotePath(elsewhere.construct)}, but the endpoints are allowed in ${describe(nearestMesh(egress))}; `
      + 'create the construct below the same Mesh as the workloads, or one for each Mesh';
    return { rule: EGRESS_IN_OTHER_MESH, message };
  }
  return { rule: EGRESS_WITHOUT_WORKLOAD, message: `nothing is proved: ${withoutWorkload(dynakube, mesh)}` };
}

/** What is wrong if an egress and the DynaKube that injects the code modules belong to different meshes. */
export function dynakubeInOtherMesh(egress: IConstruct, dynakube: IDynaKube | undefined): string | undefined {
  if (!DynaKube.isDynakube(dynakube) || nearestMesh(dynakube) === nearestMesh(egress)) { return undefined; }
  return `the DynaKube ${quotePath(dynakube)} belongs to ${describe(nearestMesh(dynakube))}, but the endpoints are allowed in ${describe(nearestMesh(egress))}; create both below the same Mesh`;
}

function withoutWorkload(dynakube: IDynaKube | undefined, { model }: CheckedMesh): string {
  const object = manifestOf(dynakube);
  const modes: readonly string[] = object ? modesOf((object.spec as { oneAgent?: unknown }).oneAgent) : APPLICATION_MODES;
  if (!APPLICATION_MODES.some(mode => modes.includes(mode))) {
    return `the mode of the DynaKube ${quote(dynakube?.name)} injects no code modules; choose DynaKubeMode.cloudNativeFullStack() or applicationMonitoring(), or remove the construct`;
  }
  if (model.workloads.length === 0) {
    return 'the app has no workload, and no Sidecar for workloads of other apps; add a Sidecar to each namespace whose pods get code modules, and call its allowEgressTo()';
  }
  return 'no workload of the app gets code modules: the annotations of the pods, the selector of the DynaKube, or the namespaces that the operator ignores exclude all of them; correct them, or remove the construct';
}

/** A workload of another mesh that gets code modules, or may get them. */
function workloadInOtherMesh(egress: IConstruct, dynakube: IDynaKube | undefined): WorkloadElsewhere | undefined {
  const injects = injectionBy(dynakube);
  return [...workloadsElsewhere(egress)].find(({ workload }) => injects(workload, undefined) !== 'no');
}

function manifestOf(dynakube: IDynaKube | undefined): KubernetesObject | undefined {
  return DynaKube.isDynakube(dynakube) ? ApiObject.of(dynakube).toJson() as KubernetesObject : undefined;
}

function describe(mesh: MeshScope | undefined): string {
  return mesh ? `the Mesh ${quotePath(mesh.construct)}` : 'no Mesh';
}
