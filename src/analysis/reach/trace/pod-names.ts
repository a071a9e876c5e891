import { groupBy } from '../../base/group-by';
import { groupKindOf } from '../../base/group-kind';
import { isRecord, recordOf, textOf } from '../../base/json';
import type { KubernetesObject } from '../../base/kubernetes-object';
import { describeRef, ObjectRef, refOf } from '../../base/object-ref';
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

/** A StatefulSet, whose pods have numbers. */
interface PodSet {
  readonly ref: ObjectRef;
  /** Namespace and name of the Service that names the pods. */
  readonly service: string;
  /** Number of the first pod. */
  readonly first: number;
  readonly count: number;
}

/** The pod of a Service that a client means by a host; undefined if the host is not below the name of a Service among the objects. */
export function podNamed(model: MeshModel, host: string | undefined, namespace: string): PodName | undefined {
  if (host === undefined || !host.includes('.')) { return undefined; }
  const dot = host.indexOf('.');
  const service = model.kubernetesServiceNamed(host.slice(dot + 1), namespace);
  // Pods behind an alias have no names, but whatever the alias names may have such a name.
  if (!service || service.resolution === 'ALIAS' || model.hostsMeantBy(host, namespace).length > 0) { return undefined; }
  const own = describeRef(service.ref);
  if (service.resolution !== 'NONE') { return { service, exists: false, because: [own] }; }
  const sets = statefulSetsOf(model, service);
  // Pods that other workloads make can have a hostname too.
  const hasOthers = service.selector === undefined || model.workloadsOf(service).some(({ ref }) => ref.kind !== 'StatefulSet');
  const exists = sets.some(set => hasPod(set, host.slice(0, dot))) || (sets.length > 0 && !hasOthers ? false : undefined);
  return { service, exists, because: [own, ...sets.map(set => describeRef(set.ref))] };
}

/** The StatefulSets whose pods have names below a headless Service. Read once: each question about such a name asks. */
function statefulSetsOf(model: MeshModel, { namespace, ref }: Service): readonly PodSet[] {
  const all = model.onceForAllOrders('StatefulSets by Service', () => groupBy(model.objects.flatMap(statefulSetIn), ({ service }) => service));
  return all.get(`${namespace}/${ref.name}`) ?? [];
}

function statefulSetIn(object: KubernetesObject, index: number): PodSet[] {
  if (!isRecord(object) || groupKindOf(object) !== 'apps/StatefulSet') { return []; }
  const ref = refOf(object, index);
  const { serviceName, ordinals, replicas } = recordOf(object.spec);
  const { start } = recordOf(ordinals);
  return [{
    ref,
    service: `${ref.namespace}/${textOf(serviceName)}`,
    first: typeof start === 'number' ? start : 0,
    count: typeof replicas === 'number' ? replicas : 1,
  }];
}

/** Whether a StatefulSet has a pod of a name: its own name and a number. */
function hasPod({ ref, first, count }: PodSet, name: string): boolean {
  const ordinal = name.startsWith(`${ref.name}-`) ? name.slice(ref.name.length + 1) : '';
  return /^(?:0|[1-9][0-9]*)$/.test(ordinal) && Number(ordinal) >= first && Number(ordinal) < first + count;
}
