/**
 * Applies the YAML of all examples and of generated apps to a real Kubernetes API server with strict validation, and compares what it stores with what
 * was written.
 *
 *     npm run lab:acceptance -- [--count <n>] [--seed <seed> [--app <n>]]
 *
 * Ends with 0 if everything was accepted unchanged, 1 if not, 2 if something is missing on this machine or the command line is wrong.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import * as fc from 'fast-check';
import { Acceptance, Acceptor } from './acceptor';
import { generatedApp } from './generated-app';
import { Manifest, manifestsIn, manifestsOf } from './manifest';
import { AcceptanceOptions, parseOptions, USAGE } from './options';
import { AcceptanceTally } from './tally';
import { runCommand, secondsSince } from '../../command/command';
import { Cluster } from '../cluster/cluster';
import { crdFiles, deliveryCrdFiles } from '../cluster/crds';
import { runInNamespaces } from '../machine/namespaces';
import { programs } from '../programs/programs';

const EXAMPLES = join(__dirname, '..', '..', '..', 'examples');
/** Number of apps whose faults are shown. */
const SHOWN = 10;

async function prepare() {
  // If several CustomResourceDefinitions have one name, the first counts: the vendors' come before ours.
  return { programs: await programs('etcd', 'kube-apiserver'), crds: [...deliveryCrdFiles(), ...crdFiles()] };
}

/** The examples first, then the apps of each seed. */
function* subjects({ seeds, count, app }: AcceptanceOptions): Iterable<{ readonly name: string; readonly manifests: () => Manifest[] }> {
  if (app === undefined) {
    for (const name of readdirSync(EXAMPLES).filter(each => existsSync(join(EXAMPLES, each, 'dist'))).sort()) {
      for (const folder of foldersIn(join(EXAMPLES, name, 'dist'))) {
        yield { name: `examples/${relative(EXAMPLES, folder)}`, manifests: () => manifestsIn(folder) };
      }
    }
  }
  for (const seed of seeds) {
    // The number of apps doesn't change the apps, so that each app keeps its place.
    for (const [place, generated] of fc.sample(generatedApp, { seed, numRuns: app === undefined ? count : app + 1 }).entries()) {
      if (app === undefined || place === app) { yield { name: `--seed ${seed} --app ${place}`, manifests: () => manifestsOf(generated) }; }
    }
  }
}

/** The folders with manifests at or below a folder. Those of one example can be for different clusters, with objects of the same names. */
function foldersIn(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  const below = entries.filter(entry => entry.isDirectory()).flatMap(({ name }) => foldersIn(join(folder, name)));
  return [...entries.some(entry => entry.isFile()) ? [folder] : [], ...below].sort();
}

async function acceptAll(acceptor: Acceptor, options: AcceptanceOptions): Promise<number> {
  const tally = new AcceptanceTally();
  let wrong = 0;
  for (const { name, manifests } of subjects(options)) {
    const written = synthesized(manifests);
    if (options.app !== undefined && !(written instanceof Error)) { console.log(written.map(({ yaml }) => yaml).join('---\n')); }
    const accepted = written instanceof Error ? [] : await acceptor.accept(written);
    tally.add(accepted);
    const faults = written instanceof Error ? [`  ${written.message}`] : accepted.filter(one => one.faults.length > 0).map(show);
    if (faults.length > 0) {
      wrong += 1;
      if (wrong <= SHOWN) { console.log(`\n${name}\n${faults.join('\n')}`); }
    }
  }
  console.log(`\n${tally.render()}`);
  return wrong;
}

/** The manifests of an app, or the error of its synth. */
function synthesized(manifests: () => Manifest[]): Manifest[] | Error {
  try {
    return manifests();
  } catch (error) {
    return error as Error;
  }
}

function show({ manifest: { object }, faults }: Acceptance): string {
  return faults.map(fault => `  ${object.kind} ${object.metadata?.namespace ?? ''}/${object.metadata?.name}: ${fault}`).join('\n');
}

function main(options: AcceptanceOptions): Promise<number> {
  return runInNamespaces(__filename, prepare, async ({ prepared, folder }) => {
    const started = Date.now();
    const cluster = await Cluster.start({ folder, ...prepared });
    console.log(`the API server is up after ${secondsSince(started)} s; seeds ${options.seeds.join(' and ')}, ${options.count} apps each`);
    const wrong = await acceptAll(new Acceptor(cluster.client), options);
    console.log(`\n${wrong === 0 ? 'everything was accepted unchanged' : `${wrong} apps were refused or changed`}, after ${secondsSince(started)} s`);
    return wrong === 0 ? 0 : 1;
  });
}

void runCommand(USAGE, async () => main(parseOptions(process.argv.slice(2))));
