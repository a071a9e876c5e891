import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { unmet } from './expectation';
import { HopScenario, runHopScenario, workloadsOf } from './hop-scenario';
import { HOP_SCENARIOS } from './hop-scenarios';
import { SCENARIOS } from './index';
import type { Scenario } from './scenario';
import { UsageError } from '../../command/command';
import { readObjects } from '../cluster/objects';
import { changedBy, examine } from '../connections/examination';
import { planOf } from '../connections/probes';
import { differences, renderTable } from '../connections/table';
import type { Mesh } from '../mesh/mesh';
import { WITHOUT_ZTUNNEL } from '../programs/ztunnel';

/**
 * The scenarios with these names, or all scenarios without names.
 *
 * @throws UsageError if no scenario has a name
 */
export function scenariosNamed(names: readonly string[]): readonly (Scenario | HopScenario)[] {
  const all = [...SCENARIOS, ...HOP_SCENARIOS];
  const unknown = names.find(name => all.every(scenario => scenario.name !== name));
  if (unknown !== undefined) { throw new UsageError(`there is no scenario ${unknown}; there are ${all.map(({ name }) => name).join(', ')}`); }
  return all.filter(({ name }) => names.length === 0 || names.includes(name));
}

/** Whether a scenario has pods in ambient mode. */
export function needsZtunnel(scenario: Scenario | HopScenario): boolean {
  return 'objects' in scenario && workloadsOf(scenario.objects).some(({ template }) => template.ambient);
}

/** Runs scenarios one after the other, prints the results, and returns the number of differences. */
export async function runScenarios(mesh: Mesh, scenarios: readonly (Scenario | HopScenario)[], folder: string): Promise<number> {
  let wrong = 0;
  let failed = 0;
  let skipped = 0;
  for (const scenario of scenarios) {
    if (!mesh.hasZtunnel && needsZtunnel(scenario)) {
      console.log(`\nskipped: ${scenario.name}: ${WITHOUT_ZTUNNEL}`);
      skipped += 1;
      continue;
    }
    const started = Date.now();
    const found = 'steps' in scenario ? await runScenario(mesh, scenario, join(folder, scenario.name)) : await runHopScenario(mesh, scenario);
    console.log(`\n${found === 0 ? 'passed' : 'FAILED'}: ${scenario.name}, ${((Date.now() - started) / 1000).toFixed(1)} s`);
    wrong += found;
    if (found > 0) { failed += 1; }
  }
  console.log(`\nscenarios: ${scenarios.length - failed - skipped} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  return wrong;
}

async function runScenario(mesh: Mesh, { name, steps }: Scenario, folder: string): Promise<number> {
  // All steps are synthesized first: destinations of later steps are also tried earlier, when they must not work yet.
  const states = steps.map((step, index) => {
    const dist = join(folder, String(index), 'dist');
    mkdirSync(dist, { recursive: true });
    step.synth(dist);
    if (readdirSync(dist).length === 0) { throw new Error(`the scenario ${name} wrote no YAML`); }
    return { step, objects: readObjects(dist) };
  });
  const all = states.flatMap(({ objects }) => objects);
  // A name may have had another address in the scenario before, which proxies keep for a minute.
  await mesh.keepPods([]);
  let wrong = 0;
  for (const { step, objects } of states) {
    const { meshConfig = {}, withoutEach = false } = step;
    const { rows, without } = await examine(mesh, { objects, meshConfig, plan: planOf(objects, all) }, withoutEach);
    const isAllTried = rows.every(({ observed }) => observed.notTried === undefined);
    const complaints = [
      ...unmet(step.expected, rows),
      ...isAllTried ? without.filter(variant => changedBy(rows, variant.rows) === 0).map(({ object }) => `without ${object} nothing changes`) : [],
    ];
    const differing = without.map(({ object, rows: others }) => ({ object, rows: differences(others) })).filter(variant => variant.rows.length > 0);
    wrong += differences(rows).length + complaints.length + differing.reduce((sum, variant) => sum + variant.rows.length, 0);
    console.log(`\n${name}: ${step.title}\n\n${renderTable(rows)}`);
    for (const { object, rows: others } of without) {
      console.log(`without ${object}: ${changedBy(rows, others)} of ${rows.length} connections end differently`);
    }
    for (const variant of differing) { console.log(`\nwithout ${variant.object}:\n${renderTable(variant.rows)}`); }
    for (const complaint of complaints) { console.log(`  ${complaint}`); }
  }
  return wrong;
}
