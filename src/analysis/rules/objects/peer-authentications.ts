import { destinationRules } from './destination-rules';
import { MeshObject, objectsOf } from './mesh-objects';
import { Selecting, selectorLabels } from './selectors';
import { recordOf, textOf } from '../../base/json';
import type { MeshModel } from '../../model/mesh-model';
import { modeIn, PeerTls } from '../../model/pods/peer-authentication';
import { namespaceOfAll, serviceSuffix } from '../../syntax/service-hosts';

/** API group and kind of PeerAuthentications, and how they select workloads. */
export const PEER_AUTHENTICATION: Selecting = { kind: 'security.istio.io/PeerAuthentication', selectorField: 'selector', labelsField: 'matchLabels' };

/** The PeerAuthentications without labels: the defaults of namespaces and, in the root namespace, of the mesh. */
export function defaultPeerAuthentications(model: MeshModel): readonly MeshObject[] {
  return objectsOf(model, PEER_AUTHENTICATION.kind).filter(object => Object.keys(selectorLabels(object, PEER_AUTHENTICATION)).length === 0);
}

/** The mode of mutual TLS that a PeerAuthentication sets; undefined if it does not set one. */
export function modeOf({ spec }: MeshObject): PeerTls | undefined {
  return modeIn(spec.mtls);
}

/** The TLS settings of clients for all Services of a namespace, or of the mesh. */
export interface WideTls {
  readonly rule: MeshObject;
  readonly mode: string;
  /** Undefined for the mesh. */
  readonly namespace?: string;
}

/** The DestinationRules with TLS settings for all Services of a namespace or of the mesh. */
export function wideTls(model: MeshModel): readonly WideTls[] {
  const suffix = serviceSuffix(model.settings);
  const wholeMesh = new Set(suffix.split('.').slice(1).map((_, index, labels) => `*.${labels.slice(index).join('.')}`));
  return model.once('wide TLS settings', () => destinationRules(model).flatMap(rule => {
    const host = textOf(rule.spec.host) ?? '';
    const mode = textOf(recordOf(recordOf(rule.spec.trafficPolicy).tls).mode);
    const namespace = namespaceOfAll(host, model.settings);
    return mode !== undefined && (namespace !== undefined || wholeMesh.has(host)) ? [{ rule, mode, namespace }] : [];
  }));
}
