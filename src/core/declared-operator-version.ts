import type { IConstruct } from 'constructs';
import type { MeshSettings } from '../analysis/settings/mesh-settings';
import { OPERATOR_VERSIONS, OperatorVersion } from '../analysis/settings/operator-version';

const OPERATOR_VERSION = Symbol.for('cdk8s-istio-oneagent.OperatorVersion');

/** Says which version of the Dynatrace operator an object is written for. */
export function declareOperatorVersion(construct: IConstruct, version: OperatorVersion): void {
  Object.defineProperty(construct, OPERATOR_VERSION, { value: version });
}

/** Settings of a mesh with the version of the operator that its objects are written for: the oldest, because a cluster has one operator. */
export function withDeclaredOperatorVersion(settings: MeshSettings, constructs: readonly IConstruct[]): MeshSettings {
  const declared = constructs.map(construct => (construct as IConstruct & { [OPERATOR_VERSION]?: OperatorVersion })[OPERATOR_VERSION]);
  const operatorVersion = OPERATOR_VERSIONS.find(version => declared.includes(version));
  return operatorVersion === undefined ? settings : { ...settings, operatorVersion };
}
