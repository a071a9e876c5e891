/**
 * Version of the API that a DynaKube is written in.
 *
 * @see https://docs.dynatrace.com/docs/shortlink/dto-params-k8s
 */
export enum DynaKubeApiVersion {
  /**
   * `dynatrace.com/v1beta5`: operators 1.6 and 1.7, and deprecated with 1.10.
   *
   * From operator 1.8 on it is converted, and the conversion is not careful: it replaces `kspm.mappedHostPaths` by `/`, drops the ActiveGate's
   * `useEphemeralVolume` and `terminationGracePeriodSeconds` and the `storageHostPath` of OneAgent, and writes an image for the collector of
   * OpenTelemetry and annotations of its own into the object, which GitOps shows as drift.
   */
  V1BETA5 = 'dynatrace.com/v1beta5',
  /** `dynatrace.com/v1beta6`: operator 1.8 and later. */
  V1BETA6 = 'dynatrace.com/v1beta6',
}
