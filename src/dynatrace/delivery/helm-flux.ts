import { ApiObject, ApiObjectMetadata, Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { ChartDeliverer, ChartRelease } from './helm-release';
import * as helm from '../../../imports/helm.toolkit.fluxcd.io';
import * as source from '../../../imports/source.toolkit.fluxcd.io';
import { mapOrNothing } from '../../core/non-empty';
import { withoutNamespace } from '../shared/api-object';
import { objectName } from '../shared/object-name';
import { goDurationOf } from '../shared/whole-number';

/** The layer of an OCI artifact that contains the chart. */
const CHART_LAYER = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip';

/** Without retries, Flux would give up after one failure, such as a slow image pull, until the next change. */
const RETRIES = 3;

/** Installs charts with HelmReleases of Flux, each with its own source. */
export class FluxDeliverer implements ChartDeliverer {
  public readonly gvk = helm.HelmRelease.GVK;
  public readonly metadata: ApiObjectMetadata = { namespace: 'flux-system' };
  private readonly source: FluxChartSource;
  private readonly interval: string;
  private readonly secretRef?: { readonly name: string };
  private readonly serviceAccountName?: string;

  /** @throws if a value is not valid */
  public constructor(options: FluxDeliveryOptions) {
    this.source = options.source ?? FluxChartSource.OCI_REPOSITORY;
    this.interval = goDurationOf('interval', options.interval ?? Duration.minutes(10));
    this.secretRef = options.secretRef === undefined ? undefined : { name: objectName('secretRef', 'Secret', options.secretRef) };
    this.serviceAccountName = objectName('serviceAccountName', 'ServiceAccount', options.serviceAccountName);
  }

  public spec(release: ChartRelease, name: string): unknown {
    const { chart, version } = release;
    return helm.toJson_HelmReleaseSpec({
      interval: this.interval,
      releaseName: release.releaseName,
      targetNamespace: release.namespace,
      serviceAccountName: this.serviceAccountName,
      ...this.source === FluxChartSource.OCI_REPOSITORY
        ? { chartRef: { kind: helm.HelmReleaseSpecChartRefKind.OCI_REPOSITORY, name } }
        : { chart: { spec: { chart, version, sourceRef: { kind: helm.HelmReleaseSpecChartSpecSourceRefKind.HELM_REPOSITORY, name } } } },
      install: { remediation: { retries: RETRIES } },
      upgrade: { remediation: { retries: RETRIES } },
      values: release.values,
    });
  }

  public addOthers(scope: Construct, release: ChartRelease, metadata: ApiObjectMetadata): void {
    const { gvk, spec } = this.sourceOf(release);
    new ApiObject(scope, 'Source', { ...gvk, metadata, spec });
    // A HelmRelease can create the namespace, but not label it.
    if (release.namespaceLabels) {
      withoutNamespace(new ApiObject(scope, 'Namespace', {
        apiVersion: 'v1', kind: 'Namespace', metadata: { name: release.namespace, labels: mapOrNothing(release.namespaceLabels) },
      }));
    }
  }

  public remedyBesideCrds(): string {
    return 'move it to another chart, for a Kustomization that depends on the Kustomization of the operator';
  }

  private sourceOf({ repository, chart, version }: ChartRelease) {
    const { secretRef } = this;
    return this.source === FluxChartSource.OCI_REPOSITORY ? {
      gvk: source.OciRepository.GVK,
      spec: source.toJson_OciRepositorySpec({
        interval: this.interval,
        url: `oci://${repository}/${chart}`,
        ref: { tag: version },
        layerSelector: { mediaType: CHART_LAYER, operation: source.OciRepositorySpecLayerSelectorOperation.COPY },
        secretRef,
      }),
    } : {
      gvk: source.HelmRepository.GVK,
      spec: source.toJson_HelmRepositorySpec({ type: source.HelmRepositorySpecType.OCI, url: `oci://${repository}`, secretRef }),
    };
  }
}

/** The object with which Flux fetches a Helm chart from an OCI registry. */
export enum FluxChartSource {
  /** An OCIRepository, which Flux recommends. */
  OCI_REPOSITORY = 'OCIRepository',
  /** A HelmRepository of the type `oci`. */
  HELM_REPOSITORY = 'HelmRepository',
}

/** How Flux installs a Helm chart. */
export interface FluxDeliveryOptions {
  /**
   * The object with which Flux fetches the chart. It has the name and the namespace of the HelmRelease.
   *
   * @default FluxChartSource.OCI_REPOSITORY
   */
  readonly source?: FluxChartSource;

  /**
   * Time between two reconciliations, in whole seconds, at least one.
   *
   * @default Duration.minutes(10)
   */
  readonly interval?: Duration;

  /**
   * Name of the Secret with the credentials of the registry, of the type `kubernetes.io/dockerconfigjson`, in the namespace of the HelmRelease.
   *
   * @default - the registry is public
   */
  readonly secretRef?: string;

  /**
   * Name of the ServiceAccount that installs the chart, in the namespace of the HelmRelease.
   *
   * @default - the ServiceAccount of the helm-controller, or that of its flag `--default-service-account`
   */
  readonly serviceAccountName?: string;
}
