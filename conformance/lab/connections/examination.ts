import { Observation, observe } from './observation';
import { Plan, predictions, Target } from './probes';
import type { Row } from './table';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import { describeRef, refOf } from '../../../src/analysis/base/object-ref';
import { captureFaults } from '../../../src/analysis/reach/proxy/capture';
import { DEFAULT_MESH_SETTINGS } from '../../../src/analysis/settings/mesh-settings';
import { ISTIO_GROUP, Mesh } from '../mesh/mesh';
import type { Pod, PodTemplate } from '../mesh/pod';

/** A mesh, and what is tried on it. */
export interface Subject {
  readonly objects: readonly KubernetesObject[];
  readonly meshConfig: object;
  readonly plan: Plan;
}

/** The result of trying a mesh. */
export interface Examination {
  readonly rows: readonly Row[];
  /** The same without one Istio object, for each of them; empty unless requested. */
  readonly without: readonly { readonly object: string; readonly rows: readonly Row[] }[];
}

/** Number of pods that run at a time: a proxy and a client need 150 MB. */
const PODS_AT_A_TIME = 8;

/**
 * Applies a mesh and tries its whole plan.
 *
 * @param withoutEach whether to try again without each of its Istio objects
 * @throws if an object is refused, or a part of the lab does not get ready in time
 */
export async function examine(mesh: Mesh, { objects, meshConfig, plan }: Subject, withoutEach: boolean): Promise<Examination> {
  await mesh.prepare(plan.hosts, plan.ports);
  await mesh.configure(meshConfig);
  const taken = withoutEach ? objects.filter(({ apiVersion }) => ISTIO_GROUP.test(apiVersion)) : [];
  const rows: Row[] = [];
  const without = taken.map(object => ({ object: describeRef(refOf(object, 0)), rows: [] as Row[] }));
  for (let start = 0; start < plan.clients.length; start += PODS_AT_A_TIME) {
    const clients = plan.clients.slice(start, start + PODS_AT_A_TIME);
    await mesh.keepPods(clients.map(({ template }) => template));
    const tryWith = async (present: readonly KubernetesObject[]): Promise<Row[]> => {
      await mesh.apply(present);
      return tryConnections(mesh, { objects: present, meshConfig, plan: { ...plan, clients } });
    };
    rows.push(...await tryWith(objects));
    for (const [index, object] of taken.entries()) {
      without[index].rows.push(...await tryWith(objects.filter(other => other !== object)));
    }
  }
  return { rows, without };
}

/**
 * Tries a whole plan, once istiod knows the objects and every proxy works with them. Someone has applied the objects before.
 *
 * @throws if a part of the lab does not get ready in time
 */
export async function tryConnections(mesh: Mesh, { objects, meshConfig, plan: { clients, targets } }: Subject): Promise<Row[]> {
  await mesh.untilKnown(objects);
  const pods = clients.map(({ template }) => injectorRefuses(template) ? undefined : mesh.pod(template));
  await mesh.settle();
  const predict = predictions(objects, meshConfig);
  const { hasIPv6 } = mesh.cluster.network;
  const observed = await Promise.all(pods.map(pod => tryTargets(pod, targets, hasIPv6)));
  return clients.flatMap((client, index) => targets.map((target, place) => ({
    from: client.label, to: target.label, predicted: predict(client, target), observed: observed[index][place],
  })));
}

/** How many connections end differently without an object. */
export function changedBy(rows: readonly Row[], without: readonly Row[]): number {
  return rows.filter(({ observed }, index) => {
    const other = without[index].observed;
    return observed.verdict !== other.verdict || observed.service !== other.service;
  }).length;
}

async function tryTargets(pod: Pod | undefined, targets: readonly Target[], hasIPv6: boolean): Promise<Observation[]> {
  if (!pod) { return targets.map(() => ({ notTried: 'the injector refuses the pod' })); }
  const isTried = ({ address }: Target): boolean => hasIPv6 || !address.includes(':');
  const tried = targets.filter(isTried);
  const results = await pod.dial(tried);
  const observed = new Map(tried.map((target, index) => [target, observe(target, results[index].dialled, results[index].entry)]));
  return targets.map(target => observed.get(target) ?? { notTried: 'this machine has no IPv6' });
}

/** Whether the injector, which doesn't run here, would refuse the pod. */
function injectorRefuses({ injected, annotations }: PodTemplate): boolean {
  return injected && captureFaults(annotations, DEFAULT_MESH_SETTINGS.istioVersion).length > 0;
}
