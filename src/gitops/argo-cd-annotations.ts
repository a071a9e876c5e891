import { ApiObject, ApiObjectMetadataDefinition } from 'cdk8s';
import { IConstruct } from 'constructs';
import { groupKindOf } from '../analysis/base/group-kind';
import { recordOf, textOf } from '../analysis/base/json';
import { checkSyncOption, checkSyncWave, SKIP_DRY_RUN, SYNC_OPTIONS, SYNC_WAVE } from '../dynatrace/delivery/argo-cd-options';
import { EgressGateway } from '../gateway/egress-gateway';
import { Waypoint } from '../gateway/waypoint';

/** What Argo CD's annotations set for objects. At least one property is needed. */
export interface ArgoCdAnnotations {
  /**
   * Sync wave: Argo CD applies lower waves first, and negative ones before the objects without a wave, which are in wave 0. It replaces the wave of the object, if any.
   *
   * @default - the objects keep their wave
   * @see https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/
   */
  readonly syncWave?: number;

  /**
   * Whether an object may be applied although its CRD is not installed when the sync begins: its dry run is then left out. Without it, the sync fails before anything
   * is applied if another Application or a Helm chart installs the CRD.
   *
   * @default - the objects keep their option
   */
  readonly skipDryRunOnMissingResource?: boolean;

  /**
   * Additional sync options of the objects, such as `Prune=false` or `ServerSideApply=true`. They replace options of the object with the same name.
   *
   * @default - no additional options
   * @see https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/
   */
  readonly syncOptions?: string[];
}

/** The annotations, checked. */
export interface CheckedAnnotations {
  readonly syncWave?: string;
  readonly syncOptions: readonly string[];
}

/** @throws if a value is not valid, two options have one name, or nothing is set */
export function checkAnnotations({ syncWave, skipDryRunOnMissingResource, syncOptions = [] }: ArgoCdAnnotations): CheckedAnnotations {
  syncOptions.forEach(option => { checkSyncOption(option); });
  const skip = skipDryRunOnMissingResource === undefined ? [] : [`${SKIP_DRY_RUN}=${skipDryRunOnMissingResource}`];
  const all = [...skip, ...syncOptions];
  const names = all.map(nameOf);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) { throw new Error(`'syncOptions' must have each option once, got "${twice}" twice; remove one of them`); }
  if (syncWave === undefined && all.length === 0) {
    throw new Error('one of \'syncWave\', \'skipDryRunOnMissingResource\' and \'syncOptions\' must be set, got none; leave out the call');
  }
  return { syncWave: syncWave === undefined ? undefined : checkSyncWave(syncWave), syncOptions: all };
}

/** Adds annotations to an object. What it already has stays, except the wave and the options that are set. */
export function annotateObject({ metadata }: ApiObject, { syncWave, syncOptions }: CheckedAnnotations): void {
  if (syncWave !== undefined) { metadata.addAnnotation(SYNC_WAVE, syncWave); }
  if (syncOptions.length === 0) { return; }
  const set = new Set(syncOptions.map(nameOf));
  const kept = optionsOf(annotationOf(metadata, SYNC_OPTIONS)).filter(option => !set.has(nameOf(option)));
  metadata.addAnnotation(SYNC_OPTIONS, [...new Set([...kept, ...syncOptions])].sort().join(','));
}

/** The value of an annotation as of now; undefined without one. */
export function annotationOf(metadata: ApiObjectMetadataDefinition, key: string): string | undefined {
  return textOf(recordOf(recordOf(metadata.toJson()).annotations)[key]);
}

/** The objects at or below a construct. */
export function objectsBelow(scope: IConstruct): ApiObject[] {
  return scope.node.findAll().filter((construct): construct is ApiObject => ApiObject.isApiObject(construct));
}

/** The wave of an object in `ArgoCd.order()`, and whether another object of the same sync can install its CRD. */
export function placeOf(object: ApiObject): { readonly syncWave: ArgoCdWave; readonly crdCanBeMissing: boolean } {
  const groupKind = groupKindOf({ apiVersion: object.apiVersion, kind: object.kind });
  const [, wave = isOfGateway(object) ? ArgoCdWave.BEFORE_MESH : ArgoCdWave.WORKLOADS] = WAVES.find(([kinds]) => kinds.test(groupKind)) ?? [];
  return { syncWave: wave, crdCanBeMissing: CUSTOM.test(groupKind) };
}

/** Whether an object makes the pods that connections go through. Sidecars send connections to them as soon as the objects of Istio are applied. */
function isOfGateway(object: ApiObject): boolean {
  return object.node.scopes.some(scope => scope instanceof EgressGateway || scope instanceof Waypoint);
}

/** The sync waves of `ArgoCd.order()`. */
export enum ArgoCdWave {
  /** Namespaces, CRDs, and the Application or HelmRelease that installs the operator. */
  OPERATOR = -4,
  /** Secrets, the objects that tools create Secrets from, and the gateways and waypoints that the objects of Istio lead connections to. */
  BEFORE_MESH = -3,
  /** The objects of Istio, such as ServiceEntries and Sidecars. */
  MESH = -2,
  /** The custom resources of Dynatrace, such as DynaKubes. */
  DYNATRACE = -1,
  /** Everything else, such as Deployments. Argo CD uses this wave for objects without a wave. */
  WORKLOADS = 0,
}

const WAVES: readonly (readonly [RegExp, ArgoCdWave])[] = [
  [/^(?:Namespace|apiextensions\.k8s\.io\/CustomResourceDefinition|argoproj\.io\/(?:Application|AppProject)|(?:source|helm)\.toolkit\.fluxcd\.io\/.*)$/, ArgoCdWave.OPERATOR],
  [/^(?:Secret|bitnami\.com\/SealedSecret|external-secrets\.io\/.*)$/, ArgoCdWave.BEFORE_MESH],
  [/^[a-z]+\.istio\.io\//, ArgoCdWave.MESH],
  [/^dynatrace\.com\//, ArgoCdWave.DYNATRACE],
];

const CUSTOM = /^(?:[a-z]+\.istio\.io|gateway\.networking\.k8s\.io|dynatrace\.com|bitnami\.com|external-secrets\.io)\//;

function optionsOf(annotation: string | undefined): string[] {
  return annotation?.split(',').map(option => option.trim()).filter(option => option !== '') ?? [];
}

function nameOf(option: string): string {
  return option.split('=')[0];
}
