import { Construct, IConstruct } from 'constructs';
import { checkConstruct, quotePath } from './check-construct';
import { checkNamespaceName } from './check-name';
import { CONSTRUCT_RULES } from './construct-rule';
import { EgressDestination } from './egress-destination';
import { FindingPolicy } from './findings/finding-policy';
import { FailOn, MeshFinding } from './findings/mesh-finding';
import { MeshChecker } from './mesh-checker';
import { meshOn, nearestMesh, setMeshOn } from './mesh-scope';
import { OutboundTrafficPolicy } from './outbound-traffic-policy';
import { checkCall } from './signatures/check-call';
import { WorkloadEgress } from './workload-egress';
import { isBlank, quote } from '../analysis/base/quote';
import { RULES_URL } from '../analysis/findings/rule';
import type { Destination } from '../analysis/reach/trace/egress-proof';
import { ALL_RULES } from '../analysis/rules';
import { isIstioAtLeast } from '../analysis/settings/istio-version';
import { DEFAULT_MESH_SETTINGS, MeshSettings, OutboundTrafficMode as Mode } from '../analysis/settings/mesh-settings';
import { exportToFaults } from '../analysis/syntax/export-to';
import { isKubernetesName } from '../analysis/syntax/hosts';

/** A rule that is turned off. */
export interface DisabledRule {
  /** Name of the rule, such as `sidecar/exact-hosts-only`. */
  readonly rule: string;

  /** Why the rule does not apply here, for later readers of the code. */
  readonly reason: string;
}

/** Properties of `Mesh`. */
export interface MeshProps {
  /**
   * Minor version of Istio in the cluster, such as `1.30`. Rules and features depend on it. For versions after 1.31, the rules of 1.31 apply.
   *
   * @default '1.31'
   */
  readonly istioVersion?: string;

  /**
   * Root namespace of the mesh (`meshConfig.rootNamespace`). Its Sidecar without a selector is the default for all namespaces.
   *
   * @default 'istio-system'
   */
  readonly rootNamespace?: string;

  /**
   * What sidecars do with traffic to destinations that they do not know, unless their Sidecar sets it (`meshConfig.outboundTrafficPolicy.mode`). It
   * can't have an egress proxy.
   *
   * @default OutboundTrafficPolicy.allowAny()
   */
  readonly outboundTrafficPolicy?: OutboundTrafficPolicy;

  /**
   * Namespaces that see ServiceEntries without `exportTo` (`meshConfig.defaultServiceExportTo`): `*`, `.`, `~` or names of namespaces.
   *
   * @default - `*`, all namespaces
   */
  readonly defaultServiceExportTo?: string[];

  /**
   * Whether sidecars answer DNS queries (`ISTIO_META_DNS_CAPTURE` in `meshConfig.defaultConfig.proxyMetadata`).
   *
   * @default false
   */
  readonly dnsCapture?: boolean;

  /**
   * Whether istiod allocates addresses to ServiceEntries without addresses (`PILOT_ENABLE_IP_AUTOALLOCATE`).
   *
   * @default - true since Istio 1.25, false before
   */
  readonly autoAllocateIp?: boolean;

  /**
   * Whether containers start after their sidecar is ready (`meshConfig.defaultConfig.holdApplicationUntilProxyStarts`).
   *
   * @default false
   */
  readonly holdApplicationUntilProxyStarts?: boolean;

  /**
   * DNS domain of the cluster, which completes the names of its Services (`global.proxy.clusterDomain` of Istio).
   *
   * @default 'cluster.local'
   */
  readonly clusterDomain?: string;

  /**
   * Rules that are turned off, each with a reason.
   *
   * @default - no rule is turned off
   */
  readonly disabledRules?: DisabledRule[];

  /**
   * Which findings fail the synth.
   *
   * @default FailOn.ERROR
   */
  readonly failOn?: FailOn;

  /**
   * Whether `app.synth()` prints the warnings, and the errors that do not fail it, on standard error at its end. `findings()` returns them in any case.
   *
   * @default true
   */
  readonly printFindings?: boolean;
}

/**
 * Settings of Istio that are not part of the manifests, and the findings about the objects they apply to.
 *
 * A Mesh applies to every object below its scope, except those below a nearer Mesh, so one app can hold the manifests of several clusters. An app
 * without a Mesh is one mesh with Istio's defaults.
 *
 * All objects of the mesh are checked at synth, no matter what created them: also those of `Include` and `ApiObject`, as soon as the app has a Mesh. Errors fail the
 * synth. Warnings are printed at the end of `app.synth()`; `findings()` returns them too.
 *
 * @see https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/
 *
 * @exampleMetadata fixture=app
 * @example
 * const mesh = new Mesh(app, 'Mesh', { outboundTrafficPolicy: OutboundTrafficPolicy.registryOnly() });
 * new ServiceEntry(shop, 'Payments', { hosts: ['api.payments.example'], ports: [ServicePort.https()] });
 * mesh.requireEgress(web, EgressDestination.https('api.payments.example'));
 */
export class Mesh extends Construct {
  /** The Mesh that applies to a construct. If there is none, one with Istio's defaults is created for the app. */
  public static of(scope: IConstruct): Mesh {
    checkCall('Mesh.of', [scope]);
    return nearestMesh(scope)?.construct as Mesh | undefined ?? new Mesh(scope.node.root as Construct, IMPLICIT_ID, {});
  }

  private readonly policy: FindingPolicy;
  private readonly checker: MeshChecker;

  /**
   * @throws if the scope already has a Mesh, or a value is not valid
   */
  public constructor(scope: Construct, id: string, props: MeshProps = {}) {
    checkCall('Mesh', [scope, id, props]);
    super(scope, id);
    const other = meshOn(scope)?.construct as Mesh | undefined;
    if (other && other.node.id !== IMPLICIT_ID) {
      throw new Error(`${quotePath(scope)} already has the Mesh "${other.node.path}": add the settings to that one, or choose another scope`);
    }
    // An explicit Mesh replaces the implicit one of the app, and keeps the rules that were turned off in it.
    this.policy = other?.policy ?? new FindingPolicy();
    const settings = settingsOf(props);
    if (props.failOn !== undefined) { this.failOn(props.failOn); }
    props.disabledRules?.forEach(({ rule, reason }) => this.disableRule(rule, reason));
    setMeshOn(scope, { construct: this, settings, policy: this.policy, printFindings: checkFlag('printFindings', props.printFindings ?? true) });
    this.checker = MeshChecker.of(scope);
  }

  /**
   * Turns a rule off for this mesh, or for a part of it. A rule that is turned off where it finds nothing is a finding itself (`mesh/unused-suppression`).
   *
   * @param rule name of the rule, such as `sidecar/exact-hosts-only`
   * @param reason why the rule does not apply here, for later readers of the code
   * @param scope the rule is off for the constructs at or below this one; by default, for the whole mesh
   * @throws if there is no such rule, the reason is empty, or the scope is not in this mesh
   */
  public disableRule(rule: string, reason: string, scope?: IConstruct): void {
    checkCall('Mesh#disableRule', [rule, reason, scope]);
    if (![...ALL_RULES, ...CONSTRUCT_RULES].some(({ name }) => name === rule)) {
      throw new Error(`'rule' must be the name of a rule, got ${quote(rule)}; see ${RULES_URL}`);
    }
    if (isBlank(reason)) { throw new Error(`'reason' must say why the rule "${rule}" does not apply here, got ${quote(reason)}`); }
    this.policy.disableRule({ rule, reason, scope: this.partOfMesh(scope) });
  }

  /**
   * Sets which findings fail the synth, for this mesh or for a part of it. The nearest scope counts.
   *
   * @param severity the least severity that fails the synth
   * @param scope a construct: for it and what is below it; by default, for the whole mesh
   * @throws if the scope is not in this mesh
   */
  public failOn(severity: FailOn, scope?: IConstruct): void {
    checkCall('Mesh#failOn', [severity, scope]);
    this.policy.failOn(severity, this.partOfMesh(scope));
  }

  /**
   * Requires, and proves at synth, that the workloads reach the destinations. If a workload certainly does not, the synth fails, and the message names
   * the line to add. If the answer depends on something that the app does not show, it is a warning. Each Mesh covers only its own workloads.
   *
   * @param from a workload, or a chart or any other construct: then all workloads below it
   * @param to the destinations
   * @throws if no destination is given, or `from` is not a construct of the app
   */
  public requireEgress(from: IConstruct, ...to: EgressDestination[]): void {
    checkCall('Mesh#requireEgress', [from, ...to]);
    checkConstruct('from', from, this);
    if (to.length === 0) { throw new Error(`'to' must have at least one destination for ${quotePath(from)}, got none`); }
    const destinations = to.map(questionOf);
    this.checker.addRequirement(this, {
      clients: mesh => mesh.workloadsBelow(from).map(workload => ({ workload, certain: true })),
      destinations: () => destinations,
      subject: from,
    });
  }

  /**
   * Returns the destinations outside the mesh that workloads reach, and what happens to connections to any other host, as of now.
   *
   * The answer is what the manifests of this mesh allow. The network outside the mesh may allow less.
   *
   * @param from a workload, or a chart or any other construct: then all workloads below it
   * @throws if `from` is not a construct of the app
   */
  public egressOf(from: IConstruct): WorkloadEgress[] {
    checkCall('Mesh#egressOf', [from]);
    checkConstruct('from', from, this);
    return this.checker.egressBelow(meshOn(this.node.scope!), from);
  }

  /**
   * Returns all findings of this mesh as of now, of every severity, in the order of the construct tree.
   */
  public findings(): MeshFinding[] {
    return this.checker.findings(meshOn(this.node.scope!));
  }

  /** A part of this mesh, by default all of it. */
  private partOfMesh(scope: IConstruct | undefined): IConstruct {
    const whole = this.node.scope!;
    if (scope === undefined) { return whole; }
    checkConstruct('scope', scope, this);
    const nearer = scope.node.scopes.slice(whole.node.scopes.length).map(meshOn).find(mesh => mesh && mesh.construct !== this);
    if (nearer) { throw new Error(`'scope' must not belong to another Mesh, got ${quotePath(scope)}; call the method of the Mesh ${quotePath(nearer.construct)}`); }
    if (!scope.node.scopes.includes(whole)) { throw new Error(`'scope' must be at or below ${quotePath(whole)}, where this Mesh is, got ${quotePath(scope)}`); }
    return scope;
  }
}

/** Id of the implicit mesh. Users do not begin an id like this. */
const IMPLICIT_ID = '$mesh';

function settingsOf(props: MeshProps): MeshSettings {
  const istioVersion = checkVersion(props.istioVersion ?? DEFAULT_MESH_SETTINGS.istioVersion);
  const { outboundTrafficPolicy = OutboundTrafficPolicy.allowAny() } = props;
  return {
    istioVersion,
    rootNamespace: checkNamespaceName('\'rootNamespace\'', props.rootNamespace ?? DEFAULT_MESH_SETTINGS.rootNamespace),
    outboundTrafficPolicy: checkPolicy(outboundTrafficPolicy, istioVersion),
    defaultServiceExportTo: checkExportTo(props.defaultServiceExportTo ?? DEFAULT_MESH_SETTINGS.defaultServiceExportTo),
    dnsCapture: checkFlag('dnsCapture', props.dnsCapture ?? DEFAULT_MESH_SETTINGS.dnsCapture),
    autoAllocateIp: checkFlag('autoAllocateIp', props.autoAllocateIp ?? isIstioAtLeast(istioVersion, '1.25')),
    ...checkFlag('holdApplicationUntilProxyStarts', props.holdApplicationUntilProxyStarts ?? false) ? { holdsApplications: true } : {},
    ...props.clusterDomain === undefined ? {} : { clusterDomain: checkClusterDomain(props.clusterDomain) },
  };
}

function checkClusterDomain(domain: string): string {
  if (typeof domain !== 'string' || !isKubernetesName(domain)) { throw new Error(`'clusterDomain' must be a DNS name such as "cluster.local", got ${quote(domain)}`); }
  return domain;
}

function checkVersion(version: string): string {
  if (typeof version !== 'string' || !/^1\.(?:0|[1-9][0-9]{0,2})$/.test(version)) {
    throw new Error(`'istioVersion' must be a minor version such as "1.31", got ${quote(version)}`);
  }
  return version;
}

function checkPolicy(given: OutboundTrafficPolicy, istioVersion: string): Mode {
  const { mode, _proxy: proxy } = given;
  if (proxy) {
    throw new Error(`'outboundTrafficPolicy' of a Mesh takes no egress proxy, which MeshConfig lacks, got ${quote(`${proxy.host}:${proxy.port}`)}; pass it to each Sidecar`);
  }
  if (mode === Mode.ALLOW_ANY_DYNAMIC_DNS && !isIstioAtLeast(istioVersion, '1.31')) {
    throw new Error(`'outboundTrafficPolicy' takes ALLOW_ANY_DYNAMIC_DNS since Istio 1.31, got ${quote(mode)} with 'istioVersion' ${quote(istioVersion)}`);
  }
  return mode as Mode;
}

/** Checks the shape and not the class: another copy of this library, for example in a construct library, can have created it. */
function questionOf(destination: EgressDestination): Destination {
  if (typeof (destination as Partial<EgressDestination> | undefined)?._toQuestion !== 'function') {
    throw new Error(`'to' must be destinations such as EgressDestination.https("api.example.com"), got ${quote(destination)}`);
  }
  return destination._toQuestion();
}

function checkFlag(name: string, value: boolean): boolean {
  if (typeof value !== 'boolean') { throw new Error(`'${name}' must be true or false, got ${quote(value)}`); }
  return value;
}

function checkExportTo(values: readonly string[]): string[] {
  if (values.length === 0) { throw new Error('\'defaultServiceExportTo\' must not be empty, got "[]"; leave it out for all namespaces'); }
  for (const fault of exportToFaults(values, '', true, 'defaultServiceExportTo')) { throw new Error(fault); }
  return [...values].sort();
}
