import { Duration } from 'cdk8s';

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
