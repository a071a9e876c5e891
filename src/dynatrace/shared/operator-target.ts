import { NewerField } from '../../analysis/dynatrace/newer-fields';

/**
 * Minor version of the Dynatrace operator in the cluster.
 *
 * @see https://docs.dynatrace.com/docs/shortlink/release-notes-dto
 */
export enum OperatorVersion {
  /** 1.8, the first version with `dynatrace.com/v1beta6`. */
  V1_8 = '1.8',
  /** 1.9. */
  V1_9 = '1.9',
  /** 1.10. */
  V1_10 = '1.10',
  /** 1.11. */
  V1_11 = '1.11',
}

/**
 * Checks that the operator supports all fields.
 *
 * @throws if a field is newer than the operator: the API server would drop it silently
 */
export function rejectNewerFields(fields: readonly NewerField[], operatorVersion: string): void {
  if (fields.length === 0) { return; }
  const [{ path, since, isRefused }] = fields;
  const effect = isRefused ? 'rejects it' : 'drops it silently';
  throw new Error(`'${path}' needs operator ${since}, and with an older operator the API server ${effect}, got 'operatorVersion' "${operatorVersion}"; leave it out, or upgrade the operator first`);
}

/** The platform of the cluster that an operator is installed in. */
export enum OperatorPlatform {
  /** Kubernetes of any vendor other than OpenShift. */
  KUBERNETES = 'kubernetes',
  /** Red Hat OpenShift. */
  OPENSHIFT = 'openshift',
}
