import { groupBy } from '../../../base/group-by';
import { isRecord, JsonObject, listOf, recordOf, textsOf } from '../../../base/json';
import { Labels, labelsOf, selects } from '../../../base/labels';
import type { MeshModel } from '../../../model/mesh-model';
import { endpointLabelsOf } from '../../../model/topology-labels';
import { HostIndex } from '../../objects/host-index';
import { fullName } from '../../objects/known-hosts';
import { MeshObject, objectsOf } from '../../objects/mesh-objects';

const SERVICE_ENTRY = 'networking.istio.io/ServiceEntry';
const WORKLOAD_ENTRY = 'networking.istio.io/WorkloadEntry';

/** The labels of the endpoints of all ServiceEntries for a host, including those for wildcards that cover it. */
export function endpointLabels(model: MeshModel, host: string): readonly Labels[] {
  return model.once('entries by host', () => {
    const index = new HostIndex<MeshObject>();
    for (const entry of objectsOf(model, SERVICE_ENTRY)) {
      for (const name of textsOf(entry.spec.hosts)) { index.add(fullName(name, entry.ref.namespace, model.settings), entry); }
    }
    return index;
  }).covering(host).flatMap(entry => labelsIn(model, entry));
}

/** The labels by which a ServiceEntry selects its endpoints; empty if it has no selector. */
export function entrySelector(model: MeshModel, index: number | undefined): Labels {
  const { kind, spec } = index === undefined ? { kind: '', spec: {} } : model.objects[index];
  return kind === 'ServiceEntry' ? labelsOf(recordOf(recordOf(spec).workloadSelector).labels) : {};
}

function labelsIn(model: MeshModel, { ref, spec }: MeshObject): readonly Labels[] {
  const endpoints = listOf(spec.endpoints).map(endpoint => endpointLabelsOf(recordOf(endpoint)));
  if (isRecord(spec.workloadSelector)) {
    const selector = labelsOf(spec.workloadSelector.labels);
    const entries = workloadEntries(model, ref.namespace).filter(({ own }) => selects(selector, own));
    return [...endpoints, ...entries.map(({ spec: entry, own }) => endpointLabelsOf(entry, own))];
  }
  // In this case the host itself is the endpoint, without labels.
  return endpoints.length === 0 && spec.resolution !== 'STATIC' ? [{}] : endpoints;
}

function workloadEntries(model: MeshModel, namespace: string): readonly { readonly spec: JsonObject; readonly own: Labels }[] {
  const byNamespace = model.once('WorkloadEntries by namespace', () => groupBy(objectsOf(model, WORKLOAD_ENTRY), ({ ref }) => ref.namespace));
  return (byNamespace.get(namespace) ?? []).map(({ object, spec }) => {
    return { spec, own: { ...labelsOf(recordOf(object.metadata).labels), ...labelsOf(spec.labels) } };
  });
}
