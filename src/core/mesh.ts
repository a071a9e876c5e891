import { Construct, IConstruct } from 'constructs';
import { checkConstruct, quotePath } from './check-construct';
import { checkNamespaceName } from './check-name';
import { CONSTRUCT_RULES } from './construct-rule';
import { EgressDestination } from './egress-destination';
import { MeshChecker } from './mesh-checker';
import { FailOn, MeshFinding } from './mesh-finding';
import { meshOn, nearestMesh, setMeshOn } from './mesh-scope';
import { WorkloadEgress } from './workload-egress';
import { isBlank, quote, quoteAll } from '../analysis/base/quote';
import type { Destination } from '../analysis/reach/egress-proof';
import { ALL_RULES } from '../analysis/rules';
import { isIstioAtLeast } from '../analysis/settings/istio-version';
import { DEFAULT_MESH_SETTINGS, MeshSettings, OutboundTrafficMode as Mode } from '../analysis/settings/mesh-settings';
import { exportToFaults } from '../analysis/syntax/export-to';

/**
 * What sidecars do with traffic to destinations that they do not know, where no Sidecar says otherwise.
 *
 * @see https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-OutboundTrafficPolicy-Mode
 */
export enum MeshOutboundTrafficPolicy {
  /** It is refused. */
  REGISTRY_ONLY = 'REGISTRY_ONLY',
  /** It passes. */
  ALLOW_ANY = 'ALLOW_ANY',
  /** It passes; plain text requests go where their Host header says. Since Istio 1.31. */
  ALLOW_ANY_DYNAMIC_DNS = 'ALLOW_ANY_DYNAMIC_DNS',
}

/** A rule that is not to be applied. */
export interface DisabledRule {
  /** Name of the rule, such as `sidecar/exact-hosts-only`. */
  readonly rule: string;

  /** Why it does not hold here, for those who read the code later. */
  readonly reason: string;
}

/** Properties of `Mesh`. */
export interface MeshProps {
  /**
   * Minor version of Istio in the cluster, such as `1.30`: rules and features differ. The rules of 1.31 also check newer versions.
   *
   * @default '1.31'
   */
  readonly istioVersion?: string;

  /**
   * Namespace of istiod, whose Sidecar without selector is the default of all others (`meshConfig.rootNamespace`).
   *
   * @default 'istio-system'
   */
  readonly rootNamespace?: string;

  /**
   * What sidecars do with traffic to destinations that they do not know, where no Sidecar says otherwise (`meshConfig.outboundTrafficPolicy.mode`).
   *
   * @default MeshOutboundTrafficPolicy.ALLOW_ANY
   */
  readonly outboundTrafficPolicy?: MeshOutboundTrafficPolicy;

  /**
   * Whom ServiceEntries without `exportTo` are visible to (`meshConfig.defaultServiceExportTo`): `*`, `.`, `~` or names of namespaces.
   *
   * @default - `*`, everybody
   */
  readonly defaultServiceExportTo?: string[];

  /**
   * Whether sidecars answer DNS queries (`ISTIO_META_DNS_CAPTURE` in `meshConfig.defaultConfig.proxyMetadata`).
   *
   * @default false
   */
  readonly dnsCapture?: boolean;

  /**
   * Whether istiod gives addresses to ServiceEntries without any (`PILOT_ENABLE_IP_AUTOALLOCATE`).
   *
   * @default - true since Istio 1.25, false before
   */
  readonly autoAllocateIp?: boolean;

  /**
   * Rules that are not applied, each with a reason.
   *
   * @default - all rules are applied
   */
  readonly disabledRules?: DisabledRule[];

  /**
   * Which findings fail the synth.
   *
   * @default FailOn.ERROR
   */
  readonly failOn?: FailOn;
}

/**
 * The mesh that the objects below a scope belong to: settings of Istio that no manifest of the app shows, and what was found about its objects.
 *
 * It may stand on any scope. What lies below the nearest Mesh belongs to it, so that one app can hold the manifests of several clusters. An app
 * without any is one mesh with Istio's defaults.
 *
 * All objects of the mesh are checked at synth, whoever created them. Errors fail the synth; `findings()` returns the warnings too.
 */
export class Mesh extends Construct {
  /** The mesh that a construct belongs to. */
  public static of(scope: IConstruct): Mesh {
    return nearestMesh(scope)?.construct as Mesh | undefined ?? new Mesh(scope.node.root as Construct, IMPLICIT_ID, {});
  }

  private readonly disabledRules: Map<string, string>;
  private readonly checker: MeshChecker;

  /**
   * @throws if the scope has a Mesh already, or a value can't be right
   */
  public constructor(scope: Construct, id: string, props: MeshProps = {}) {
    super(scope, id);
    const other = meshOn(scope)?.construct as Mesh | undefined;
    if (other && other.node.id !== IMPLICIT_ID) {
      throw new Error(`"${scope.node.path || 'the app'}" is a mesh already, by "${other.node.path}": one scope takes one Mesh`);
    }
    // The implicit mesh of an app gives way to one that is made later. What was said to it holds for that one too.
    this.disabledRules = other?.disabledRules ?? new Map();
    const settings = settingsOf(props);
    const failOn = checkOneOf('failOn', props.failOn ?? FailOn.ERROR, Object.values(FailOn));
    props.disabledRules?.forEach(({ rule, reason }) => this.disableRule(rule, reason));
    setMeshOn(scope, { construct: this, settings, failOn, disabledRules: this.disabledRules });
    this.checker = MeshChecker.of(scope);
  }

  /**
   * Turns a rule off for this mesh.
   *
   * @throws if there is no such rule, or the reason is empty
   */
  public disableRule(rule: string, reason: string): void {
    if (![...ALL_RULES, ...CONSTRUCT_RULES].some(({ name }) => name === rule)) {
      throw new Error(`'rule' must be the name of a rule, got ${quote(rule)}; the documentation lists them`);
    }
    if (isBlank(reason)) { throw new Error(`'reason' must say why the rule "${rule}" does not hold here, got ${quote(reason)}`); }
    this.disabledRules.set(rule, reason);
  }

  /**
   * Has it proved at synth that workloads reach destinations. Where one certainly doesn't, the synth fails, and the message says which line to add;
   * where that hangs on something that no manifest says, it is a warning. Workloads below another Mesh are that one's to prove.
   *
   * @param from a workload, or a chart or any other construct that stands for all workloads below it
   * @param to the destinations
   * @throws if no destination is given, or `from` is no construct of the app
   */
  public requireEgress(from: IConstruct, ...to: EgressDestination[]): void {
    checkConstruct('from', from, this);
    if (to.length === 0) { throw new Error(`'to' must name one destination at least for ${quotePath(from)}, got none`); }
    const destinations = to.map(questionOf);
    this.checker.addRequirement(this, {
      clients: mesh => mesh.workloadsBelow(from).map(workload => ({ workload, certain: true })),
      destinations: () => destinations,
      subject: from,
    });
  }

  /**
   * Where workloads get to, as the app stands now: all destinations outside the mesh, and what becomes of connections to any other host.
   *
   * It tells what the manifests of this mesh let through. The network behind the sidecars may let through less.
   *
   * @param from a workload, or a chart or any other construct that stands for all workloads below it
   * @throws if `from` is no construct of the app
   */
  public egressOf(from: IConstruct): WorkloadEgress[] {
    checkConstruct('from', from, this);
    return this.checker.egressBelow(meshOn(this.node.scope!), from);
  }

  /**
   * Everything that is wrong, or that one should know, as the app stands now, in the order in which the objects stand in the tree.
   */
  public findings(): MeshFinding[] {
    return this.checker.findings(meshOn(this.node.scope!));
  }
}

/** No user's id begins like this. */
const IMPLICIT_ID = '$mesh';

function settingsOf(props: MeshProps): MeshSettings {
  const istioVersion = checkVersion(props.istioVersion ?? DEFAULT_MESH_SETTINGS.istioVersion);
  return {
    istioVersion,
    rootNamespace: checkNamespaceName('\'rootNamespace\'', props.rootNamespace ?? DEFAULT_MESH_SETTINGS.rootNamespace),
    outboundTrafficPolicy: checkPolicy(props.outboundTrafficPolicy ?? MeshOutboundTrafficPolicy.ALLOW_ANY, istioVersion),
    defaultServiceExportTo: checkExportTo(props.defaultServiceExportTo ?? DEFAULT_MESH_SETTINGS.defaultServiceExportTo),
    dnsCapture: checkFlag('dnsCapture', props.dnsCapture ?? DEFAULT_MESH_SETTINGS.dnsCapture),
    autoAllocateIp: checkFlag('autoAllocateIp', props.autoAllocateIp ?? isIstioAtLeast(istioVersion, '1.25')),
  };
}

function checkVersion(version: string): string {
  if (typeof version !== 'string' || !/^1\.(?:0|[1-9][0-9]{0,2})$/.test(version)) {
    throw new Error(`'istioVersion' must be a minor version such as "1.31", got ${quote(version)}`);
  }
  return version;
}

function checkPolicy(policy: MeshOutboundTrafficPolicy, istioVersion: string): Mode {
  checkOneOf('outboundTrafficPolicy', policy, Object.values(MeshOutboundTrafficPolicy));
  if (policy === MeshOutboundTrafficPolicy.ALLOW_ANY_DYNAMIC_DNS && !isIstioAtLeast(istioVersion, '1.31')) {
    throw new Error(`'outboundTrafficPolicy' takes ALLOW_ANY_DYNAMIC_DNS since Istio 1.31, got ${quote(policy)} with 'istioVersion' ${quote(istioVersion)}`);
  }
  return policy as string as Mode;
}

/** By its shape: another copy of this library, such as that of a construct library, may have made it. */
function questionOf(destination: EgressDestination): Destination {
  if (typeof (destination as Partial<EgressDestination> | undefined)?._toQuestion !== 'function') {
    throw new Error(`'to' takes destinations such as EgressDestination.https("api.example.com"), got ${quote(destination)}`);
  }
  return destination._toQuestion();
}

/** A value that is none of an enum would be taken for something silently, and the proof be about another mesh. */
function checkOneOf<T extends string>(name: string, value: T, values: readonly T[]): T {
  if (!values.includes(value)) { throw new Error(`'${name}' must be one of ${quoteAll(values)}, got ${quote(value)}`); }
  return value;
}

function checkFlag(name: string, value: boolean): boolean {
  if (typeof value !== 'boolean') { throw new Error(`'${name}' must be true or false, got ${quote(value)}`); }
  return value;
}

function checkExportTo(values: readonly string[]): string[] {
  if (values.length === 0) { throw new Error('\'defaultServiceExportTo\' must not be empty, got "[]"; leave it out to mean everybody'); }
  for (const fault of exportToFaults(values, '', true, 'defaultServiceExportTo')) { throw new Error(fault); }
  return [...values].sort();
}
