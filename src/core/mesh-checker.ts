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

const CHECKER = Symbol.for('cdk8s-istio-oneagent.MeshChecker');

/** The severities that fail the synth. */
const FAILING: { readonly [failOn in FailOn]: readonly Severity[] } = {
  [FailOn.ERROR]: [Severity.ERROR],
  [FailOn.WARNING]: [Severity.ERROR, Severity.WARNING],
  [FailOn.INFO]: [Severity.ERROR, Severity.WARNING, Severity.INFO],
  [FailOn.NEVER]: [],
};

/** Returns the findings of a construct about what its manifests do not show. */
export type ConstructFindings = () => Iterable<ConstructFinding>;

/**
 * Checks all objects of an app, mesh by mesh.
 *
 * Within one `synth()` everything is read and checked once, however often cdk8s validates. Outside of it (`chart.toJson()`, `findings()`) each call
 * checks again.
 */
export class MeshChecker {
  /** The checker of the app that a construct belongs to. The first call creates it and adds it to the app's validation. */
  public static of(scope: IConstruct): MeshChecker {
    const root = scope.node.root as IConstruct & { [CHECKER]?: MeshChecker };
    if (!root[CHECKER]) { Object.defineProperty(root, CHECKER, { value: new MeshChecker(root) }); }
    return root[CHECKER]!;
  }

  private readonly root: IConstruct;
  private readonly sources = new Map<IConstruct, ConstructFindings>();
  private readonly requirements = new Map<IConstruct, EgressRequirement[]>();
  private readonly assumed = new Map<IConstruct, AssumedObjects>();
  /** What fails the synth, by construct, as of the last check. */
  private failures = new Map<IConstruct, string[]>();
  private readonly reporting = new Set<IConstruct>();
  private readonly frame: SynthFrame;
  private checked = false;

  private constructor(root: IConstruct) {
    this.root = root;
    root.node.addValidation({ validate: () => this.validate() });
    this.frame = new SynthFrame(root, () => { this.checked = false; });
  }

  /** Adds findings of a construct itself. They are asked for each time its mesh is checked. */
  public addSource(construct: IConstruct, source: ConstructFindings): void {
    this.sources.set(construct, source);
  }

  /** Adds a requirement that is proved each time the mesh of the construct is checked. The construct shows what is wrong. */
  public addRequirement(construct: IConstruct, requirement: EgressRequirement): void {
    append(this.requirements, construct, requirement);
  }

  /** Adds objects to the mesh of a construct that the app does not create but that are in the cluster. Requirements are proved with them. */
  public addAssumedObjects(construct: IConstruct, assumed: AssumedObjects): void {
    this.assumed.set(construct, assumed);
  }

  /** The findings of a mesh, or of everything outside all meshes, in the order of the construct tree. */
  public findings(mesh: MeshScope | undefined): MeshFinding[] {
    return (this.checkAll().get(mesh) ?? []).map(({ finding }) => finding);
  }

  /** The destinations that the workloads of a mesh at or below a construct reach. */
  public egressBelow(mesh: MeshScope | undefined, from: IConstruct): WorkloadEgress[] {
    const constructs = this.constructsByMesh().get(mesh) ?? [];
    const manifests = manifestsOf(constructs.filter(isApiObject));
    const checked = CheckedMesh.of(manifests, this.assumedBy(constructs), mesh?.settings ?? DEFAULT_MESH_SETTINGS);
    return checked.workloadsBelow(from).map(workload => checked.egressOf(workload));
  }

  /** The validation of the root, which cdk8s calls first. It fills the messages that the validations of the constructs return later. */
  private validate(): string[] {
    if (this.frame.active && this.checked) { return []; }
    this.failures = new Map();
    for (const [mesh, located] of this.checkAll()) {
      const failing = FAILING[mesh?.failOn ?? FailOn.ERROR];
      for (const { construct, finding } of located) {
        if (failing.includes(finding.severity)) { this.fail(construct, `${finding.message} (${finding.rule}); see ${finding.ruleUrl}`); }
      }
    }
    this.checked = true;
    return [];
  }

  private fail(construct: IConstruct, message: string): void {
    append(this.failures, construct, message);
    if (this.reporting.has(construct)) { return; }
    this.reporting.add(construct);
    construct.node.addValidation({ validate: () => this.failures.get(construct) ?? [] });
  }

  private checkAll(): Map<MeshScope | undefined, LocatedFinding[]> {
    return new Map([...this.constructsByMesh()].map(([mesh, list]) => [mesh, this.checkMesh(mesh, list)]));
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

  private checkMesh(mesh: MeshScope | undefined, constructs: IConstruct[]): LocatedFinding[] {
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
