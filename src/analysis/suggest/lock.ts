import type { DraftMesh } from './draft-mesh';
import { recordOf } from '../base/json';
import { sidecarScope } from '../reach/proxy/sidecar-scope';
import { OutboundTrafficMode } from '../settings/mesh-settings';

/**
 * Locks a namespace: every Sidecar in it blocks what nothing declares. Without one for all of its workloads, it gets one that imports everything, so that connections within the
 * mesh stay as they are.
 */
export function lockNamespace(draft: DraftMesh, namespace: string): void {
  const model = draft.model();
  const own = model.sidecarsOf(namespace);
  for (const sidecar of own) {
    if (sidecarScope(model, namespace, sidecar).outboundTrafficPolicy === OutboundTrafficMode.REGISTRY_ONLY) { continue; }
    const object = draft.at(sidecar.ref.index);
    draft.replace(sidecar.ref.index, { ...object, spec: { ...recordOf(object.spec), outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } } }, 'spec.outboundTrafficPolicy: REGISTRY_ONLY');
  }
  if (own.some(({ selector }) => selector === undefined)) { return; }
  const ofMesh = model.sidecarsOf(model.settings.rootNamespace).find(({ selector }) => selector === undefined);
  if (sidecarScope(model, namespace, ofMesh).outboundTrafficPolicy === OutboundTrafficMode.REGISTRY_ONLY) { return; }
  const egress = ofMesh ? recordOf(draft.at(ofMesh.ref.index).spec).egress : undefined;
  draft.add({
    apiVersion: 'networking.istio.io/v1',
    kind: 'Sidecar',
    metadata: { name: 'default', namespace },
    spec: { egress: egress ?? [{ hosts: ['*/*'] }], outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } },
  });
}
