import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { AssumedObjects, CheckedMesh } from './checked-mesh';
import { withDeclaredOperatorVersion } from './declared-operator-version';
import { EgressRequirement, proveRequirements } from './egress-requirement';
import { ConstructFinding, FindingCollector, LocatedFinding } from './finding-collector';
import { manifestsOf } from './manifest';
import { FailOn, MeshFinding } from './mesh-finding';
import { MeshScope, nearestMesh } from './mesh-scope';
import { SynthFrame } from './synth-frame';
import type { WorkloadEgress } from './workload-egress';
import { append } from '../analysis/base/group-by';
import type { KubernetesObject } from '../analysis/base/kubernetes-object';
import { check } from '../analysis/check';
import { Severity } from '../analysis/findings/finding';
import { DEFAULT_MESH_SETTINGS } from '../analysis/settings/mesh-settings';

const JUDGE = Symbol.for('cdk8s-istio-oneagent.MeshJudge');

/** The severities that fail the synth. */
const FAILING: { readonly [failOn in FailOn]: readonly Severity[] } = {
  [FailOn.ERROR]: [Severity.ERROR],
  [FailOn.WARNING]: [Severity.ERROR, Severity.WARNING],
  [FailOn.INFO]: [Severity.ERROR, Severity.WARNING, Severity.INFO],
  [FailOn.NEVER]: [],
};

/** Finds what the manifests of a construct no longer show. */
export type ConstructFindings = () => Iterable<ConstructFinding>;

/**
 * Judges all objects of an app, mesh by mesh.
 *
 * Within one `synth()` everything is read and judged once, however often cdk8s validates. Outside of it (`chart.toJson()`, `findings()`) each call
 * judges anew.
 */
export class MeshChecker {
  /** The judge of the app that a construct belongs to; made at the first call, which hooks it into the app's validation. */
  public static of(scope: IConstruct): MeshChecker {
    const root = scope.node.root as IConstruct & { [JUDGE]?: MeshChecker };
    if (!root[JUDGE]) { Object.defineProperty(root, JUDGE, { value: new MeshChecker(root) }); }
    return root[JUDGE]!;
  }

  private readonly root: IConstruct;
  private readonly sources = new Map<IConstruct, ConstructFindings>();
  private readonly requirements = new Map<IConstruct, EgressRequirement[]>();
  private readonly assumed = new Map<IConstruct, AssumedObjects>();
  /** What fails the synth, by construct, as it was judged last. */
  private failures = new Map<IConstruct, string[]>();
  private readonly reporting = new Set<IConstruct>();
  private readonly frame: SynthFrame;
  private judged = false;

  private constructor(root: IConstruct) {
    this.root = root;
    root.node.addValidation({ validate: () => this.validate() });
    this.frame = new SynthFrame(root, () => { this.judged = false; });
  }

  /** Has a construct asked for findings of its own whenever its mesh is judged. */
  public addSource(construct: IConstruct, source: ConstructFindings): void {
    this.sources.set(construct, source);
  }

  /** Has it proved, whenever the mesh of a construct is judged, that workloads reach what they must; the construct shows what is wrong. */
  public addRequirement(construct: IConstruct, requirement: EgressRequirement): void {
    append(this.requirements, construct, requirement);
  }

  /** Adds objects to the mesh of a construct that the app does not create but that are in the cluster. Requirements are proved with them. */
  public addAssumedObjects(construct: IConstruct, assumed: AssumedObjects): void {
    this.assumed.set(construct, assumed);
  }

  /** The findings of one mesh, or of what lies outside of all meshes, in the order of the tree. */
  public findings(mesh: MeshScope | undefined): MeshFinding[] {
    return (this.judgeAll().get(mesh) ?? []).map(({ finding }) => finding);
  }

  /** Where the workloads of a mesh that a construct is, or that stand below it, get to. */
  public egressBelow(mesh: MeshScope | undefined, from: IConstruct): WorkloadEgress[] {
    const constructs = this.constructsByMesh().get(mesh) ?? [];
    const manifests = manifestsOf(constructs.filter(isApiObject));
    const checked = CheckedMesh.of(manifests, this.assumedBy(constructs), mesh?.settings ?? DEFAULT_MESH_SETTINGS);
    return checked.workloadsBelow(from).map(workload => checked.egressOf(workload));
  }

  /** Called on the root, which cdk8s asks first: the messages are then given by the constructs that they are about. */
  private validate(): string[] {
    if (this.frame.active && this.judged) { return []; }
    this.failures = new Map();
    for (const [mesh, located] of this.judgeAll()) {
      const failing = FAILING[mesh?.failOn ?? FailOn.ERROR];
      for (const { construct, finding } of located) {
        if (failing.includes(finding.severity)) { this.fail(construct, `${finding.message} (${finding.rule}); see ${finding.ruleUrl}`); }
      }
    }
    this.judged = true;
    return [];
  }

  private fail(construct: IConstruct, message: string): void {
    append(this.failures, construct, message);
    if (this.reporting.has(construct)) { return; }
    this.reporting.add(construct);
    construct.node.addValidation({ validate: () => this.failures.get(construct) ?? [] });
  }

  private judgeAll(): Map<MeshScope | undefined, LocatedFinding[]> {
    return new Map([...this.constructsByMesh()].map(([mesh, list]) => [mesh, this.judgeMesh(mesh, list)]));
  }

  private constructsByMesh(): Map<MeshScope | undefined, IConstruct[]> {
    const constructs = new Map<MeshScope | undefined, IConstruct[]>();
    for (const construct of this.root.node.findAll()) {
      if (!isApiObject(construct) && ![this.sources, this.requirements, this.assumed].some(registered => registered.has(construct))) { continue; }
      const mesh = nearestMesh(construct);
      append(constructs, mesh, construct);
    }
    return constructs;
  }

  private assumedBy(constructs: readonly IConstruct[]): KubernetesObject[] {
    return constructs.flatMap(construct => this.assumed.get(construct)?.() ?? []);
  }

  private judgeMesh(mesh: MeshScope | undefined, constructs: IConstruct[]): LocatedFinding[] {
    const apiObjects = constructs.filter(isApiObject);
    const manifests = manifestsOf(apiObjects);
    const collector = new FindingCollector(constructs, manifests);
    const settings = withDeclaredOperatorVersion(mesh?.settings ?? DEFAULT_MESH_SETTINGS, apiObjects);
    const requirements = constructs.flatMap(owner => (this.requirements.get(owner) ?? []).map(requirement => ({ owner, requirement })));
    for (const finding of check(manifests.map(({ object }) => object), settings)) {
      const { object } = manifests[finding.object];
      if (!requirements.some(({ requirement }) => requirement.repeats?.(finding.rule, object))) { collector.addOfObject(finding); }
    }
    for (const construct of constructs) {
      for (const finding of this.sources.get(construct)?.() ?? []) { collector.addOfConstruct(construct, finding); }
    }
    if (requirements.length > 0) {
      const checked = CheckedMesh.of(manifests, this.assumedBy(constructs), settings);
      for (const unmet of proveRequirements(checked, requirements)) { collector.addOfRequirement(unmet); }
    }
    return collector.findings.filter(({ finding }) => !mesh?.disabledRules.has(finding.rule));
  }
}

function isApiObject(construct: IConstruct): construct is ApiObject {
  return ApiObject.isApiObject(construct);
}
