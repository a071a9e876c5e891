/** Minor versions of the Dynatrace operator that this library supports, oldest first. All of them serve `dynatrace.com/v1beta6`. */
export const OPERATOR_VERSIONS = ['1.8', '1.9', '1.10', '1.11'] as const;

/** A minor version of the Dynatrace operator. */
export type OperatorVersion = typeof OPERATOR_VERSIONS[number];

/** The default version. */
export const DEFAULT_OPERATOR_VERSION: OperatorVersion = '1.10';

/** Whether a version of the operator is the minimum or newer. */
export function isOperatorAtLeast(version: OperatorVersion, minimum: OperatorVersion): boolean {
  return OPERATOR_VERSIONS.indexOf(version) >= OPERATOR_VERSIONS.indexOf(minimum);
}

/** The version of the operator that objects are checked for. */
export function operatorVersionOf({ operatorVersion }: { readonly operatorVersion?: OperatorVersion }): OperatorVersion {
  return operatorVersion ?? DEFAULT_OPERATOR_VERSION;
}
