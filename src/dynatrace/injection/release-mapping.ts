/**
 * In which fields of the pods of a namespace the data of a release is, as Kubernetes writes paths of fields: `metadata.labels['app.kubernetes.io/version']`,
 * `metadata.annotations['team']` or `metadata.namespace`. It needs the feature flag `FeatureFlag.labelVersionDetection(true)`.
 *
 * @see https://docs.dynatrace.com/docs/shortlink/version-detection
 */
export interface ReleaseMapping {
  /**
   * Field with the version (`DT_RELEASE_VERSION`).
   *
   * @default - the label `app.kubernetes.io/version`
   */
  readonly version?: string;

  /**
   * Field with the product (`DT_RELEASE_PRODUCT`).
   *
   * @default - the label `app.kubernetes.io/part-of`
   */
  readonly product?: string;

  /**
   * Field with the stage (`DT_RELEASE_STAGE`).
   *
   * @default - not sent
   */
  readonly stage?: string;

  /**
   * Field with the build (`DT_RELEASE_BUILD_VERSION`).
   *
   * @default - not sent
   */
  readonly buildVersion?: string;
}
