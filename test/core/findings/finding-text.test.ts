import { ApiObject, App, Chart, Testing } from 'cdk8s';
import { ConnectionInfo, DynaKube, DynaKubeMode, FindingSource, Mesh, OneAgentEgress, Severity, Sidecar } from '../../../src';
import { linesOf } from '../../../src/core/findings/finding-text';
import type { LocatedFinding } from '../../../src/core/findings/located-finding';

const shop = new Chart(new App(), 'shop');

function located(rule: string, message: string): LocatedFinding {
  const finding = { rule, message, path: 'shop', severity: Severity.WARNING, ruleUrl: `https://pages.test/${rule}`, source: FindingSource.CDK8S_ISTIO_ONEAGENT, relatedObjects: [] };
  return { construct: shop, about: shop, finding };
}

function failureOf(chart: Chart): string[] {
  try {
    Testing.synth(chart);
    return [];
  } catch (error) {
    return (error as Error).message.split('\n');
  }
}

test('causes of many rules are 25 lines, ten of one rule at most, and a line that counts the rest', () => {
  const causes = Array.from({ length: 60 }, (_, index) => located(`kind/rule-${Math.floor(index / 12)}`, `cause-${index}`));
  const lines = linesOf(causes, ({ severity }) => `${severity}: `).map(({ text }) => text);
  expect(lines).toEqual([
    ...[...Array(10).keys(), ...Array.from({ length: 10 }, (_, index) => 12 + index), 24, 25, 26, 27, 28]
      .map(index => `warning: cause-${index} (kind/rule-${Math.floor(index / 12)}); see https://pages.test/kind/rule-${Math.floor(index / 12)}`),
    'and 35 more (kind/rule-0, kind/rule-1, kind/rule-2 and 2 more); findings() of the Mesh returns all',
  ]);
});

test('a List of 300 objects with the same fault gives at most 30 lines', () => {
  const app = new App();
  const mesh = new Mesh(app, 'Mesh');
  const chart = new Chart(app, 'included');
  const items = Array.from({ length: 300 }, (_, index) => ({
    apiVersion: 'networking.istio.io/v1',
    kind: 'ServiceEntry',
    metadata: { name: `entry-${index}`, namespace: `team-${index}` },
    spec: { hosts: [], ports: [{ number: 443, name: '-', protocol: 'HTTPS' }] },
  }));
  new ApiObject(chart, 'List', { apiVersion: 'v1', kind: 'List', items });

  const lines = failureOf(chart);
  expect(lines.length).toBeLessThanOrEqual(30);
  expect(lines[1]).toMatch(/^ {2}\[included\/List\] items\[0\]: /);
  expect(lines.at(-1)).toMatch(/^ {2}\[included\/List\] and [0-9]+ more \(.*\); findings\(\) of the Mesh returns all$/);
  expect(mesh.findings().length).toBeGreaterThanOrEqual(600);
});

test('300 namespaces whose Sidecars lack the endpoints of OneAgent give one line, with the calls to make', () => {
  const app = new App();
  const monitoring = new Chart(app, 'monitoring', { namespace: 'dynatrace' });
  const dynakube = new DynaKube(monitoring, 'DynaKube', { apiUrl: 'https://abc12345.live.dynatrace.com/api', mode: DynaKubeMode.applicationMonitoring() });
  new OneAgentEgress(monitoring, 'OneAgentEgress', {
    dynakube, connectionInfo: ConnectionInfo.fromEndpoints('https://ag.example.com:9999/communication;https://abc12345.live.dynatrace.com:443/communication'),
  });
  for (let index = 0; index < 300; index++) {
    const chart = new Chart(app, `team-${index}`, { namespace: `team-${index}` });
    new ApiObject(chart, 'Web', { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec: { template: { metadata: { labels: { app: 'web' } } } } });
    // One of them is not of this library.
    if (index === 1) {
      new ApiObject(chart, 'Raw', { apiVersion: 'networking.istio.io/v1', kind: 'Sidecar', metadata: { name: 'default' }, spec: { egress: [{ hosts: ['./*', 'istio-system/*'] }], outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } } });
    } else {
      new Sidecar(chart, 'Sidecar');
    }
  }
  const lines = failureOf(monitoring);
  expect(lines.length).toBeLessThanOrEqual(30);
  expect(lines.filter(line => line.includes('mesh/egress-unreachable'))).toEqual([
    expect.stringMatching(/^ {2}\[monitoring\/OneAgentEgress\] Deployment team-0\/web, Deployment team-1\/web, Deployment team-2\/web and 297 more do not reach https:\/\/abc12345\.live\.dynatrace\.com:443, https:\/\/ag\.example\.com:9999: .* to spec\.egress\[0\]\.hosts of Sidecar team-0\/default\. The others have the same cause\. In the app, call allowEgressTo\(\) of "team-0\/Sidecar", "team-2\/Sidecar", "team-3\/Sidecar" and 296 more with "monitoring\/OneAgentEgress"\. \(mesh\/egress-unreachable\); see https:[^ ]*$/),
  ]);
});
