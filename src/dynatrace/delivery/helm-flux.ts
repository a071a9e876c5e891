import { ApiObject, ApiObjectMetadata, Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { ChartDeliverer, ChartRelease } from './helm-release';
import * as helm from '../../../imports/helm.toolkit.fluxcd.io';
import * as source from '../../../imports/source.toolkit.fluxcd.io';
import { quote } from '../../analysis/base/quote';
import { withoutNamespace } from '../shared/api-object';
import { objectName } from '../shared/object-name';
import { goDuration, wholeSeconds } from '../shared/whole-number';

/** The layer of an OCI artifact that is the chart. */
const CHART_LAYER = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip';

/** Without retries one failure, such as a slow pull of an image, would be the last word until the next change. */
const RETRIES = 3;

/** Installs charts by HelmReleases of Flux, each with a source of its own. */
export class FluxDeliverer implements ChartDeliverer {
  public readonly gvk = helm.HelmRelease.GVK;
  public readonly metadata: ApiObjectMetadata = { namespace: 'flux-system' };
  private readonly source: FluxChartSource;
  private readonly interval: string;
  private readonly secretRef?: { readonly name: string };
  private readonly serviceAccountName?: string;

  /** @throws if a value can't be right */
  public constructor(options: FluxDeliveryOptions) {
    this.source = options.source ?? FluxChartSource.OCI_REPOSITORY;
    this.interval = intervalOf(options.interval ?? Duration.minutes(10));
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
    // A HelmRelease could create the namespace, but not label it.
    if (release.namespaceLabels) {
      withoutNamespace(new ApiObject(scope, 'Namespace', {
        apiVersion: 'v1', kind: 'Namespace', metadata: { name: release.namespace, labels: { ...release.namespaceLabels } },
      }));
    }
  }

  public remedyBesideCrds(): string {
    return 'move it to another chart, for a Kustomization that depends on the one of the operator';
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

/** @throws if it is not a whole number of seconds, one at least */
function intervalOf(interval: Duration): string {
  const seconds = wholeSeconds('interval', interval, Number.MAX_SAFE_INTEGER)!;
  if (seconds < 1) { throw new Error(`'interval' must be a second or more, got ${quote(`${seconds}s`)}`); }
  return goDuration(seconds);
}

/** The object by which Flux gets a Helm chart from an OCI registry. */
export enum FluxChartSource {
  /** An OCIRepository, which Flux advises. */
  OCI_REPOSITORY = 'OCIRepository',
  /** A HelmRepository of the type `oci`. */
  HELM_REPOSITORY = 'HelmRepository',
}

/** How Flux installs a Helm chart. */
export interface FluxDeliveryOptions {
  /**
   * The object by which Flux gets the chart. It has the name and the namespace of the HelmRelease.
   *
   * @default FluxChartSource.OCI_REPOSITORY
   */
  readonly source?: FluxChartSource;

  /**
   * How often Flux looks whether everything is as it should be, in whole seconds.
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
   * @default - the helm-controller's own, or the one that its flag `--default-service-account` names
   */
  readonly serviceAccountName?: string;
}
