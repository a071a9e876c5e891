/**
 * Runs YAML in a mesh in which everything is real except the kubelet, and compares what happens to connections with what our own analysis predicts.
 *
 *     npm run lab -- [--without-each] [--mesh-config <file>] <dist folder> …
 *     npm run lab -- --scenarios [<name> …]
 *
 * Ends with 0 if everything happens as predicted, 1 if not or if something fails, 2 if something is missing on this machine or the command line is wrong.
 */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { runCommand, secondsSince } from '../command/command';
import { Cluster } from './cluster/cluster';
import { readObjects } from './cluster/objects';
import { changedBy, examine, predictedToChange, Subject } from './connections/examination';
import { planOf } from './connections/probes';
import { differences, renderTable } from './connections/table';
import { runInNamespaces } from './machine/namespaces';
import { Mesh } from './mesh/mesh';
import { LabOptions, parseOptions, USAGE } from './options';
import { meshParts } from './prepare';
import { needsZtunnel, runScenarios, scenariosNamed } from './scenarios/run-scenarios';

/** A folder, and what to try of it. */
interface FolderSubject extends Subject {
  readonly folder: string;
}

/** @throws if a folder holds nothing that the lab can try */
function subjectsOf({ folders, meshConfig: file }: LabOptions): FolderSubject[] {
  const meshConfig = file === undefined ? {} : parse(readFileSync(file, 'utf8')) as object;
  return folders.map(folder => {
    const objects = readObjects(folder);
    const plan = planOf(objects);
    if (plan.clients.length === 0) { throw new Error(`there is no workload in ${folder}, so there are no connections to try`); }
    if (plan.clients.every(({ isAmbient }) => isAmbient)) { throw new Error(`the workloads in ${folder} are in ambient mode, which only the scenarios "ambient" and "waypoint" try`); }
    return { folder, objects, meshConfig, plan };
  });
}

/** Tries each folder; returns how many connections ended differently than predicted. */
async function tryFolders(mesh: Mesh, subjects: readonly FolderSubject[], withoutEach: boolean): Promise<number> {
  let wrong = 0;
  for (const subject of subjects) {
    const { folder, objects } = subject;
    // A name may have had another address in the folder before, which proxies keep for a minute.
    await mesh.keepPods([]);
    const { rows, made, without } = await examine(mesh, subject, withoutEach);
    const found = differences(rows).length;
    wrong += found;
    console.log(`\n${folder}: ${objects.length} objects, ${rows.length} connections, ${found} differences\n\n${renderTable(rows)}`);
    for (const secret of made) { console.log(`Secret ${secret} is not among the objects: the lab made one, with a key pair of this run`); }
    for (const variant of without) {
      const differing = differences(variant.rows);
      wrong += differing.length;
      console.log(`\nwithout ${variant.object}: ${changedBy(rows, variant.rows)} connections end differently, ${predictedToChange(rows, variant.rows)} are predicted to, ${differing.length} differences`);
      if (differing.length > 0) { console.log(renderTable(differing)); }
    }
  }
  return wrong;
}

function main(options: LabOptions): Promise<number> {
  // Wrong arguments are reported before anything is built or started.
  const scenarios = options.scenarios ? scenariosNamed(options.names) : [];
  const subjects = subjectsOf(options);
  const isAmbient = options.names.length > 0 && scenarios.some(needsZtunnel);
  return runInNamespaces(__filename, () => meshParts(isAmbient), async ({ prepared, folder }) => {
    const started = Date.now();
    const cluster = await Cluster.start({ folder, ...prepared });
    const mesh = await Mesh.start(cluster, prepared.programs, folder);
    console.log(`the lab is up after ${secondsSince(started)} s`);
    const wrong = scenarios.length > 0 ? await runScenarios(mesh, scenarios, folder) : await tryFolders(mesh, subjects, options.withoutEach);
    console.log(`\n${wrong === 0 ? 'everything happened as predicted' : `${wrong} differences`}, after ${secondsSince(started)} s`);
    return wrong === 0 ? 0 : 1;
  });
}

void runCommand(USAGE, async () => main(parseOptions(process.argv.slice(2))));
