import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject, App, Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { EgressDestination, FailOn, Mesh, MeshProps, OutboundTrafficPolicy, ServiceEntry, ServicePort, Sidecar } from '../../src';
import { nearestMeshSettings } from '../../src/core/mesh-scope';

const EXACT_HOSTS_ONLY = 'sidecar/exact-hosts-only';

function chartOf(scope: Construct, id: string = 'shop'): Chart {
  return new Chart(scope, id, { namespace: 'shop' });
}

/** A Sidecar with one finding, a warning. */
function warned(shop: Chart): Sidecar {
  return new Sidecar(shop, 'Sidecar', { hosts: [new ServiceEntry(shop, 'Api', { hosts: ['api.example.com'], ports: [ServicePort.https()] })] });
}

function rulesOf(mesh: Mesh): string[] {
  return mesh.findings().map(({ rule }) => rule);
}

describe('settings', () => {
  const ISTIO_DEFAULTS = {
    istioVersion: '1.31',
    rootNamespace: 'istio-system',
    outboundTrafficPolicy: 'ALLOW_ANY',
    defaultServiceExportTo: ['*'],
    dnsCapture: false,
    autoAllocateIp: true,
  };

  function settingsOf(props?: MeshProps): unknown {
    const app = new App();
    new Mesh(app, 'Mesh', props);
    return nearestMeshSettings(app);
  }

  test('are Istio\'s defaults if nothing is set', () => {
    expect(settingsOf()).toEqual(ISTIO_DEFAULTS);
    expect(settingsOf({})).toEqual(ISTIO_DEFAULTS);
    expect(nearestMeshSettings(new App())).toEqual(ISTIO_DEFAULTS);
  });

  test('can be set, and lists are copied', () => {
    const defaultServiceExportTo = ['shop', '.'];
    const app = new App();
    new Mesh(app, 'Mesh', {
      istioVersion: '1.29',
      rootNamespace: 'istio-config',
      outboundTrafficPolicy: OutboundTrafficPolicy.registryOnly(),
      defaultServiceExportTo,
      dnsCapture: true,
      autoAllocateIp: false,
      holdApplicationUntilProxyStarts: true,
    });
    defaultServiceExportTo.push('bank');
    expect(nearestMeshSettings(app)).toEqual({
      istioVersion: '1.29',
      rootNamespace: 'istio-config',
      outboundTrafficPolicy: 'REGISTRY_ONLY',
      defaultServiceExportTo: ['.', 'shop'],
      dnsCapture: true,
      autoAllocateIp: false,
      holdsApplications: true,
    });
  });

  test.each<[version: string, autoAllocateIp: boolean]>([['1.24', false], ['1.25', true], ['1.31', true]])(
    'of Istio %s allocate addresses by default: %s', (istioVersion, autoAllocateIp) => {
      expect(settingsOf({ istioVersion })).toEqual({ ...ISTIO_DEFAULTS, istioVersion, autoAllocateIp });
      expect(settingsOf({ istioVersion, autoAllocateIp: !autoAllocateIp })).toMatchObject({ autoAllocateIp: !autoAllocateIp });
    });

  test.each<[props: MeshProps, message: string]>([
    ...['1', '1.31.2', 'v1.31', '1.031', '2.0', '1.x', ''].map((istioVersion): [MeshProps, string] => [
      { istioVersion }, `'istioVersion' must be a minor version such as "1.31", got "${istioVersion}"`,
    ]),
    [{ rootNamespace: 'a.b' }, '\'rootNamespace\' must be lower-case letters, digits and \'-\', 63 characters at most, got "a.b"'],
    [{ istioVersion: 1.3 as never }, '\'istioVersion\' must be a string, got "1.3"'],
    [{ outboundTrafficPolicy: 'REGISTRY_ONLY' as never },
      '\'outboundTrafficPolicy\' must be an OutboundTrafficPolicy, such as OutboundTrafficPolicy.registryOnly(), got "REGISTRY_ONLY"'],
    [{ outboundTrafficPolicy: null as never },
      '\'outboundTrafficPolicy\' must be an OutboundTrafficPolicy, such as OutboundTrafficPolicy.registryOnly(), got "null"'],
    [{ outboundTrafficPolicy: OutboundTrafficPolicy.egressProxy({ host: 'proxy.example.com', port: 8080 }) },
      '\'outboundTrafficPolicy\' of a Mesh takes no egress proxy, which MeshConfig lacks, got "proxy.example.com:8080"; pass it to each Sidecar'],
    [{ failOn: 'WARNING' as never }, '\'failOn\' must be one of "error", "warning", "info", "never", got "WARNING"'],
    [{ dnsCapture: 'false' as never }, '\'dnsCapture\' must be true or false, got "false"'],
    [{ autoAllocateIp: 'false' as never }, '\'autoAllocateIp\' must be true or false, got "false"'],
    [{ defaultServiceExportTo: [] }, '\'defaultServiceExportTo\' must not be empty, got "[]"; leave it out for all namespaces'],
    [{ defaultServiceExportTo: ['*', 'shop'] },
      '\'defaultServiceExportTo\' must not contain "*" (all namespaces) together with other values; keep only "*", or remove it'],
    [{ defaultServiceExportTo: ['.', '.'] }, '\'defaultServiceExportTo\' must not contain a namespace twice, got "."; remove one'],
    [{ defaultServiceExportTo: ['team-*'] }, '\'defaultServiceExportTo\' must contain only ".", "*", "~" or names of namespaces, got "team-*"'],
    [{ istioVersion: '1.30', outboundTrafficPolicy: OutboundTrafficPolicy.allowAnyDynamicDns() },
      '\'outboundTrafficPolicy\' takes ALLOW_ANY_DYNAMIC_DNS since Istio 1.31, got "ALLOW_ANY_DYNAMIC_DNS" with \'istioVersion\' "1.30"'],
    [{ disabledRules: [{ rule: 'sidecar/unknown', reason: 'none' }] },
      '\'rule\' must be the name of a rule, got "sidecar/unknown"; see https://github.com/cdk8s-istio-oneagent/cdk8s-istio-oneagent/blob/main/docs/rules/README.md'],
    [{ disabledRules: [{ rule: EXACT_HOSTS_ONLY, reason: ' ' }] },
      `'reason' must say why the rule "${EXACT_HOSTS_ONLY}" does not apply here, got " "`],
    [{ disabledRules: [{ rule: EXACT_HOSTS_ONLY } as never] }, '\'disabledRules[0].reason\' must be a string, got "undefined"'],
  ])('%j throw', (props, message) => {
    expect(() => new Mesh(new App(), 'Mesh', props)).toThrow(new Error(message));
  });
});

describe('the mesh of a construct', () => {
  test('is the nearest one', () => {
    const app = new App();
    const outer = new Mesh(app, 'Mesh', { istioVersion: '1.30' });
    const shop = chartOf(app);
    const inner = new Mesh(shop, 'Mesh', { istioVersion: '1.29' });
    const folder = new Construct(shop, 'Folder');

    expect([app, chartOf(app, 'bank'), shop, folder, inner].map(scope => Mesh.of(scope))).toEqual([outer, outer, inner, inner, inner]);
    expect([nearestMeshSettings(app).istioVersion, nearestMeshSettings(folder).istioVersion]).toEqual(['1.30', '1.29']);
  });

  test('is created for the whole app if there is none, and is the same for all', () => {
    const app = new App();
    const mesh = Mesh.of(chartOf(app));
    expect([mesh.node.scope, Mesh.of(chartOf(app, 'bank'))]).toEqual([app, mesh]);
  });

  test('is the only one of its scope', () => {
    const app = new App();
    new Mesh(app, 'Mesh');
    expect(() => new Mesh(app, 'Other')).toThrow(new Error('"the app" already has the Mesh "Mesh": add the settings to that one, or choose another scope'));
    const shop = chartOf(app);
    new Mesh(shop, 'Mesh');
    expect(() => new Mesh(shop, 'Other')).toThrow(new Error('"shop" already has the Mesh "shop/Mesh": add the settings to that one, or choose another scope'));
  });

  test('is replaced, if it is implicit, by one that is created later, which keeps the rules that were turned off', () => {
    const app = new App();
    const shop = chartOf(app);
    warned(shop);
    const implicit = Mesh.of(shop);
    implicit.disableRule(EXACT_HOSTS_ONLY, 'each host has one entry');
    const mesh = new Mesh(app, 'Mesh', { rootNamespace: 'shop' });

    expect(Mesh.of(shop)).toBe(mesh);
    expect(nearestMeshSettings(shop).rootNamespace).toBe('shop');
    expect([rulesOf(implicit), rulesOf(mesh)]).toEqual([[], []]);
    new Sidecar(shop, 'Second', { workloadSelector: { app: 'web' } });
    expect(rulesOf(mesh)).toEqual(['sidecar/root-with-selector', 'mesh/sidecar-selects-nothing']);
    expect(implicit.findings()).toEqual(mesh.findings());
  });
});

describe('findings', () => {
  test('have the rule and its page, the source, the object, and the construct of the user', () => {
    const shop = chartOf(new App());
    warned(shop);
    expect(Mesh.of(shop).findings()).toEqual([{
      rule: EXACT_HOSTS_ONLY,
      ruleUrl: 'https://github.com/cdk8s-istio-oneagent/cdk8s-istio-oneagent/blob/main/docs/rules/sidecar/exact-hosts-only.md',
      severity: 'warning',
      source: 'cdk8s-istio-oneagent',
      path: 'shop/Sidecar',
      kind: 'Sidecar',
      namespace: 'shop',
      name: 'default',
      relatedObjects: [],
      message: '\'spec.egress[0].hosts\' has no wildcard, so only one service with one address is imported for each host, and the others are lost; add a wildcard, such as "istio-system/*"',
    }]);
  });

  test('are in the order of the construct tree, and include errors', () => {
    const app = new App();
    const shop = chartOf(app);
    warned(shop);
    new ApiObject(chartOf(app, 'raw'), 'Entry', { apiVersion: 'networking.istio.io/v1', kind: 'ServiceEntry', metadata: { name: 'raw' }, spec: { hosts: [] } });
    expect(Mesh.of(app).findings().map(({ rule, severity, source, path }) => [rule, severity, source, path])).toEqual([
      [EXACT_HOSTS_ONLY, 'warning', 'cdk8s-istio-oneagent', 'shop/Sidecar'],
      ['kubernetes/size', 'error', 'api-server', 'raw/Entry'],
      ['service-entry/no-ports', 'warning', 'cdk8s-istio-oneagent', 'raw/Entry'],
    ]);
  });

  test('change with the app', () => {
    const shop = chartOf(new App());
    const sidecar = warned(shop);
    const mesh = Mesh.of(shop);
    const before = rulesOf(mesh);
    sidecar.allowEgressTo(new ServiceEntry(shop, 'Files', { hosts: ['*.files.example'], ports: [ServicePort.https()] }));
    expect([before, rulesOf(mesh)]).toEqual([[EXACT_HOSTS_ONLY], []]);
  });

  test('of two meshes in one app are separate', () => {
    const app = new App();
    const [east, west] = ['east', 'west'].map(id => chartOf(app, id));
    const meshes = [new Mesh(east, 'Mesh'), new Mesh(west, 'Mesh', { rootNamespace: 'shop' })];
    [east, west].forEach(shop => new Sidecar(shop, 'Sidecar', { workloadSelector: { app: 'web' } }));

    expect(meshes.map(mesh => mesh.findings().map(({ rule, path }) => [rule, path]))).toEqual([
      [['mesh/sidecar-selects-nothing', 'east/Sidecar']],
      [['sidecar/root-with-selector', 'west/Sidecar'], ['mesh/sidecar-selects-nothing', 'west/Sidecar']],
    ]);
  });

  test('about objects outside all meshes belong to the mesh of the app', () => {
    const app = new App();
    const east = chartOf(app, 'east');
    const mesh = new Mesh(east, 'Mesh');
    warned(chartOf(app, 'west'));
    expect([rulesOf(mesh), rulesOf(Mesh.of(app))]).toEqual([[], [EXACT_HOSTS_ONLY]]);
  });

  test('do not include rules that are turned off for this mesh', () => {
    const app = new App();
    const [east, west] = ['east', 'west'].map(id => chartOf(app, id));
    const off = new Mesh(east, 'Mesh', { disabledRules: [{ rule: EXACT_HOSTS_ONLY, reason: 'each host has one entry' }] });
    const on = new Mesh(west, 'Mesh');
    [east, west].forEach(warned);
    expect([rulesOf(off), rulesOf(on)]).toEqual([[], [EXACT_HOSTS_ONLY]]);
  });
});

describe('the synth', () => {
  const VIOLATION = { apiVersion: 'networking.istio.io/v1', kind: 'ServiceEntry', metadata: { name: 'raw' }, spec: { hosts: [] } };
  const MESSAGE = '\'spec.hosts\' must have at least 1 item, got "0" (kubernetes/size); see https://github.com/cdk8s-istio-oneagent/cdk8s-istio-oneagent/blob/main/docs/rules/kubernetes/size.md';

  test('fails for all errors at once, one line for each cause, with the paths of the constructs, the rule and its page', () => {
    const app = new App();
    const shop = chartOf(app);
    Mesh.of(app);
    new ApiObject(shop, 'First', VIOLATION);
    new ApiObject(shop, 'Second', { ...VIOLATION, metadata: { name: 'second' } });
    expect(() => Testing.synth(shop)).toThrow(new Error(`Validation failed with the following errors:\n  [shop/First] ${MESSAGE}; the same for shop/Second`));
  });

  test('fails with the text that the guide shows', () => {
    const app = new App();
    const mesh = new Mesh(app, 'Mesh', { istioVersion: '1.30', outboundTrafficPolicy: OutboundTrafficPolicy.registryOnly() });
    const shop = chartOf(app);
    const web = new kplus.Deployment(shop, 'Web', { metadata: { name: 'web' }, containers: [{ image: 'registry.example/web:1.0' }] });
    mesh.requireEgress(web, EgressDestination.https('api.payments.example'));

    const guide = readFileSync(join(__dirname, '..', '..', 'docs', 'mesh.md'), 'utf8');
    expect(() => Testing.synth(shop)).toThrow(new Error(/^```text\n([\s\S]*?)\n```/m.exec(guide)![1]));
  });

  test('fails for objects of other meshes and charts too, because the whole app is synthesized', () => {
    const app = new App();
    const [east, west] = ['east', 'west'].map(id => chartOf(app, id));
    new Mesh(east, 'Mesh');
    new ApiObject(west, 'Entry', VIOLATION);
    expect(() => Testing.synth(east)).toThrow(new Error(`Validation failed with the following errors:\n  [west/Entry] ${MESSAGE}`));
  });

  test('does not fail for errors of a rule that is turned off', () => {
    const app = new App();
    const shop = chartOf(app);
    new Mesh(app, 'Mesh', { disabledRules: [{ rule: 'kubernetes/size', reason: 'filled in by a webhook of ours' }] });
    new ApiObject(shop, 'Entry', VIOLATION);
    expect(Testing.synth(shop)).toEqual([{ ...VIOLATION, metadata: { name: 'raw', namespace: 'shop' } }]);
  });

  test('fails for no finding with FailOn.NEVER, but still for what a construct itself rejects', () => {
    const shop = chartOf(new App());
    const mesh = new Mesh(shop, 'Mesh', { failOn: FailOn.NEVER });
    const raw = new ApiObject(shop, 'Entry', VIOLATION);
    expect(Testing.synth(shop)).toEqual([raw.toJson()]);
    expect(mesh.findings().map(({ rule, severity }) => [rule, severity])).toEqual([['kubernetes/size', 'error'], ['service-entry/no-ports', 'warning']]);

    new Sidecar(shop, 'Sidecar', { hosts: [] });
    expect(() => Testing.synth(shop)).toThrow('[shop/Sidecar] the Sidecar imports nothing');
  });

  test.each<[failOn: FailOn | undefined, failing: string[]]>([
    [undefined, []],
    [FailOn.ERROR, []],
    [FailOn.WARNING, [EXACT_HOSTS_ONLY]],
    [FailOn.INFO, ['service-entry/covered-host', EXACT_HOSTS_ONLY]],
  ])('with failOn %s fails for the rules %j', (failOn, failing) => {
    const shop = chartOf(new App());
    new Mesh(shop, 'Mesh', { failOn });
    warned(shop);
    new ServiceEntry(shop, 'Covered', { hosts: ['*.example.com', 'api2.example.com'], ports: [ServicePort.https()] });
    expect(rulesOf(Mesh.of(shop)).sort()).toEqual(['service-entry/covered-host', EXACT_HOSTS_ONLY]);

    let message = '';
    try { Testing.synth(shop); } catch (error) { message = (error as Error).message; }
    expect([...message.matchAll(/ \(([a-z-]+\/[a-z-]+)\); see https:\S+\/\1\.md$/gm)].map(([, rule]) => rule).sort()).toEqual(failing);
  });
});
