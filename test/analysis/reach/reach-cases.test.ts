import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import { MeshModel } from '../../../src/analysis/model/mesh-model';
import { reach, ReachQuestion, Verdict } from '../../../src/analysis/reach/reachability';
import { meshSettingsOf } from '../../../src/analysis/settings/mesh-config';

/** A mesh with connections, and the verdicts of Istio's simulation. */
interface ReachCase {
  readonly id: string;
  readonly note: string;
  readonly meshConfig?: object;
  /** Objects without a creation time all have the same age. */
  readonly objects: readonly KubernetesObject[];
  readonly questions: readonly ReachQuestion[];
  readonly verdicts: readonly Verdict[];
}

const FOLDER = join(__dirname, 'reach-cases');

describe.each(readdirSync(FOLDER).sort())('%s', file => {
  const cases = JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as ReachCase[];

  test.each(cases)('$id: $note', ({ meshConfig, objects, questions, verdicts }) => {
    const dated = objects.map(object => ({ ...object, metadata: { creationTimestamp: '2026-01-01T00:00:00Z', ...object.metadata } }));
    const model = MeshModel.of(dated, meshSettingsOf(meshConfig));
    expect(questions.map(question => reach(model, question).verdict)).toEqual(verdicts);
  });
});
