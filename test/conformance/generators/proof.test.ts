import * as fc from 'fast-check';
import { reachMesh } from '../../../conformance/generators/mesh/reach-mesh';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import { MeshModel } from '../../../src/analysis/model/mesh-model';
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
    const alone = workloads.map(workload => proveEgress(model, [workload], destinations).map(({ message }) => message.slice(message.indexOf('destination'))));
    const together = workloads.map(({ ref }) => proveEgress(model, workloads, destinations)
      .filter(({ message }) => message.includes(`Deployment shop/${ref.name}`) || message.includes(' more '))
      .map(({ message }) => message.slice(message.indexOf('destination'))));
    if (new Set(alone.map(messages => messages.join('\n'))).size > 1) { apart++; }
    // Where more than three are named together, the others are only counted.
    for (const [index, messages] of alone.entries()) { expect(together[index]).toEqual(expect.arrayContaining(messages)); }
    expect(new Set(together.flat())).toEqual(new Set(alone.flat()));
  }), { seed: 11, numRuns: 120 });
  expect(apart).toBeGreaterThan(0);
});
