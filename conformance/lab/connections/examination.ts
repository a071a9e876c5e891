import { missingSecrets } from './credentials';
import { Observation, observe } from './observation';
import { isByName, predictions } from './prediction';
import type { Client, Plan, Target } from './probes';
import type { Row } from './table';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import { describeRef, refOf } from '../../../src/analysis/base/object-ref';
import { captureFaults } from '../../../src/analysis/reach/proxy/capture';
import { DEFAULT_MESH_SETTINGS } from '../../../src/analysis/settings/mesh-settings';
import { withCredential } from '../mesh/credential';
import { ISTIO_GROUP, Mesh } from '../mesh/mesh';

/** A mesh, and what is tried on it. */
export interface Subject {
  readonly objects: readonly KubernetesObject[];
  readonly meshConfig: object;
  readonly plan: Plan;
}

/** The result of trying a mesh. */
export interface Examination {
  readonly rows: readonly Row[];
  /** The Secrets that no object is and that the lab made, such as `shop/bank-client`. */
  readonly made: readonly string[];
  /** The same without one object of Istio, or without one Service, for each of them; empty unless requested. */
  readonly without: readonly { readonly object: string; readonly rows: readonly Row[] }[];
}

/** Number of pods that run at a time: a proxy and a client need 150 MB. */
const PODS_AT_A_TIME = 8;
/** Number of connections that a pod opens at a time: DNS queries of more would be lost. */
const CONNECTIONS_AT_A_TIME = 25;

/**
 * Applies a mesh and tries its whole plan.
 *
 * @param withoutEach whether to try again without each of its Istio objects
 * @throws if an object is refused, or a part of the lab does not get ready in time
 */
export async function examine(mesh: Mesh, { objects: given, meshConfig, plan }: Subject, withoutEach: boolean): Promise<Examination> {
  const made = missingSecrets(given);
  const objects = [...given, ...made];
  await mesh.prepare(plan.hosts, plan.ports, plan.forms);
  await mesh.configure(meshConfig);
  const taken = withoutEach ? objects.filter(decidesAboutConnections) : [];
  const rows: Row[] = [];
  const without = taken.map(object => ({ object: describeRef(refOf(object, 0)), rows: [] as Row[] }));
  for (let start = 0; start < plan.clients.length; start += PODS_AT_A_TIME) {
    const clients = plan.clients.slice(start, start + PODS_AT_A_TIME);
    await mesh.keepPods([...plan.gateways, ...clients.map(({ template }) => template)]);
    const tryWith = async (present: readonly KubernetesObject[]): Promise<Row[]> => {
      await mesh.apply(withCredential(present, mesh.credential));
      return tryConnections(mesh, { objects: present, meshConfig, plan: { ...plan, clients } });
    };
    rows.push(...await tryWith(objects));
    for (const [index, object] of taken.entries()) {
      without[index].rows.push(...await tryWith(objects.filter(other => other !== object)));
    }
  }
  return { rows, made: made.map(({ metadata }) => `${metadata?.namespace}/${metadata?.name}`), without };
}

/** Whether istiod makes configuration from an object. */
function decidesAboutConnections({ apiVersion, kind }: KubernetesObject): boolean {
  return ISTIO_GROUP.test(apiVersion) || (apiVersion === 'v1' && kind === 'Service');
}

/**
 * Tries a whole plan, once istiod knows the objects and every proxy works with them. Someone has applied the objects before.
 *
 * @throws if a part of the lab does not get ready in time
 */
export async function tryConnections(mesh: Mesh, { objects, meshConfig, plan }: Subject): Promise<Row[]> {
  const { clients, targets, gateways } = plan;
  await mesh.untilKnown(objects);
  for (const template of gateways) { mesh.pod(template); }
  for (const client of clients) {
    if (untried(client) === undefined) { mesh.pod(client.template); }
  }
  await mesh.settle();
  const predict = predictions(objects, meshConfig, plan);
  const observed = await Promise.all(clients.map(client => tryTargets(mesh, client, plan)));
  return clients.flatMap((client, index) => targets.map((target, place) => ({
    from: client.label, to: target.label, predicted: predict(client, target), observed: observed[index][place],
  })));
}

/** How many connections end differently without an object. */
export function changedBy(rows: readonly Row[], without: readonly Row[]): number {
  return rows.filter(({ observed }, index) => !isSameEnd(observed, without[index].observed)).length;
}

/** How many connections are predicted to end differently without an object. */
export function predictedToChange(rows: readonly Row[], without: readonly Row[]): number {
  return rows.filter(({ predicted }, index) => !isSameEnd(predicted, without[index].predicted)).length;
}

function isSameEnd(one: Partial<Observation>, other: Partial<Observation>): boolean {
  return (['verdict', 'service', 'gateway', 'outcome'] as const).every(key => one[key] === other[key]);
}

async function tryTargets(mesh: Mesh, client: Client, plan: Plan): Promise<Observation[]> {
  const { targets } = plan;
  const notTried = untried(client);
  if (notTried !== undefined) { return targets.map(() => ({ notTried })); }
  const isTried = ({ address }: Target): boolean => mesh.cluster.network.hasIPv6 || !address.includes(':');
  const tried = targets.filter(isTried);
  const observed = new Map<Target, Observation>();
  for (let start = 0; start < tried.length; start += CONNECTIONS_AT_A_TIME) {
    const dialled = tried.slice(start, start + CONNECTIONS_AT_A_TIME);
    const happened = await mesh.dial(dialled.map(target => {
      const { label: _label, address, ...dial } = target;
      return { ...dial, template: client.template, ...isByName(target, plan) ? {} : { address } };
    }));
    for (const [index, target] of dialled.entries()) { observed.set(target, observe(target, happened[index], plan.servers)); }
  }
  return targets.map(target => observed.get(target) ?? { notTried: 'this machine has no IPv6' });
}

/** Why the connections of a client are not tried; undefined if they are. */
function untried({ isAmbient, template }: Client): string | undefined {
  if (isAmbient) { return 'only the scenarios "ambient" and "waypoint" have ztunnel'; }
  // The injector does not run here.
  const isRefused = template.injected && captureFaults(template.annotations, DEFAULT_MESH_SETTINGS.istioVersion).length > 0;
  return isRefused ? 'the injector refuses the pod' : undefined;
}
