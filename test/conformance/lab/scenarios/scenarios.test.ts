import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../../../../conformance/command/command';
import { readObjects } from '../../../../conformance/lab/cluster/objects';
import { predictions } from '../../../../conformance/lab/connections/prediction';
import { planOf } from '../../../../conformance/lab/connections/probes';
import type { Row } from '../../../../conformance/lab/connections/table';
import { SCENARIOS } from '../../../../conformance/lab/scenarios';
import { unmet } from '../../../../conformance/lab/scenarios/expectation';
import { describeWay, hopPredictions, workloadsOf } from '../../../../conformance/lab/scenarios/hop-scenario';
import { HOP_SCENARIOS } from '../../../../conformance/lab/scenarios/hop-scenarios';
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
      const plan = planOf(objects, all);
      const { clients, targets } = plan;
      const predict = predictions(objects, step.meshConfig ?? {}, plan);
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
  expect(scenariosNamed([])).toEqual([...SCENARIOS, ...HOP_SCENARIOS]);
  expect(scenariosNamed(['ipv6', 'bypass']).map(({ name }) => name)).toEqual(['bypass', 'ipv6']);
  expect(() => scenariosNamed(['ipv4'])).toThrow(new UsageError(
    'there is no scenario ipv4; there are quick-start, bypass, registry-only-by-mesh, registry-only-by-sidecar, namespace-without-sidecar, active-gates, second-sidecar, ipv6, entries, '
    + 'dns-capture, tls-origination, services, forward-proxy, one-agent-proxy, dynatrace-proxies, active-gate-in-mesh, egress-gateway, gateway-passthrough, through-gateway, sidecar-tls, databases, many-hosts, tracing, locked-namespace, observed-namespace, ambient, waypoint',
  ));
});

describe('what must happen', () => {
  const predicted = { verdict: 'REACHABLE', outcome: 'ARRIVES', because: [], explanation: '' } as const;
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

test.each(HOP_SCENARIOS.map(scenario => [scenario.name, scenario] as const))('in %s the trace predicts what must happen', (_, scenario) => {
  const predict = hopPredictions(scenario, workloadsOf(scenario.objects));
  const expected = scenario.questions.map(({ outcome, predicted }) => predicted ?? outcome);
  expect(scenario.questions.map(question => predict(question).outcome)).toEqual(expected);
});

test('the pod of a StatefulSet has a name of its own', () => {
  const { objects } = HOP_SCENARIOS.find(({ name }) => name === 'services')!;
  expect(workloadsOf(objects).find(({ label }) => label === 'StatefulSet shop/store')?.template.stableName).toEqual({ hostname: 'store-0', subdomain: 'store' });
});

describe('the way of a connection', () => {
  const received = { server: 'outside', at: '192.0.2.1:443', from: '10.244.0.11:40000', protocol: 'http' as const };
  const entry = (cluster: string | null) => ({ client: '10.244.0.10:16000', cluster, flags: null, upstream: null });

  test('has the answer of DNS, the clusters of the proxies, and the layers of TLS', () => {
    expect(describeWay({
      dns: { name: 'a.test.', addresses: ['240.240.0.1'] },
      sidecar: entry('outbound|443||gateway'),
      next: { ...entry('outbound|443||a.test'), peer: 'spiffe://cluster.local/ns/shop/sa/default' },
      received: { ...received, tls: [{ mutual: true }, { mutual: false }] },
    })).toBe('virtual address > outbound|443||gateway > next by mutual TLS: outbound|443||a.test > outside gets mutual TLS with TLS with http');
  });

  test('ends with the error of the client if no server answers', () => {
    expect(describeWay({ dns: { name: 'a.test', addresses: [] }, error: 'no such host' })).toBe('no address > no such host');
    expect(describeWay({ sidecar: entry('outbound|80||a'), next: { ...entry(null), peer: '-' }, error: 'reset' })).toBe('outbound|80||a > next: no cluster > reset');
    expect(describeWay({ ztunnel: { service: 'a.test' }, received: { ...received, server: 'pod-2', tls: [] } })).toBe('ztunnel knows a.test > pod gets http');
    expect(describeWay({ ztunnel: {}, error: 'reset' })).toBe('ztunnel > reset');
    expect(describeWay({ sidecar: entry(null), error: 'the connection was closed' })).toBe('no cluster > the connection was closed');
  });

  test('names a forward proxy and the server of a pod', () => {
    expect(describeWay({ via: '192.0.2.9:3128', received: { ...received, server: 'pod-2', tls: [] } })).toBe('forward proxy > pod gets http');
  });
});
