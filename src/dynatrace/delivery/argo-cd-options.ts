import { ArgoCdDifference } from './argo-cd-difference';
import * as l1 from '../../../imports/argoproj.io';
import { quote, quoteAll } from '../../analysis/base/quote';
import { misspelt } from '../../analysis/base/spelling';
import { listOrNothing, setOrNothing } from '../../core/non-empty';
import { MAX_INT32 } from '../shared/whole-number';

const IN_CLUSTER = 'https://kubernetes.default.svc';

/** Deletes everything that an Application has created together with it. */
export const CASCADE = 'resources-finalizer.argocd.argoproj.io';

/** Annotation with the sync wave of an object. */
export const SYNC_WAVE = 'argocd.argoproj.io/sync-wave';

/** Annotation with the sync options of an object, separated by commas. */
export const SYNC_OPTIONS = 'argocd.argoproj.io/sync-options';

/** Sync option that leaves out the dry run of objects whose CRD is not installed. */
export const SKIP_DRY_RUN = 'SkipDryRunOnMissingResource';

/** Attempts of an automated sync. Argo CD does not repeat a failed sync for the same commit, so one attempt could leave a new cluster incomplete. */
const SYNC_ATTEMPTS = 5;

const SWITCH = ['true', 'false'];
const DELETION = [...SWITCH, 'confirm'];

/** The sync options of Argo CD 3, for objects and for Applications, and their values. Argo CD compares both letter by letter. */
const KNOWN_OPTIONS: ReadonlyMap<string, readonly string[]> = new Map([
  ...[
    'ApplyOutOfSyncOnly', 'ClientSideApplyMigration', 'CreateNamespace', 'FailOnSharedResource', 'Force', 'PruneLast', 'Replace', 'RespectIgnoreDifferences',
    'ServerSideApply', SKIP_DRY_RUN, 'Validate',
  ].map((name): [string, string[]] => [name, SWITCH]),
  ['Delete', DELETION],
  ['Prune', DELETION],
  ['PrunePropagationPolicy', ['foreground', 'background', 'orphan']],
]);

/** What an Application of Argo CD does with its objects. */
export interface ArgoCdApplicationOptions {
  /**
   * Project that the Application belongs to. It must allow the source, the namespaces, and the kinds of the objects.
   *
   * @default 'default'
   */
  readonly project?: string;

  /**
   * Whether Argo CD syncs automatically, and reverts changes by others.
   *
   * @default true
   */
  readonly automated?: boolean;

  /**
   * Whether an automated sync deletes objects that are no longer in the source. Argo CD never deletes all of them in this way.
   *
   * @default true
   */
  readonly prune?: boolean;

  /**
   * Additional sync options, such as `ServerSideApply=true`.
   *
   * @default - no additional options
   * @see https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/
   */
  readonly syncOptions?: string[];

  /**
   * Fields that are not compared, because something in the cluster changes them.
   *
   * @default - all fields are compared, except those that the operator fills in
   * @see https://argo-cd.readthedocs.io/en/stable/user-guide/diffing/
   */
  readonly ignoreDifferences?: ArgoCdDifference[];

  /**
   * Whether all objects are deleted together with the Application. This includes CRDs, and with them all custom resources.
   *
   * @default false
   */
  readonly cascadeDelete?: boolean;
}

/** The cluster that an Application is for. */
export interface ArgoCdDestination {
  readonly destinationName?: string;
  readonly destinationServer?: string;
}

/** @throws if the destination has both a name and a URL */
export function destinationOf({ destinationName, destinationServer }: ArgoCdDestination): l1.ApplicationSpecDestination {
  if (destinationName !== undefined && destinationServer !== undefined) {
    throw new Error(`'destinationName' and 'destinationServer' must not both be set, got ${quote(destinationName)} and ${quote(destinationServer)}; remove one of them`);
  }
  return destinationName === undefined ? { server: destinationServer ?? IN_CLUSTER } : { name: destinationName };
}

/**
 * The policy of an Application.
 *
 * @param ownOptions sync options that the Application needs
 * @throws if a sync option is not valid, two have one name, or one contradicts an own option
 */
export function syncPolicyOf(
  { automated = true, prune = true, syncOptions = [] }: ArgoCdApplicationOptions, ownOptions: readonly string[] = [],
): l1.ApplicationSpecSyncPolicy {
  checkSyncOptions(syncOptions, ownOptions);
  return {
    automated: automated ? { prune, selfHeal: true } : undefined,
    syncOptions: setOrNothing([...new Set([...ownOptions, ...syncOptions])]),
    retry: { limit: SYNC_ATTEMPTS },
  };
}

/** The entries of the differences; undefined for an empty list. */
export function ignoreDifferencesOf(differences: readonly ArgoCdDifference[] = []): l1.ApplicationSpecIgnoreDifferences[] | undefined {
  return listOrNothing(differences.flatMap(({ _entries }) => _entries));
}

/** @throws if the wave is not a whole number */
export function checkSyncWave(syncWave: number): string {
  if (!Number.isInteger(syncWave) || Math.abs(syncWave) > MAX_INT32) {
    throw new Error(`'syncWave' must be a whole number, got ${quote(syncWave)}`);
  }
  return String(syncWave);
}

function checkSyncOptions(syncOptions: readonly string[], ownOptions: readonly string[]): void {
  const own = new Map(ownOptions.map(option => [nameOf(option), option]));
  const names = new Set<string>();
  for (const option of syncOptions) {
    checkSyncOption(option);
    const name = nameOf(option);
    if (names.has(name)) { throw new Error(`'syncOptions' must have each option once, got ${quote(name)} twice; remove one of them`); }
    names.add(name);
    const needed = own.get(name);
    if (needed !== undefined && needed !== option) {
      throw new Error(`'syncOptions' must not contradict ${quote(needed)}, which the Application has itself, got ${quote(option)}; remove it`);
    }
  }
}

function nameOf(option: string): string {
  return option.split('=')[0];
}

/** @throws if Argo CD would ignore the sync option */
export function checkSyncOption(option: string): void {
  const [, name, value] = /^([^=,\s]+)=([^=,\s]+)$/.exec(option) ?? [];
  if (name === undefined || value === undefined) { throw new Error(`'syncOptions' must be options such as "ServerSideApply=true", got ${quote(option)}`); }
  const right = misspelt(name, [...KNOWN_OPTIONS.keys()]) ?? name;
  // A later version of Argo CD can have more options.
  const values = KNOWN_OPTIONS.get(right) ?? [value];
  const isValue = values.includes(value);
  if (right === name && isValue) { return; }
  const remedy = isValue ? quote(`${right}=${value}`) : `one of ${quoteAll(values.map(each => `${right}=${each}`))}`;
  throw new Error(`'syncOptions' must have ${right === name ? 'values that Argo CD knows' : 'options of Argo CD'}, got ${quote(option)}; write ${remedy}`);
}
