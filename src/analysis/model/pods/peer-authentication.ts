import { groupBy } from '../../base/group-by';
import { groupKindOf } from '../../base/group-kind';
import { isRecord, JsonObject, recordOf, textOf } from '../../base/json';
import { Labels, labelsOf, selects } from '../../base/labels';
import { ObjectRef, refOf } from '../../base/object-ref';
import type { MeshModel } from '../mesh-model';

/** What a sidecar accepts of others: mutual TLS only, both, or no mutual TLS. */
export type PeerTls = 'STRICT' | 'PERMISSIVE' | 'DISABLE';

/** What the sidecars of pods accept on a port. */
export interface AcceptedTls {
  readonly mode: PeerTls;
  /** The PeerAuthentication that says so; undefined for Istio's default. */
  readonly by?: ObjectRef;
}

interface PeerAuthentication {
  readonly ref: ObjectRef;
  readonly spec: JsonObject;
  readonly selector: Labels;
}

const MODES: readonly string[] = ['STRICT', 'PERMISSIVE', 'DISABLE'];

/**
 * What the sidecars of pods accept on a port of the pods, strongest setting first: for the port and then for all ports in a PeerAuthentication that selects the pods, in
 * that of the namespace, in that of the root namespace. Of several alike, the oldest counts: all that could be it are returned.
 */
export function acceptedTls(model: MeshModel, pods: { readonly namespace: string; readonly labels: Labels }, port: number): AcceptedTls[] {
  const ofNamespace = peerAuthentications(model).get(pods.namespace) ?? [];
  const selecting = ofNamespace.filter(({ selector }) => isSelecting(selector) && selects(selector, pods.labels));
  const own = selecting.flatMap(({ ref, spec }) => setBy(ref, modeIn(recordOf(spec.portLevelMtls)[String(port)]) ?? modeIn(spec.mtls)));
  return own.length > 0 ? own : acceptedIn(model, pods.namespace);
}

/** What the sidecars of a namespace accept, where no PeerAuthentication selects pods. */
export function acceptedIn(model: MeshModel, namespace: string): AcceptedTls[] {
  for (const place of [namespace, model.settings.rootNamespace]) {
    const found = (peerAuthentications(model).get(place) ?? []).filter(({ selector }) => !isSelecting(selector))
      .flatMap(({ ref, spec }) => setBy(ref, modeIn(spec.mtls)));
    if (found.length > 0) { return found; }
  }
  return [{ mode: 'PERMISSIVE' }];
}

function setBy(by: ObjectRef, mode: PeerTls | undefined): AcceptedTls[] {
  return mode === undefined ? [] : [{ mode, by }];
}

function isSelecting(selector: Labels): boolean {
  return Object.keys(selector).length > 0;
}

/** The mode that settings of a PeerAuthentication set, such as its `mtls`; undefined if they leave it to others. */
export function modeIn(mtls: unknown): PeerTls | undefined {
  const mode = textOf(recordOf(mtls).mode);
  return mode !== undefined && MODES.includes(mode) ? mode as PeerTls : undefined;
}

function peerAuthentications(model: MeshModel): ReadonlyMap<string, readonly PeerAuthentication[]> {
  return model.onceForAllOrders('PeerAuthentications by namespace', () => groupBy(model.objects.flatMap((object, index): PeerAuthentication[] => {
    if (!isRecord(object) || groupKindOf(object) !== 'security.istio.io/PeerAuthentication') { return []; }
    const spec = recordOf(object.spec);
    return [{ ref: refOf(object, index), spec, selector: labelsOf(recordOf(spec.selector).matchLabels) }];
  }), ({ ref }) => ref.namespace));
}
