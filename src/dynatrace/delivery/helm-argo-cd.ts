import { ApiObjectMetadata } from 'cdk8s';
import { ChartDeliverer, ChartRelease } from './helm-release';
import * as l1 from '../../../imports/argoproj.io';
import { recordOf, textOf } from '../../analysis/base/json';
import type { KubernetesObject } from '../../analysis/base/kubernetes-object';
import { quote } from '../../analysis/base/quote';
import { listOrNothing, mapOrNothing } from '../../core/non-empty';
import { MAX_INT32 } from '../shared/whole-number';

const IN_CLUSTER = 'https://kubernetes.default.svc';

/** Deletes everything that the Application has created together with it. */
const CASCADE = 'resources-finalizer.argocd.argoproj.io';

const SYNC_OPTIONS = 'argocd.argoproj.io/sync-options';
const SKIP_DRY_RUN = 'SkipDryRunOnMissingResource=true';

/** Attempts of an automated sync. Argo CD does not repeat a failed sync for the same commit, so one attempt could leave a new cluster incomplete. */
const SYNC_ATTEMPTS = 5;

/** Installs charts with Applications of Argo CD. */
export class ArgoCdDeliverer implements ChartDeliverer {
  public readonly gvk = l1.Application.GVK;
  public readonly metadata: ApiObjectMetadata;
  private readonly options: ArgoCdDeliveryOptions;

  /** @throws if a value is not valid */
  public constructor(options: ArgoCdDeliveryOptions) {
    const { destinationName, destinationServer, syncWave = -1 } = options;
    if (destinationName !== undefined && destinationServer !== undefined) {
      throw new Error(`'destinationName' and 'destinationServer' must not both be set, got ${quote(destinationName)} and ${quote(destinationServer)}; remove one of them`);
    }
    if (!Number.isInteger(syncWave) || Math.abs(syncWave) > MAX_INT32) {
      throw new Error(`'syncWave' must be a whole number, got ${quote(syncWave)}`);
    }
    this.options = options;
    this.metadata = {
      namespace: 'argocd',
      annotations: { 'argocd.argoproj.io/sync-wave': String(syncWave) },
      finalizers: options.cascadeDelete ? [CASCADE] : undefined,
    };
  }

  public spec(release: ChartRelease): unknown {
    const { destinationName, destinationServer, project = 'default' } = this.options;
    const { namespace, namespaceLabels } = release;
    return l1.toJson_ApplicationSpec({
      project,
      source: {
        repoUrl: release.repository,
        chart: release.chart,
        targetRevision: release.version,
        helm: { releaseName: release.releaseName, valuesObject: release.values },
      },
      destination: {
        name: destinationName,
        server: destinationName === undefined ? destinationServer ?? IN_CLUSTER : undefined,
        namespace,
      },
      syncPolicy: {
        automated: this.options.automated ?? true ? { prune: true, selfHeal: true } : undefined,
        syncOptions: listOrNothing([...namespaceLabels ? ['CreateNamespace=true'] : [], ...this.options.syncOptions ?? []]),
        managedNamespaceMetadata: namespaceLabels && { labels: mapOrNothing(namespaceLabels) },
        retry: { limit: SYNC_ATTEMPTS },
      },
      ignoreDifferences: release.filledInFields.map(({ jqPathExpression, ...field }) => ({ ...field, jqPathExpressions: [jqPathExpression] })),
    });
  }

  public addOthers(): void {} // an Application contains its source

  public remedyBesideCrds({ metadata }: KubernetesObject): string | undefined {
    const options = textOf(recordOf(metadata?.annotations)[SYNC_OPTIONS])?.split(',').map(option => option.trim()) ?? [];
    return options.includes(SKIP_DRY_RUN) ? undefined : `add the annotation "${SYNC_OPTIONS}: ${SKIP_DRY_RUN}" to it`;
  }
}

/** How Argo CD installs a Helm chart. */
export interface ArgoCdDeliveryOptions {
  /**
   * Project that the Application belongs to. It must allow the chart's repository, the namespace, and objects of the whole cluster.
   *
   * @default 'default'
   */
  readonly project?: string;

  /**
   * URL of the API server of the cluster that the chart is installed in, as in Argo CD's settings. Can't be combined with `destinationName`.
   *
   * @default - `https://kubernetes.default.svc`, the cluster that Argo CD runs in, unless `destinationName` is set
   */
  readonly destinationServer?: string;

  /**
   * Name of the cluster that the chart is installed in, as in Argo CD's settings. Can't be combined with `destinationServer`.
   *
   * @default - the cluster of `destinationServer`
   */
  readonly destinationName?: string;

  /**
   * Sync wave of the Application within its parent Application: lower waves are synced first. Objects without a wave are in wave 0.
   *
   * Argo CD waits for the health of an Application only if its health check is turned on in `argocd-cm`.
   *
   * @default -1
   * @see https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/
   */
  readonly syncWave?: number;

  /**
   * Whether Argo CD syncs automatically, prunes objects that the chart no longer has, and reverts changes by others.
   *
   * @default true
   */
  readonly automated?: boolean;

  /**
   * Additional sync options, such as `ServerSideApply=true`.
   *
   * @default - no additional options
   * @see https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/
   */
  readonly syncOptions?: string[];

  /**
   * Whether all objects of the chart are deleted together with the Application. This includes the CRDs, and with them all custom resources.
   *
   * @default false
   */
  readonly cascadeDelete?: boolean;
}
