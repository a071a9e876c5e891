import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { withDeclaredOperatorVersion } from './declared-operator-version';
import { EgressRequirement, JudgedMesh, proveRequirements } from './egress-requirement';
import { ConstructFinding, FindingCollector, LocatedFinding } from './finding-collector';
import { manifestsOf } from './manifest';
import { FailOn, MeshFinding } from './mesh-finding';
import { MeshScope, nearestMesh } from './mesh-scope';
import { SynthFrame } from './synth-frame';
import type { WorkloadEgress } from './workload-egress';
import { append } from '../analysis/base/group-by';
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

  /** The findings of one mesh, or of what lies outside of all meshes, in the order of the tree. */
  public findings(mesh: MeshScope | undefined): MeshFinding[] {
    return (this.judgeAll().get(mesh) ?? []).map(({ finding }) => finding);
  }

  /** Where the workloads of a mesh that a construct is, or that stand below it, get to. */
  public egressBelow(mesh: MeshScope | undefined, from: IConstruct): WorkloadEgress[] {
    const constructs = this.constructsByMesh().get(mesh) ?? [];
    const manifests = manifestsOf(constructs.filter(isApiObject));
    const requirements = constructs.flatMap(construct => this.requirements.get(construct) ?? []);
    const judged = JudgedMesh.of(manifests, requirements, mesh?.settings ?? DEFAULT_MESH_SETTINGS);
    return judged.workloadsBelow(from).map(workload => judged.egressOf(workload));
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
      if (!isApiObject(construct) && !this.sources.has(construct) && !this.requirements.has(construct)) { continue; }
      const mesh = nearestMesh(construct);
      append(constructs, mesh, construct);
    }
    return constructs;
  }

  private judgeMesh(mesh: MeshScope | undefined, constructs: IConstruct[]): LocatedFinding[] {
    const apiObjects = constructs.filter(isApiObject);
    const manifests = manifestsOf(apiObjects);
    const collector = new FindingCollector(constructs, manifests);
    const settings = withDeclaredOperatorVersion(mesh?.settings ?? DEFAULT_MESH_SETTINGS, apiObjects);
    for (const finding of check(manifests.map(({ object }) => object), settings)) { collector.addOfObject(finding); }
    for (const construct of constructs) {
      for (const finding of this.sources.get(construct)?.() ?? []) { collector.addOfConstruct(construct, finding); }
    }
    const owners = constructs.filter(construct => this.requirements.has(construct));
    if (owners.length > 0) {
      const requirements = owners.flatMap(owner => this.requirements.get(owner)!.map(requirement => ({ owner, requirement })));
      const judged = JudgedMesh.of(manifests, requirements.map(({ requirement }) => requirement), settings);
      for (const unmet of proveRequirements(judged, requirements)) { collector.addOfRequirement(unmet); }
    }
    return collector.findings.filter(({ finding }) => !mesh?.disabledRules.has(finding.rule));
  }
}

function isApiObject(construct: IConstruct): construct is ApiObject {
  return ApiObject.isApiObject(construct);
}
