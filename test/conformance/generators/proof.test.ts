import * as fc from 'fast-check';
import { reachMesh } from '../../../conformance/generators/mesh/reach-mesh';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import { MeshModel } from '../../../src/analysis/model/mesh-model';
import type { MeshWorkload } from '../../../src/analysis/model/workload';
import { Destination, proveEgress } from '../../../src/analysis/reach/trace/egress-proof';
import { meshSettingsOf } from '../../../src/analysis/settings/mesh-config';

const LABELS = [{}, { app: 'web' }, { app: 'web', version: 'v1' }, { app: 'web', version: 'v2' }, { app: 'api' }];

/** One workload for each of several sets of labels. */
const deployments: KubernetesObject[] = LABELS.map((labels, index) => ({
  apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: `w${index}`, namespace: 'shop' }, spec: { template: { metadata: { labels } } },
}));

/** The objects, with routes that ask for labels of their clients wherever they ask for anything. */
function askingForLabels(objects: readonly KubernetesObject[]): KubernetesObject[] {
  return JSON.parse(JSON.stringify(objects), (key, value: unknown) => key === 'match' && Array.isArray(value)
    ? (value as object[]).map((match, index) => ({ ...match, sourceLabels: LABELS[1 + index % 4] }))
    : value) as KubernetesObject[];
}

test('the proof of a workload among others is the same as its proof alone', () => {
  let apart = 0;
  fc.assert(fc.property(reachMesh, ({ objects, meshConfig, questions = [] }) => {
    const model = MeshModel.of([...askingForLabels(objects), ...deployments], meshSettingsOf(meshConfig));
    const workloads = model.workloads.filter(({ ref }) => ref.index >= objects.length);
    const destinations: Destination[] = questions.filter(({ gateway }) => !gateway)
      .map(({ host, address, port, protocol }, index) => ({ label: `destination ${index}`, host, address, port, protocol }));
    const explanations = (workload: MeshWorkload, among: readonly MeshWorkload[]) => proveEgress(model, among, destinations)
      .filter(shortfall => shortfall.workloads.includes(workload)).map(({ destination, explanation }) => `${destination}: ${explanation}`);
    const alone = workloads.map(workload => explanations(workload, [workload]));
    const together = workloads.map(workload => explanations(workload, workloads));
    if (new Set(alone.map(messages => messages.join('\n'))).size > 1) { apart++; }
    expect(together).toEqual(alone);
  }), { seed: 11, numRuns: 120 });
  expect(apart).toBeGreaterThan(0);
});
