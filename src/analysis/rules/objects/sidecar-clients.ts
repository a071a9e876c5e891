import { groupBy } from '../../base/group-by';
import type { Exposure } from '../../model/exposure';
import type { MeshModel } from '../../model/mesh-model';
import { capturesDns } from '../../model/pods/dns-capture';
import { mayHaveSidecar } from '../../model/pods/sidecar-injection';
import type { MeshWorkload } from '../../model/workload';

/** A workload with a sidecar, and whether this sidecar answers its DNS queries. */
export interface SidecarClient {
  readonly workload: MeshWorkload;
  readonly dnsCapture: boolean;
}

/** The workloads among the objects that have a sidecar, or may have one. */
export function sidecarClients(model: MeshModel): readonly SidecarClient[] {
  return model.once('clients with sidecars', () => model.workloads
    .filter(workload => mayHaveSidecar(model, workload))
    .map(workload => ({ workload, dnsCapture: capturesDns(model, workload) })));
}

/**
 * Whether all sidecars that may see a service answer the DNS queries of their pods: those of the workloads among the objects, in the namespaces to which
 * it is exported. Without any, what is set for all pods of these namespaces decides.
 */
export function allCaptureDns(model: MeshModel, { everywhere, namespaces }: Exposure): boolean {
  return everywhere || namespaces.size === 0
    ? model.once('DNS capture everywhere', () => doCapture(model, [...captureByNamespace(model).values()], [model.settings.rootNamespace]))
    : doCapture(model, [...namespaces].flatMap(namespace => captureByNamespace(model).get(namespace) ?? []), [...namespaces]);
}

/** For each namespace with sidecars, whether all of them answer DNS queries. */
function captureByNamespace(model: MeshModel): ReadonlyMap<string, boolean> {
  return model.once('DNS capture by namespace', () => new Map([...groupBy(sidecarClients(model), ({ workload }) => workload.namespace)]
    .map(([namespace, clients]) => [namespace, clients.every(({ dnsCapture }) => dnsCapture)])));
}

function doCapture(model: MeshModel, known: readonly boolean[], namespaces: readonly string[]): boolean {
  if (known.length > 0) { return known.every(Boolean); }
  return namespaces.every(namespace => capturesDns(model, { namespace, labels: {}, annotations: {} }));
}
