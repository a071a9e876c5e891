import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../../../../conformance/command/command';
import { readObjects } from '../../../../conformance/lab/cluster/objects';
import { planOf, predictions } from '../../../../conformance/lab/connections/probes';
import type { Row } from '../../../../conformance/lab/connections/table';
import { SCENARIOS } from '../../../../conformance/lab/scenarios';
import { unmet } from '../../../../conformance/lab/scenarios/expectation';
import { scenariosNamed } from '../../../../conformance/lab/scenarios/run-scenarios';

test.each(SCENARIOS.map(scenario => [scenario.name, scenario] as const))('in %s our own analysis predicts what must happen', (_, { steps }) => {
  const folder = mkdtempSync(join(tmpdir(), 'lab-'));
  try {
    const states = steps.map((step, index) => {
      const dist = join(folder, String(index), 'dist');
      mkdirSync(dist, { recursive: true });
      step.synth(dist);
      return { step, objects: readObjects(dist) };
    });
    const all = states.flatMap(({ objects }) => objects);
    for (const { step, objects } of states) {
      const { clients, targets } = planOf(objects, all);
      const predict = predictions(objects, step.meshConfig ?? {});
      const rows = clients.flatMap(client => targets.map((target): Row => {
        const predicted = predict(client, target);
        return { from: client.label, to: target.label, predicted, observed: { verdict: predicted.verdict, service: predicted.service } };
      }));
      expect(Object.keys(step.expected)).not.toEqual([]);
      expect(unmet(step.expected, rows)).toEqual([]);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 60_000);

test('all scenarios run, or only the named ones', () => {
  expect(scenariosNamed([])).toEqual(SCENARIOS);
  expect(scenariosNamed(['ipv6', 'bypass']).map(({ name }) => name)).toEqual(['bypass', 'ipv6']);
  expect(() => scenariosNamed(['ipv4'])).toThrow(new UsageError(
    'there is no scenario ipv4; there are quick-start, bypass, registry-only-by-mesh, registry-only-by-sidecar, namespace-without-sidecar, active-gates, second-sidecar, ipv6, entries',
  ));
});

describe('what must happen', () => {
  const predicted = { verdict: 'REACHABLE', because: [], explanation: '' } as const;
  const row = (observed: Row['observed']): Row => ({ from: 'Pod a/b', to: 'https://a.test:443', predicted, observed });
  const expected = { 'Pod a/b': { REACHABLE: ['https://a.test:443'] } };

  test('did happen, or could not be tried', () => {
    expect(unmet(expected, [row({ verdict: 'REACHABLE' })])).toEqual([]);
    expect(unmet(expected, [row({ notTried: 'this machine has no IPv6' })])).toEqual([]);
  });

  test('did not happen, or was forgotten', () => {
    expect(unmet(expected, [row({ verdict: 'BLOCKED' })])).toEqual(['Pod a/b must be REACHABLE to https://a.test:443, but was BLOCKED']);
    expect(unmet(expected, [row({ detail: 'no answer in time' })])).toEqual(['Pod a/b must be REACHABLE to https://a.test:443, but was no answer in time']);
    expect(unmet(expected, [])).toEqual(['Pod a/b must be REACHABLE to https://a.test:443, which was not tried']);
  });
});
