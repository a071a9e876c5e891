import { groupKindOf } from '../../base/group-kind';
import { isRecord, recordOf, textOf } from '../../base/json';
import { selects } from '../../base/labels';
import { describeRef, refOf } from '../../base/object-ref';
import type { MeshModel } from '../../model/mesh-model';
import type { Service } from '../../model/service';

/** A name of the form `<pod>.<Service>`. */
export interface PodName {
  readonly service: Service;
  /** Whether DNS knows it; undefined if pods decide that are not among the objects. */
  readonly exists: boolean | undefined;
  /** The objects that decide, such as `StatefulSet shop/db`. */
  readonly because: readonly string[];
}

/** The pod of a Service that a client means by a host; undefined if the host is not below the name of a Service among the objects. */
export function podNamed(model: MeshModel, host: string | undefined, namespace: string): PodName | undefined {
  if (host === undefined || !host.includes('.') || model.hostsMeantBy(host, namespace).length > 0) { return undefined; }
  const dot = host.indexOf('.');
  const service = model.kubernetesServiceNamed(host.slice(dot + 1), namespace);
  // Pods behind an alias have no names, but whatever the alias names may have such a name.
  if (!service || service.resolution === 'ALIAS') { return undefined; }
  const own = describeRef(service.ref);
  if (service.resolution !== 'NONE') { return { service, exists: false, because: [own] }; }
  const sets = statefulSetsOf(model, service);
  // Pods that other workloads make can have a hostname too.
  const hasOthers = service.selector === undefined || model.workloadsIn(service.namespace)
    .some(({ ref, labels }) => ref.kind !== 'StatefulSet' && selects(service.selector!, labels));
  const exists = sets.some(set => set.pods.has(host.slice(0, dot))) || (sets.length > 0 && !hasOthers ? false : undefined);
  return { service, exists, because: [own, ...sets.map(({ name }) => name)] };
}

/** The StatefulSets whose pods have names below a headless Service, with the names of these pods. */
function statefulSetsOf(model: MeshModel, service: Service): { readonly name: string; readonly pods: ReadonlySet<string> }[] {
  return model.objects.flatMap((object, index) => {
    if (!isRecord(object) || groupKindOf(object) !== 'apps/StatefulSet') { return []; }
    const ref = refOf(object, index);
    const spec = recordOf(object.spec);
    if (ref.namespace !== service.namespace || `${textOf(spec.serviceName)}` !== service.ref.name) { return []; }
    const { start } = recordOf(spec.ordinals);
    const first = typeof start === 'number' ? start : 0;
    const count = typeof spec.replicas === 'number' ? Math.min(spec.replicas, MOST_PODS) : 1;
    return [{ name: describeRef(ref), pods: new Set(Array.from({ length: count }, (_, place) => `${ref.name}-${first + place}`)) }];
  });
}

/** No StatefulSet has more pods than this. */
const MOST_PODS = 10_000;
