/**
 * Delivers examples from a git repository to a real API server, the quick start with Flux and `argo-cd`, with its sync waves, with Argo CD's sync engine, and compares what
 * happens to connections with what our own analysis predicts: at first, after commits that open and close something, and after everything is removed.
 *
 *     npm run lab:gitops
 *
 * Ends with 0 if everything happens as predicted, 1 if not or if something fails, 2 if something is missing on this machine.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ArgoCdEngine } from './argo-cd-engine';
import { Commit, commitsOf } from './commits';
import type { Delivery } from './delivery';
import { Flux } from './flux';
import { GitServer, requireGitServer } from './git-server';
import { actAsControllers } from './missing-controllers';
import { Repository } from './repository';
import { outOfOrder, wavesOf } from './wave-order';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import { describeRef, refOf } from '../../../src/analysis/base/object-ref';
import { runCommand, secondsSince } from '../../command/command';
import { lossesOf } from '../acceptance/changes';
import { Cluster } from '../cluster/cluster';
import { crdFiles, FLUX_CONTROLLERS, fluxCrdFiles } from '../cluster/crds';
import { readObjects } from '../cluster/objects';
import { tryConnections } from '../connections/examination';
import { planOf } from '../connections/probes';
import { differences, renderTable } from '../connections/table';
import { runInNamespaces } from '../machine/namespaces';
import { Mesh } from '../mesh/mesh';
import { MESH_PROGRAMS, programs } from '../programs/programs';
import { unmet } from '../scenarios/expectation';

const SERVED_REPOSITORY = 'app.git';
const GIT_PORT = 8085;

async function prepare() {
  requireGitServer();
  return {
    programs: await programs(...MESH_PROGRAMS, ...FLUX_CONTROLLERS, 'gitops-agent'),
    // If several CustomResourceDefinitions have one name, the first counts: the vendors' come before ours.
    crds: [...fluxCrdFiles(), ...crdFiles()],
  };
}

/** A commit and its objects. */
interface State extends Commit {
  readonly objects: readonly KubernetesObject[];
}

/** Delivers all states, tries all connections in each, and prints the results; returns the number of differences. */
async function tryDelivery(delivery: Delivery, mesh: Mesh, states: readonly State[], repository: Repository): Promise<number> {
  const all = states.flatMap(({ objects }) => objects);
  let wrong = 0;
  let before: readonly KubernetesObject[] = [];
  const tryAll = async (title: string, objects: readonly KubernetesObject[], plan = planOf(objects, all), expected: Commit['expected'] = {}): Promise<void> => {
    const gone = before.filter(object => !objects.some(other => nameOf(other) === nameOf(object)));
    await mesh.untilKnown(objects, gone);
    const rows = await tryConnections(mesh, { objects, meshConfig: {}, plan });
    const complaints = unmet(expected, rows);
    wrong += differences(rows).length + complaints.length;
    console.log(`\n${delivery.name}: ${title}${gone.length > 0 ? `; pruned: ${gone.map(nameOf).join(', ')}` : ''}\n\n${renderTable(rows)}`);
    for (const complaint of complaints) { console.log(`  ${complaint}`); }
    before = objects;
  };
  for (const [index, { message, folder, objects, expected }] of states.entries()) {
    const commit = repository.commit(folder, message);
    if (index === 0) { await delivery.start(repository); }
    await delivery.untilDelivered(commit, () => isThere(mesh, objects, before));
    await tryAll(`${message} (${commit.slice(0, 7)})`, objects, planOf(objects, all), expected);
    const waves = wavesOf(objects);
    if (index > 0 || waves.length < 2) { continue; }
    const complaints = outOfOrder((await Promise.all(objects.map(object => mesh.cluster.client.read(object)))).flatMap(object => object ?? []));
    wrong += complaints.length;
    console.log(`sync waves ${waves.join(', ')}: ${complaints.length === 0 ? 'all objects were created in this order' : complaints.join('; ')}`);
  }
  await delivery.withdraw(() => isThere(mesh, [], before));
  await tryAll('everything is removed', [], planOf(states[0].objects, all));
  return wrong;
}

/** Whether the cluster has all objects as they were committed, and none of the objects that were removed. */
async function isThere({ cluster }: Mesh, objects: readonly KubernetesObject[], before: readonly KubernetesObject[]): Promise<boolean> {
  await actAsControllers(cluster.client, before);
  for (const object of objects) {
    const read = await cluster.client.read(object);
    if (!read) { throw new Error(`${nameOf(object)} is not there`); }
    const [loss] = lossesOf(object, read);
    if (loss !== undefined) { throw new Error(`${nameOf(object)} is not as it was committed: ${loss}`); }
  }
  const names = new Set(objects.map(nameOf));
  for (const object of before.filter(each => !names.has(nameOf(each)))) {
    if (await cluster.client.read(object)) { throw new Error(`${nameOf(object)} is still there`); }
  }
  return true;
}

function nameOf(object: KubernetesObject): string {
  return describeRef(refOf(object, 0));
}

void runCommand('usage: npm run lab:gitops', () => runInNamespaces(__filename, prepare, async ({ prepared, folder }) => {
  const started = Date.now();
  const statesOf = async (name: Parameters<typeof commitsOf>[0]): Promise<State[]> => (await commitsOf(name, join(folder, 'commits', name)))
    .map(commit => ({ ...commit, objects: readObjects(join(commit.folder, commit.manifests)) }));
  const states = await statesOf('quick-start');
  const ordered = await statesOf('argo-cd');
  const cluster = await Cluster.start({ folder, ...prepared });
  const mesh = await Mesh.start(cluster, prepared.programs, folder);
  // A cluster would have the namespaces already.
  const namespaces = new Set(['flux-system', ...[...states, ...ordered].flatMap(({ objects }) => objects.flatMap(({ metadata }) => metadata?.namespace ?? []))]);
  await cluster.client.apply([...namespaces].map(name => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })));
  const { hosts, ports, forms } = planOf(states[0].objects, states.flatMap(({ objects }) => objects));
  await mesh.prepare(hosts, ports, forms);
  await mesh.configure({});
  const served = join(folder, 'git');
  mkdirSync(served);
  const git = await GitServer.start(served, GIT_PORT);
  console.log(`the lab is up after ${secondsSince(started)} s`);

  const flux = new Flux(cluster, git, prepared.programs, folder, SERVED_REPOSITORY);
  let wrong = await tryDelivery(flux, mesh, states, Repository.create(served, join(folder, 'flux'), SERVED_REPOSITORY));
  const engine = new ArgoCdEngine(cluster, prepared.programs['gitops-agent'], folder, ordered[0].manifests);
  wrong += await tryDelivery(engine, mesh, ordered, Repository.create(served, join(folder, 'argo-cd'), 'argo-cd.git'));
  console.log(`\n${wrong === 0 ? 'everything happened as predicted' : `${wrong} differences`}, after ${secondsSince(started)} s`);
  return wrong === 0 ? 0 : 1;
}));
