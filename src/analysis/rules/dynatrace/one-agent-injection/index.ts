import { annotationValue } from './annotation-value';
import { controlPlane } from './control-plane';
import { environmentUnreachable } from './environment-unreachable';
import { firstConnection } from './first-connection';
import { hostNetwork } from './host-network';
import { injectedProxy } from './injected-proxy';
import { instanceLabel } from './instance-label';
import { istioCni } from './istio-cni';
import { misplacedAnnotation } from './misplaced-annotation';
import { nativeSidecar } from './native-sidecar';
import { retiredAnnotation } from './retired-annotation';
import { sidecarContainer } from './sidecar-container';
import { unknownAnnotation } from './unknown-annotation';
import type { MeshRule, ObjectRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';

/** Rules about the injection of OneAgent that check one object. */
export const ONE_AGENT_INJECTION_RULES: readonly ObjectRule[] = [
  annotationValue,
  unknownAnnotation,
  misplacedAnnotation,
  instanceLabel,
  hostNetwork,
];

/** Rules about pods into which a DynaKube injects code modules, and about their mesh. */
export const ONE_AGENT_INJECTION_MESH_RULES: readonly MeshRule<MeshModel>[] = [
  istioCni,
  controlPlane,
  nativeSidecar,
  sidecarContainer,
  injectedProxy,
  firstConnection,
  environmentUnreachable,
  retiredAnnotation,
];
