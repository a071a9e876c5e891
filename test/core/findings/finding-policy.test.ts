import { ApiObject, App, Chart, Testing } from 'cdk8s';
import { EgressDestination, FailOn, Mesh, OutboundTrafficPolicy, ServiceEntry, ServicePort, Sidecar } from '../../../src';

const EXACT_HOSTS_ONLY = 'sidecar/exact-hosts-only';
const REASON = 'each host has one entry';
const WRONG = { apiVersion: 'networking.istio.io/v1', kind: 'ServiceEntry', metadata: { name: 'raw' }, spec: { hosts: [] } };

/** An app with a chart for each namespace, each with a Sidecar that has one finding, a warning. */
function warnedApp(...namespaces: string[]): { app: App; charts: Chart[] } {
  const app = new App();
  const charts = namespaces.map(namespace => {
    const chart = new Chart(app, namespace, { namespace });
    new Sidecar(chart, 'Sidecar', { hosts: [new ServiceEntry(chart, 'Api', { hosts: [`api.${namespace}.example.com`], ports: [ServicePort.https()] })] });
    return chart;
  });
  return { app, charts };
}

function found(mesh: Mesh): string[] {
  return mesh.findings().map(({ rule, path }) => `${rule} at ${path}`);
}

describe('a rule that is turned off for a scope', () => {
  test('is off there, and on elsewhere in the mesh', () => {
    const { app, charts: [east] } = warnedApp('east', 'west');
    Mesh.of(app).disableRule(EXACT_HOSTS_ONLY, REASON, east);
    expect(found(Mesh.of(app))).toEqual([`${EXACT_HOSTS_ONLY} at west/Sidecar`]);
  });

  test('can be turned off for the object of a construct', () => {
    const { app, charts: [east] } = warnedApp('east', 'west');
    Mesh.of(app).disableRule(EXACT_HOSTS_ONLY, REASON, ApiObject.of(east.node.findChild('Sidecar')));
    expect(found(Mesh.of(app))).toEqual([`${EXACT_HOSTS_ONLY} at west/Sidecar`]);
  });

  test('is reported if it finds nothing there', () => {
    const { app, charts: [east] } = warnedApp('east');
    const mesh = new Mesh(app, 'Mesh', { disabledRules: [{ rule: EXACT_HOSTS_ONLY, reason: REASON }, { rule: 'kubernetes/size', reason: REASON }] });
    mesh.disableRule('service-entry/udp-port', REASON, east);
    expect(mesh.findings().map(({ rule, path, message }) => [rule, path, message])).toEqual([
      ['mesh/unused-suppression', 'Mesh', 'the rule "kubernetes/size" is turned off at or below "the app", where it finds nothing; remove it from disabledRules or the call of disableRule()'],
      ['mesh/unused-suppression', 'Mesh', 'the rule "service-entry/udp-port" is turned off at or below "east", where it finds nothing; remove it from disabledRules or the call of disableRule()'],
    ]);
  });

  test('is reported in a mesh without any object', () => {
    const mesh = new Mesh(new App(), 'Mesh', { disabledRules: [{ rule: EXACT_HOSTS_ONLY, reason: REASON }] });
    expect(found(mesh)).toEqual(['mesh/unused-suppression at Mesh']);
  });

  test('is not reported where mesh/unused-suppression is turned off', () => {
    const mesh = new Mesh(new App(), 'Mesh', { disabledRules: [{ rule: 'kubernetes/size', reason: REASON }, { rule: 'mesh/unused-suppression', reason: 'shared by apps' }] });
    expect(found(mesh)).toEqual([]);
  });

  test('is used if a wider scope has turned the same rule off too', () => {
    const { app, charts: [east] } = warnedApp('east');
    Mesh.of(app).disableRule(EXACT_HOSTS_ONLY, REASON);
    Mesh.of(app).disableRule(EXACT_HOSTS_ONLY, REASON, east);
    expect(found(Mesh.of(app))).toEqual([]);
  });
});

describe('the severity that fails the synth', () => {
  test('can differ for a part of the app, and the nearest scope counts', () => {
    const { app, charts: [east, west] } = warnedApp('east', 'west');
    const mesh = new Mesh(app, 'Mesh', { failOn: FailOn.WARNING, printFindings: false });
    mesh.failOn(FailOn.ERROR, west);
    expect(() => Testing.synth(east)).toThrow(/^Validation failed with the following errors:\n {2}\[east\/Sidecar\] [^\n]*$/);
    mesh.failOn(FailOn.ERROR, east);
    expect(Testing.synth(east)).toHaveLength(2);
  });

  test('can be NEVER for one chart', () => {
    const app = new App();
    const legacy = new Chart(app, 'legacy', { namespace: 'legacy' });
    new ApiObject(legacy, 'Entry', WRONG);
    Mesh.of(app).failOn(FailOn.NEVER, legacy);
    expect(Testing.synth(legacy)).toHaveLength(1);
  });
});

test('a scope outside the mesh is rejected, and the message names the Mesh to ask', () => {
  const { app, charts: [east, west] } = warnedApp('east', 'west');
  const outer = new Mesh(app, 'Mesh');
  const inner = new Mesh(east, 'Mesh');
  expect(() => outer.disableRule(EXACT_HOSTS_ONLY, REASON, east))
    .toThrow(new Error('\'scope\' must not belong to another Mesh, got "east"; call the method of the Mesh "east/Mesh"'));
  expect(() => inner.failOn(FailOn.ERROR, west)).toThrow(new Error('\'scope\' must be at or below "east", where this Mesh is, got "west"'));
  expect(() => outer.failOn(FailOn.ERROR, new App())).toThrow(new Error('\'scope\' must be a construct of the app, got "the app" of another app'));
});

test('a proof leaves out the workloads for which its rule is off, and still names the others', () => {
  const { app, charts } = warnedApp('east', 'west');
  const mesh = new Mesh(app, 'Mesh');
  for (const chart of charts) {
    new ApiObject(chart, 'Pod', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', labels: { app: 'web' } }, spec: { containers: [] } });
    new Sidecar(chart, 'Locked', { workloadSelector: { app: 'web' }, outboundTrafficPolicy: OutboundTrafficPolicy.registryOnly() });
  }
  mesh.requireEgress(app, EgressDestination.https('other.example.com'));
  mesh.disableRule('mesh/egress-unreachable', 'tested there', charts[0]);
  const messages = mesh.findings().filter(({ rule }) => rule === 'mesh/egress-unreachable').map(({ message }) => message);
  expect(messages).toEqual([expect.stringMatching(/^Pod west\/web does not reach https:\/\/other\.example\.com:443: /)]);
});
