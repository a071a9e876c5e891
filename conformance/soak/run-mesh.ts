import { createContext, Script } from 'node:vm';
import { check } from '../../src/analysis/check';
import { MeshModel } from '../../src/analysis/model/mesh-model';
import { reach } from '../../src/analysis/reach/reachability';
import { trace } from '../../src/analysis/reach/trace/trace';
import { meshSettingsOf } from '../../src/analysis/settings/mesh-config';
import type { Case } from '../generators/base/case';

/** The longest time that a mesh may take, in milliseconds. */
const LIMIT = 2000;

/** What came of a mesh. */
export interface MeshResult {
  readonly findings: number;
  /** The verdicts of `reach()` and the outcomes of `trace()`. */
  readonly verdicts: readonly string[];
  readonly milliseconds: number;
  /** What went wrong; undefined if nothing did. */
  readonly fault?: string;
}

interface Answers {
  readonly findings: number;
  readonly verdicts: readonly string[];
}

/** Checks the objects of a mesh, and answers its questions by `reach()` and `trace()`. */
export function askAll({ objects, meshConfig, questions }: Case): Answers {
  const settings = meshSettingsOf(meshConfig);
  const findings = check(objects, settings);
  const broken = findings.find(({ object, message }) => !(object >= 0 && object < objects.length) || typeof message !== 'string' || message === '');
  if (broken) { throw new Error(`a finding without object or message: ${JSON.stringify(broken)}`); }
  const model = MeshModel.of(objects, settings);
  const verdicts = questions.flatMap(({ gateway, ...question }) => [
    reach(model, { ...question, gateway }).verdict,
    ...gateway ? [] : [trace(model, question).outcome],
  ]);
  return { findings: findings.length, verdicts };
}

const SCRIPT = new Script('run()');

/** Runs a mesh, and stops it if it takes too long. A slow machine is no fault: only a mesh that is too slow twice is. */
export function runMesh(mesh: Case, ask: (mesh: Case) => Answers = askAll, limit = LIMIT): MeshResult {
  const first = attempt(mesh, ask, limit);
  return first.isTooSlow ? attempt(mesh, ask, limit) : first;
}

function attempt(mesh: Case, ask: (mesh: Case) => Answers, limit: number): MeshResult & { readonly isTooSlow: boolean } {
  const start = performance.now();
  const time = () => performance.now() - start;
  try {
    // Only the time limit of a script stops a loop without end.
    const { findings, verdicts } = SCRIPT.runInContext(createContext({ run: () => ask(mesh) }), { timeout: limit }) as Answers;
    return { findings, verdicts, milliseconds: time(), isTooSlow: false };
  } catch (error) {
    const isTooSlow = (error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
    const fault = isTooSlow ? `takes more than ${limit} ms` : error instanceof Error ? error.stack ?? error.message : String(error);
    return { findings: 0, verdicts: [], milliseconds: time(), fault, isTooSlow };
  }
}
