import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { quotePath } from './check-construct';
import { AskedMesh, AssumedObjects, withAssumed } from './checked-mesh';
import { UNUSED_SUPPRESSION } from './construct-rule';
import { withDeclaredOperatorVersion } from './declared-operator-version';
import { EgressRequirement, IsOff, proveRequirements } from './egress-requirement';
import { ConstructFinding, FindingCollector } from './finding-collector';
import { Suppressor } from './findings/finding-policy';
import { linesOf } from './findings/finding-text';
import type { FindingLine } from './findings/finding-text';
import type { LocatedFinding } from './findings/located-finding';
import { FailOn, MeshFinding } from './findings/mesh-finding';
import { namesElsewhere } from './findings/names-elsewhere';
import { Manifest, manifestsOf } from './manifest';
import { checkManifests, ManifestFindings } from './manifest-rules';
import { meshOn, MeshScope, nearestMesh } from './mesh-scope';
import { MeshView, Plan } from './mesh-view';
import { SynthFrame } from './synth-frame';
import type { WorkloadEgress } from './workload-egress';
import { append } from '../analysis/base/group-by';
import type { KubernetesObject } from '../analysis/base/kubernetes-object';
import { check } from '../analysis/check';
import { isAtLeast, Severity } from '../analysis/findings/finding';
import { DEFAULT_MESH_SETTINGS } from '../analysis/settings/mesh-settings';

const CHECKER = Symbol.for('cdk8s-istio-oneagent.MeshChecker');

/** A mesh of the app, or everything outside all meshes. */
interface MeshPart {
  readonly mesh: MeshScope | undefined;
  readonly constructs: readonly IConstruct[];
  readonly manifests: readonly Manifest[];
}

/** Returns the findings of a construct about what its manifests do not show, or about what the objects of its mesh mean together. */
export type ConstructFindings = (mesh: MeshView) => Iterable<ConstructFinding>;

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
  private readonly plans = new Map<IConstruct, Plan>();
  /** What fails the synth, by construct, as of the last check. */
  private failures = new Map<IConstruct, string[]>();
  /** What does not fail the synth, but is printed at its end, as of the last check. */
  private printed: LocatedFinding[] = [];
  private readonly reporting = new Set<IConstruct>();
  private readonly frame: SynthFrame;
  private readonly asked: AskedMesh;
  private checked = false;

  private constructor(root: IConstruct) {
    this.root = root;
    this.asked = new AskedMesh(root);
    root.node.addValidation({ validate: () => this.validate() });
    this.frame = new SynthFrame(root, () => { this.begin(); }, () => { printFindings(root, this.printed); });
  }

  private begin(): void {
    this.checked = false;
    this.asked.forget();
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

  /**
   * Adds a change of an object that is planned. What the change breaks is found before it is made: requirements are proved with all planned changes too.
   */
  public addPlan(apiObject: ApiObject, plan: Plan): void {
    this.plans.set(apiObject, plan);
  }

  /** What the app writes in the mesh of a construct of those kinds. They must not depend on the object that asks. */
  public manifestsOfKinds(construct: IConstruct, kinds: ReadonlySet<string>): readonly Manifest[] {
    const mesh = nearestMesh(construct);
    const read = () => {
      const apiObjects = this.root.node.findAll().filter(isApiObject);
      return this.manifestsOf(apiObjects.filter(each => kinds.has(each.kind) && nearestMesh(each) === mesh));
    };
    return this.frame.once(JSON.stringify([mesh?.construct.node.path, ...kinds]), read);
  }

  /** The objects that the mesh of a construct is assumed to have beside those of the app. They must not depend on the object that asks. */
  public assumedObjects(construct: IConstruct): readonly KubernetesObject[] {
    const mesh = nearestMesh(construct);
    return this.assumedBy([...this.assumed.keys()].filter(each => nearestMesh(each) === mesh));
  }

  /** The findings of a mesh, or of everything outside all meshes, in the order of the construct tree. */
  public findings(mesh: MeshScope | undefined): MeshFinding[] {
    return (this.frame.whileUnchanged(() => this.checkAll()).get(mesh) ?? []).map(({ finding }) => finding);
  }

  /** The destinations that the workloads of a mesh at or below a construct reach. */
  public egressBelow(mesh: MeshScope | undefined, from: IConstruct): WorkloadEgress[] {
    const constructs = this.constructsByMesh().get(mesh) ?? [];
    const checked = this.asked.of(constructs.filter(isApiObject), this.assumedBy(constructs), mesh?.settings ?? DEFAULT_MESH_SETTINGS);
    return checked.workloadsBelow(from).map(workload => checked.egressOf(workload));
  }

  /** The validation of the root, which cdk8s calls first. It fills the messages that the validations of the constructs return later. */
  private validate(): string[] {
    if (this.frame.active && this.checked) { return []; }
    this.failures = new Map();
    this.printed = [];
    const failing: LocatedFinding[] = [];
    for (const [mesh, located] of this.frame.whileUnchanged(() => this.checkAll())) {
      const fails = ({ about, finding }: LocatedFinding) => isAtLeast(finding.severity, mesh?.policy.failOnAt(about) ?? FailOn.ERROR);
      failing.push(...located.filter(fails));
      if (mesh?.printFindings === false) { continue; }
      this.printed.push(...located.filter(each => each.finding.severity !== Severity.INFO && !fails(each)));
    }
    for (const { construct, text } of withNamesElsewhere(this.root, linesOf(failing))) { this.fail(construct, text); }
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
    const parts = [...this.constructsByMesh()].map(([mesh, constructs]): MeshPart => {
      return { mesh, constructs, manifests: this.manifestsOf(constructs) };
    });
    const manifestFindings = checkManifests(this.root, parts.flatMap(({ manifests }) => manifests));
    return new Map(parts.map(part => [part.mesh, this.checkMesh(part, manifestFindings)]));
  }

  private manifestsOf(constructs: readonly IConstruct[]): Manifest[] {
    return manifestsOf(constructs.filter(isApiObject), apiObject => this.frame.render(apiObject));
  }

  private constructsByMesh(): Map<MeshScope | undefined, IConstruct[]> {
    const constructs = new Map<MeshScope | undefined, IConstruct[]>();
    const visit = (construct: IConstruct, above: MeshScope | undefined) => {
      const mesh = meshOn(construct) ?? above;
      const isRegistered = this.sources.has(construct) || this.requirements.has(construct) || this.assumed.has(construct);
      if (isRegistered || isApiObject(construct) || mesh?.construct === construct) { append(constructs, mesh, construct); }
      for (const child of construct.node.children) { visit(child, mesh); }
    };
    visit(this.root, undefined);
    return constructs;
  }

  private assumedBy(constructs: readonly IConstruct[]): KubernetesObject[] {
    return constructs.filter(construct => this.assumed.has(construct)).flatMap(construct => this.assumed.get(construct)!());
  }

  private checkMesh({ mesh, constructs, manifests }: MeshPart, manifestFindings: ManifestFindings): LocatedFinding[] {
    const collector = new FindingCollector(constructs, manifests);
    const suppressor = new Suppressor(mesh?.policy);
    const settings = withDeclaredOperatorVersion(mesh?.settings ?? DEFAULT_MESH_SETTINGS, constructs.filter(isApiObject));
    const requirements = constructs.flatMap(owner => this.requirements.get(owner)?.map(requirement => ({ owner, requirement })) ?? []);
    const repeating = requirements.filter(({ requirement }) => requirement.repeats !== undefined);
    const objects = withAssumed(manifests, this.assumedBy(constructs));
    const view = new MeshView(manifests, objects, settings, this.plans);
    for (const finding of check(objects, settings, (given, of) => view.modelOf(given, of))) {
      // What is wrong with an object that is not part of the app is for others to know.
      if (finding.object >= manifests.length) { continue; }
      const { object } = manifests[finding.object];
      if (!repeating.some(({ requirement }) => requirement.repeats!(finding.rule, object))) { collector.addOfObject(finding); }
    }
    for (const construct of constructs) {
      for (const finding of manifestFindings.get(construct) ?? []) { collector.addOfConstruct(construct, finding); }
      for (const finding of this.sources.get(construct)?.(view) ?? []) { collector.addOfConstruct(construct, finding); }
    }
    if (requirements.length > 0) {
      const isOff: IsOff = (rule, { ref }) => {
        const apiObject = view.current.apiObjectOf(ref);
        return apiObject !== undefined && suppressor.isOff(rule.name, apiObject);
      };
      const unmet = proveRequirements(view.current, requirements, isOff);
      const broken = view.hasPlans ? view.brokenBy(proveRequirements(view.planned, requirements, isOff), unmet) : [];
      for (const each of [...unmet, ...broken]) { collector.addOfRequirement(each); }
    }
    collector.keep(({ about, finding }) => !suppressor.isOff(finding.rule, about));
    for (const { rule, scope } of suppressor.unused) {
      if (rule === UNUSED_SUPPRESSION.name || suppressor.isOff(UNUSED_SUPPRESSION.name, scope)) { continue; }
      const message = `the rule "${rule}" is turned off at or below ${quotePath(scope)}, where it finds nothing; remove it from disabledRules or the call of disableRule()`;
      collector.addOfConstruct(mesh!.construct, { rule: UNUSED_SUPPRESSION, message });
    }
    return collector.findings;
  }
}

/** Prints what does not fail the synth, one line for each cause. Not with `console`, to which test runners add stack traces of this library. */
function printFindings(root: IConstruct, located: readonly LocatedFinding[]): void {
  if (located.length === 0) { return; }
  const lines = withNamesElsewhere(root, linesOf(located, ({ severity }) => `${severity}: `)).map(({ construct, text }) => `  [${construct.node.path}] ${text}`);
  process.stderr.write(`${['cdk8s-istio-oneagent found what does not fail the synth (printFindings: false of the Mesh turns this off):', ...lines].join('\n')}\n`);
}

/** Lines, and one with the names of their methods in the language of the app. */
function withNamesElsewhere(root: IConstruct, lines: readonly FindingLine[]): readonly FindingLine[] {
  const text = namesElsewhere(root, lines.map(line => line.text));
  return text === undefined ? lines : [...lines, { construct: lines[lines.length - 1].construct, text }];
}

function isApiObject(construct: IConstruct): construct is ApiObject {
  return ApiObject.isApiObject(construct);
}
