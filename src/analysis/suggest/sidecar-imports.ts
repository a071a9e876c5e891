import type { DraftMesh } from './draft-mesh';
import type { Declaration } from './entries';
import { listOf, recordOf } from '../base/json';
import { refOf } from '../base/object-ref';
import type { MeshModel } from '../model/mesh-model';
import type { Sidecar } from '../model/sidecar';
import { applicableSidecars, sidecarScope } from '../reach/proxy/sidecar-scope';
import type { ReachClient } from '../reach/trace/reachable-from';

/** A service that clients must import, for connections to a port. */
export interface NeededImport {
  readonly clients: readonly ReachClient[];
  readonly declaration: Declaration;
  readonly port: number;
}

/** Makes every Sidecar of the clients import their services, in the listener that connections to the port go through. */
export function importServices(draft: DraftMesh, model: MeshModel, needed: readonly NeededImport[]): void {
  const added = new Set<string>();
  for (const { clients, declaration, port } of needed) {
    for (const { namespace, labels = {} } of clients) {
      for (const sidecar of applicableSidecars(model, { namespace, labels })) {
        if (!sidecar || imports(model, namespace, sidecar, declaration, port)) { continue; }
        const line = importOf(draft, sidecar, declaration, port);
        const key = JSON.stringify([sidecar.ref.index, line]);
        if (line && !added.has(key)) { addHost(draft, sidecar, line); }
        added.add(key);
      }
    }
  }
}

function imports(model: MeshModel, namespace: string, sidecar: Sidecar, { index, host }: Declaration, port: number): boolean {
  return sidecarScope(model, namespace, sidecar).listeners.some(({ services }) => services
    .some(({ service, ports }) => service.ref.index === index && service.host === host && ports.some(({ number }) => number === port)));
}

/** A host to add to a listener of a Sidecar. */
interface Import {
  readonly listener: number;
  readonly host: string;
}

/** Undefined if no listener takes the port. */
function importOf(draft: DraftMesh, { ref, egress }: Sidecar, { index, host }: Declaration, port: number): Import | undefined {
  const ofPort = egress.findIndex(listener => listener.port?.number === port);
  const listener = ofPort >= 0 ? ofPort : egress.findIndex(each => each.port === undefined);
  const { namespace } = refOf(draft.at(index), index);
  return listener < 0 ? undefined : { listener, host: `${namespace === ref.namespace ? '.' : namespace}/${host}` };
}

function addHost(draft: DraftMesh, { ref }: Sidecar, { listener: index, host }: Import): void {
  const object = draft.at(ref.index);
  const spec = recordOf(object.spec);
  const listeners = [...listOf(spec.egress)];
  const listener = recordOf(listeners[index]);
  listeners[index] = { ...listener, hosts: [...listOf(listener.hosts), host] };
  draft.replace(ref.index, { ...object, spec: { ...spec, egress: listeners } }, `spec.egress[${index}].hosts: ${host}`);
}
