import { groupBy } from '../../base/group-by';
import { groupKindOf } from '../../base/group-kind';
import { isRecord, JsonObject, recordOf, textOf } from '../../base/json';
import { Labels, labelsOf, selects } from '../../base/labels';
import { ObjectRef, refOf } from '../../base/object-ref';
import { Aged, compareAge, createdAt, oldest } from '../age';
import type { MeshModel } from '../mesh-model';

/** What a sidecar accepts of others: mutual TLS only, both, or no mutual TLS. */
export type PeerTls = 'STRICT' | 'PERMISSIVE' | 'DISABLE';

/** What the sidecars of pods accept on a port. */
export interface AcceptedTls {
  readonly mode: PeerTls;
  /** The PeerAuthentication that says so; undefined for Istio's default. */
  readonly by?: ObjectRef;
}

interface PeerAuthentication extends Aged {
  readonly spec: JsonObject;
  readonly selector: Labels;
}

const MODES: readonly string[] = ['STRICT', 'PERMISSIVE', 'DISABLE'];

/**
 * What the sidecars of pods accept on a port of the pods, strongest setting first: for the port and then for all ports in a PeerAuthentication that selects the pods, in
 * that of the namespace, in that of the root namespace. In the root namespace, none selects pods.
 *
 * Of several alike, only the oldest counts, even if it sets nothing: what each that can be the oldest leads to is returned.
 *
 * @param ofAll what pods of the namespace accept that no PeerAuthentication selects, if it is assumed
 */
export function acceptedTls(
  model: MeshModel,
  pods: { readonly namespace: string; readonly labels: Labels },
  port: number,
  ofAll?: AcceptedTls,
): AcceptedTls[] {
  const ofNamespace = pods.namespace === model.settings.rootNamespace ? [] : peerAuthentications(model).get(pods.namespace) ?? [];
  const selecting = ofNamespace.filter(({ selector }) => isSelecting(selector) && selects(selector, pods.labels));
  const modeAt = ({ spec }: PeerAuthentication) => modeIn(recordOf(spec.portLevelMtls)[String(port)]) ?? modeIn(spec.mtls);
  return oldestOf(selecting, modeAt, () => ofAll ? [ofAll] : acceptedIn(model, pods.namespace));
}

/** What the sidecars of a namespace accept, where no PeerAuthentication selects pods. */
export function acceptedIn(model: MeshModel, namespace: string): AcceptedTls[] {
  const { rootNamespace } = model.settings;
  const defaults = (place: string) => (peerAuthentications(model).get(place) ?? []).filter(({ selector }) => !isSelecting(selector));
  const ofMesh = () => oldestOf(defaults(rootNamespace), ({ spec }) => modeIn(spec.mtls), () => [{ mode: 'PERMISSIVE' }]);
  return namespace === rootNamespace ? ofMesh() : oldestOf(defaults(namespace), ({ spec }) => modeIn(spec.mtls), ofMesh);
}

/** The modes of the PeerAuthentications that can be the oldest, and what counts for those that set none. The list must be sorted by age. */
function oldestOf(
  list: readonly PeerAuthentication[],
  modeOf: (one: PeerAuthentication) => PeerTls | undefined,
  otherwise: () => AcceptedTls[],
): AcceptedTls[] {
  if (list.length === 0) { return otherwise(); }
  const found = oldest(list).map(one => ({ by: one.ref, mode: modeOf(one) }));
  const set = found.flatMap(({ by, mode }) => mode === undefined ? [] : [{ by, mode }]);
  return set.length < found.length ? [...set, ...otherwise()] : set;
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
    const ref = refOf(object, index);
    return [{
      ref,
      namespace: ref.namespace,
      sortName: ref.name,
      tieBreak: '',
      created: createdAt(object),
      spec,
      selector: labelsOf(recordOf(spec.selector).matchLabels),
    }];
  }).sort(compareAge), ({ namespace }) => namespace));
}
