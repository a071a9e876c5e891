/**
 * Minor version of the Dynatrace operator in the cluster.
 *
 * @see https://docs.dynatrace.com/docs/shortlink/release-notes-dto
 */
export enum OperatorVersion {
  /** 1.8, the first one with `dynatrace.com/v1beta6`. */
  V1_8 = '1.8',
  /** 1.9. */
  V1_9 = '1.9',
  /** 1.10. */
  V1_10 = '1.10',
  /** 1.11. */
  V1_11 = '1.11',
}
