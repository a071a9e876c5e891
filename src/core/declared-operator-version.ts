import type { IConstruct } from 'constructs';
import type { MeshSettings } from '../analysis/settings/mesh-settings';
import { OPERATOR_VERSIONS, OperatorVersion } from '../analysis/settings/operator-version';

const OPERATOR_VERSION = Symbol.for('cdk8s-istio-oneagent.OperatorVersion');

/** Declares the version of the Dynatrace operator that an object is for. */
export function declareOperatorVersion(construct: IConstruct, version: OperatorVersion): void {
  Object.defineProperty(construct, OPERATOR_VERSION, { value: version });
}

/** The settings of a mesh with the version of the operator that its objects are for: the oldest of them, because a cluster has one operator. */
export function withDeclaredOperatorVersion(settings: MeshSettings, constructs: readonly IConstruct[]): MeshSettings {
  const declared = constructs.map(construct => (construct as IConstruct & { [OPERATOR_VERSION]?: OperatorVersion })[OPERATOR_VERSION]);
  const operatorVersion = OPERATOR_VERSIONS.find(version => declared.includes(version));
  return operatorVersion === undefined ? settings : { ...settings, operatorVersion };
}
