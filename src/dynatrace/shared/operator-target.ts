import { NewerField } from '../../analysis/dynatrace/newer-fields';

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

/**
 * Refuses what the operator does not know yet.
 *
 * @throws if there is any: the API server would drop it without a word
 */
export function refuseNewerFields(fields: readonly NewerField[], operatorVersion: string): void {
  if (fields.length === 0) { return; }
  const [{ path, since, isRefused }] = fields;
  const effect = isRefused ? 'the API server of an older one refuses it' : 'the API server of an older one drops it without a word';
  throw new Error(`'${path}' came with operator ${since}, and ${effect}, got 'operatorVersion' "${operatorVersion}"; leave it out, or upgrade the operator first`);
}

/** What kind of cluster an operator is installed in. */
export enum OperatorPlatform {
  /** Kubernetes, of whatever vendor, but OpenShift. */
  KUBERNETES = 'kubernetes',
  /** Red Hat OpenShift. */
  OPENSHIFT = 'openshift',
}
