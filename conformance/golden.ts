/**
 * Checks the YAML of every example: with kustomize, if `kubectl` is installed, and with Istio's own code, which must report nothing but what is on purpose. Istio also gets what
 * an operator creates for an example, from its folder `operator`.
 *
 *     npm run conformance:golden
 *
 * Ends with 0 if nothing is reported, 1 if something is, 2 if the judge is missing (0 with --skip-if-missing).
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { optionsIn, runCommand } from './command/command';
import { readObjects } from './lab/cluster/objects';
import { Judge, JudgeMissing } from './protocol/judge';

const ROOT = resolve(__dirname, '..');
const EXAMPLES = join(ROOT, 'examples');

/** The YAML of each cluster of each example. An example of many clusters has a folder for each. */
function clusters(): { readonly name: string; readonly dist: string }[] {
  return readdirSync(EXAMPLES).sort().filter(name => existsSync(join(EXAMPLES, name, 'dist'))).flatMap(name => {
    const dist = join(EXAMPLES, name, 'dist');
    return existsSync(join(EXAMPLES, name, 'clusters.json')) ? readdirSync(dist).sort().map(cluster => ({ name, dist: join(dist, cluster) })) : [{ name, dist }];
  });
}

/** How many objects kustomize returns, or why it was not asked. */
function kustomize(folder: string): string {
  if (!existsSync(join(folder, 'kustomization.yaml'))) { return 'kustomize is not used'; }
  const { error, status, stdout, stderr } = spawnSync('kubectl', ['kustomize', folder], { encoding: 'utf8' });
  if (error) { return 'kubectl is missing, kustomize was not asked'; }
  if (status !== 0) { throw new Error(`kubectl kustomize refuses ${folder}: ${stderr.trim()}`); }
  return `kustomize accepts ${parseAllDocuments(stdout).length} objects`;
}

/**
 * Analyzers that need what is part of the cluster and not of an app: the webhook of Istio's injector (`image: auto`), and the addresses that istiod allocates
 * to entries. Whether the clients of such an entry use them is what the synth of the example has checked.
 */
const OF_CLUSTER: ReadonlySet<string> = new Set(['IST0146', 'IST0134']);

/** What examples do on purpose: a namespace without injection, in which the pods that are part of the mesh ask for their sidecar by a label. */
const ON_PURPOSE: ReadonlySet<string> = new Set(['secure-dynatrace IST0102']);

async function main(): Promise<number> {
  const { 'skip-if-missing': isSkippedIfMissing } = optionsIn(process.argv.slice(2), { 'skip-if-missing': { type: 'boolean' } });
  let judge: Judge;
  try {
    judge = await Judge.start(join(__dirname, 'istio', 'judge'));
  } catch (error) {
    if (!(error instanceof JudgeMissing)) { throw error; }
    console.error(`${error.message}\nIstio was not asked about the examples`);
    return isSkippedIfMissing ? 0 : 2;
  }
  let reported = 0;
  try {
    for (const { name, dist } of clusters()) {
      const objects = readObjects(dist);
      const created = join(EXAMPLES, name, 'operator');
      const cluster = existsSync(created) ? readObjects(created) : [];
      const { findings: all = [], error } = await judge.ask({ kind: 'findings', objects: [...objects, ...cluster] });
      const findings = all.filter(({ upstream, object }) => {
        return !OF_CLUSTER.has(upstream) && !ON_PURPOSE.has(`${name} ${upstream}`) && (object ?? 0) < objects.length;
      });
      if (error !== undefined) { throw new Error(`Istio has no answer about examples/${name}: ${error}`); }
      for (const { object, upstream, severity, message } of findings) {
        const { kind, metadata } = objects[object ?? 0];
        console.log(`examples/${name}: ${severity} by ${upstream} about ${kind} ${metadata?.namespace}/${metadata?.name}: ${message}`);
      }
      reported += findings.length;
      console.log(`examples/${name}: ${objects.length} objects, ${findings.length} findings of Istio; ${kustomize(join(EXAMPLES, name))}`);
    }
  } finally {
    await judge.close();
  }
  return reported === 0 ? 0 : 1;
}

void runCommand('usage: npm run conformance:golden -- [--skip-if-missing]', main);
