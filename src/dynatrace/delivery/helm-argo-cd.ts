import { ApiObjectMetadata } from 'cdk8s';
import {
  ArgoCdApplicationOptions, CASCADE, checkSyncOption, checkSyncWave, destinationOf, ignoreDifferencesOf, SKIP_DRY_RUN, SYNC_OPTIONS, SYNC_WAVE,
  syncPolicyOf,
} from './argo-cd-options';
import { ChartDeliverer, ChartRelease } from './helm-release';
import * as l1 from '../../../imports/argoproj.io';
import { recordOf, textOf } from '../../analysis/base/json';
import type { KubernetesObject } from '../../analysis/base/kubernetes-object';
import { mapOrNothing, structOrNothing } from '../../core/non-empty';

/** Before everything without a wave, because the chart installs the CRDs. */
export const DEFAULT_SYNC_WAVE = -1;

/** Installs charts with Applications of Argo CD. */
export class ArgoCdDeliverer implements ChartDeliverer {
  public readonly gvk = l1.Application.GVK;
  public readonly metadata: ApiObjectMetadata;
  private readonly destination: l1.ApplicationSpecDestination;
  private readonly options: ArgoCdDeliveryOptions;

  /** @throws if a value is not valid */
  public constructor(options: ArgoCdDeliveryOptions) {
    const syncWave = checkSyncWave(options.syncWave ?? DEFAULT_SYNC_WAVE);
    this.destination = destinationOf(options);
    options.syncOptions?.forEach(option => { checkSyncOption(option); });
    this.options = options;
    this.metadata = {
      namespace: 'argocd',
      annotations: { [SYNC_WAVE]: syncWave },
      finalizers: options.cascadeDelete ? [CASCADE] : undefined,
    };
  }

  public spec(release: ChartRelease): unknown {
    const { project = 'default' } = this.options;
    const { namespace, namespaceLabels, filledInFields } = release;
    return l1.toJson_ApplicationSpec({
      project,
      source: {
        repoUrl: release.repository,
        chart: release.chart,
        targetRevision: release.version,
        helm: { releaseName: release.releaseName, valuesObject: release.values },
      },
      destination: { ...this.destination, namespace },
      syncPolicy: {
        ...syncPolicyOf(this.options, namespaceLabels ? ['CreateNamespace=true'] : []),
        managedNamespaceMetadata: structOrNothing({ labels: mapOrNothing(namespaceLabels) }),
      },
      ignoreDifferences: [
        ...filledInFields.map(({ jqPathExpression, ...field }) => ({ ...field, jqPathExpressions: [jqPathExpression] })),
        ...ignoreDifferencesOf(this.options.ignoreDifferences) ?? [],
      ],
    });
  }

  public addOthers(): void {} // an Application contains its source

  public remedyBesideCrds({ metadata }: KubernetesObject): string | undefined {
    const options = textOf(recordOf(metadata?.annotations)[SYNC_OPTIONS])?.split(',').map(option => option.trim()) ?? [];
    return options.includes(`${SKIP_DRY_RUN}=true`) ? undefined : `add the annotation "${SYNC_OPTIONS}: ${SKIP_DRY_RUN}=true" to it`;
  }
}

/** How Argo CD installs a Helm chart. The project must allow the chart's repository, the namespace, and objects of the whole cluster. */
export interface ArgoCdDeliveryOptions extends ArgoCdApplicationOptions {
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
}
