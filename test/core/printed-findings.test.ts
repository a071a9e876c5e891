import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart, Testing } from 'cdk8s';
import { EgressDestination, EgressHost, FailOn, Mesh, OutboundTrafficPolicy, ServiceEntry, ServicePort, Sidecar } from '../../src';

const HEAD = 'cdk8s-istio-oneagent found what does not fail the synth (printFindings: false of the Mesh turns this off):';
const PAGE = 'see https://github.com/cdk8s-istio-oneagent/cdk8s-istio-oneagent/blob/main/docs/rules';

let outdir: string;
let printed: jest.SpyInstance;

beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'printed-findings-'));
  printed = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});

afterEach(() => {
  rmSync(outdir, { recursive: true });
  printed.mockRestore();
});

/** A Sidecar that imports hosts of a Service by their exact names, which is a warning. */
function warned(app: App, ...namespaces: string[]): Chart[] {
  return namespaces.map(namespace => {
    const chart = new Chart(app, namespace, { namespace });
    new Sidecar(chart, 'Sidecar', { hosts: [new ServiceEntry(chart, 'Api', { hosts: [`api.${namespace}.example.com`], ports: [ServicePort.https()] })] });
    return chart;
  });
}

function linesOf(): string[] {
  return printed.mock.calls.flatMap(([text]: string[]) => text.split('\n').slice(0, -1));
}

test('the console, to which test runners add stack traces, is not used', () => {
  const consoles = (['error', 'warn', 'log'] as const).map(method => jest.spyOn(console, method).mockImplementation());
  const app = new App({ outdir });
  warned(app, 'east');
  app.synth();
  expect(consoles.flatMap(({ mock }) => mock.calls)).toEqual([]);
  expect(linesOf()).toHaveLength(2);
});

describe('the end of app.synth()', () => {
  test('prints each warning once, with the rule and its page', () => {
    const app = new App({ outdir });
    warned(app, 'east');
    app.synth();
    expect(linesOf()).toEqual([
      HEAD,
      expect.stringMatching(new RegExp(`^ {2}\\[east/Sidecar\\] warning: .* \\(sidecar/exact-hosts-only\\); ${PAGE}/sidecar/exact-hosts-only\\.md$`)),
    ]);
  });

  test('prints one line for warnings with one cause', () => {
    const app = new App({ outdir });
    warned(app, ...Array.from({ length: 300 }, (_, index) => `ns-${index}`));
    app.synth();
    expect(linesOf()).toEqual([HEAD, expect.stringMatching(/ \[ns-0\/Sidecar\] .*; the same for ns-1\/Sidecar, ns-2\/Sidecar, ns-3\/Sidecar and 296 more$/)]);
  });

  test('prints errors that do not fail the synth, too', () => {
    const app = new App({ outdir });
    const chart = new Chart(app, 'shop', { namespace: 'shop' });
    new ApiObject(chart, 'Entry', { apiVersion: 'networking.istio.io/v1', kind: 'ServiceEntry', metadata: { name: 'raw' }, spec: { hosts: [], ports: [{ number: 80, name: 'http', protocol: 'HTTP' }] } });
    new Mesh(app, 'Mesh', { failOn: FailOn.NEVER });
    app.synth();
    expect(linesOf()).toEqual([HEAD, `  [shop/Entry] error: 'spec.hosts' must have at least 1 item, got "0" (kubernetes/size); ${PAGE}/kubernetes/size.md`]);
  });

  test('prints nothing if there is nothing, if printFindings is false, or if the synth fails', () => {
    const clean = new App({ outdir });
    Mesh.of(clean);
    clean.synth();
    const quiet = new App({ outdir });
    new Mesh(quiet, 'Mesh', { printFindings: false });
    warned(quiet, 'east');
    quiet.synth();
    const failing = new App({ outdir });
    new Mesh(failing, 'Mesh', { failOn: FailOn.WARNING });
    warned(failing, 'east');
    expect(() => failing.synth()).toThrow('Validation failed');
    expect(linesOf()).toEqual([]);
  });

  test('prints again at the next synth, and not in tests and synthYaml(), which write no files', () => {
    const app = new App({ outdir });
    const [east] = warned(app, 'east');
    Testing.synth(east);
    app.synthYaml();
    expect(linesOf()).toEqual([]);
    app.synth();
    app.synth();
    expect(linesOf()).toHaveLength(4);
  });
});

/** An app in which the Sidecars of many namespaces lack one line. */
function forgetful(count: number, mesh: (app: App) => Mesh): { app: App; mesh: Mesh; charts: Chart[] } {
  const app = new App({ outdir });
  const dynatrace = new Chart(app, 'dynatrace', { namespace: 'dynatrace' });
  new ServiceEntry(dynatrace, 'Environment', { hosts: ['abc.example.com', 'def.example.com'], ports: [ServicePort.https()] });
  const charts = Array.from({ length: count }, (_, index) => {
    const chart = new Chart(app, `ns-${index}`, { namespace: `ns-${index}` });
    new ApiObject(chart, 'Pod', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { containers: [] } });
    new Sidecar(chart, 'Sidecar', { hosts: [EgressHost.namespace('istio-system')], outboundTrafficPolicy: OutboundTrafficPolicy.registryOnly() });
    return chart;
  });
  return { app, mesh: mesh(app), charts };
}

describe('the error of a synth in which 300 namespaces lack the same line', () => {
  const first = 'Pod ns-0/web, Pod ns-1/web, Pod ns-2/web and 297 more do not reach https://abc.example.com:443, https://def.example.com:443: '
    + 'A TLS connection from namespace ns-0 to abc.example.com:443 is blocked';

  test('has one line for one requirement', () => {
    const { app, mesh } = forgetful(300, Mesh.of);
    mesh.requireEgress(app, EgressDestination.https('abc.example.com'), EgressDestination.https('def.example.com'));
    let message = '';
    try { app.synth(); } catch (error) { message = (error as Error).message; }
    const [head, line, ...rest] = message.split('\n');
    expect([head, line.slice(0, line.indexOf(first) + first.length), rest]).toEqual(['Validation failed with the following errors:', `  [$mesh] ${first}`, []]);
    expect(line).toContain(' The others have the same cause. In the app, call allowEgressTo() of "ns-0/Sidecar", "ns-1/Sidecar", "ns-2/Sidecar" and 297 more '
      + 'with the construct that declares the destination. (mesh/egress-unreachable); see ');
  });

  test('has one line for a requirement of each namespace', () => {
    const { app, mesh, charts } = forgetful(300, Mesh.of);
    for (const chart of charts) { mesh.requireEgress(chart, EgressDestination.https('abc.example.com')); }
    let message = '';
    try { app.synth(); } catch (error) { message = (error as Error).message; }
    expect(message.split('\n')).toHaveLength(2);
  });
});
