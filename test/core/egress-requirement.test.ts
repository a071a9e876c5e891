import { ApiObject, App, Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  EgressDestination, EgressHost, ExportScope, Mesh, OutboundTrafficPolicy, ServiceEntry, ServicePort, Sidecar,
} from '../../src';

function shopWithWorkload(): { shop: Chart; web: kplus.Deployment; mesh: Mesh } {
  const app = new App();
  const mesh = new Mesh(app, 'Mesh');
  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  const web = new kplus.Deployment(shop, 'Web', { metadata: { name: 'web' }, containers: [{ image: 'registry.example/web:1.0' }] });
  return { shop, web, mesh };
}

/** The findings about requirements: rule, severity, path and message. */
function proofOf(mesh: Mesh): string[][] {
  return mesh.findings().filter(({ rule }) => rule.startsWith('mesh/egress')).map(({ rule, severity, path, message }) => [rule, severity, path, message]);
}

test('a requirement is met if the Sidecar imports the destination', () => {
  const { shop, web, mesh } = shopWithWorkload();
  const api = new ServiceEntry(shop, 'Api', { hosts: ['api.example.com'], ports: [ServicePort.https()] });
  new Sidecar(shop, 'Sidecar').allowEgressTo(api);
  mesh.requireEgress(web, EgressDestination.https('api.example.com'));

  expect(proofOf(mesh)).toEqual([]);
  expect(() => Testing.synth(shop)).not.toThrow();
});

test('a requirement that is not met fails the synth, and the message names the line to add', () => {
  const { shop, web, mesh } = shopWithWorkload();
  new ServiceEntry(shop, 'Api', { hosts: ['api.example.com'], ports: [ServicePort.https()], metadata: { name: 'api', namespace: 'egress' } });
  new Sidecar(shop, 'Sidecar');
  mesh.requireEgress(web, EgressDestination.https('api.example.com'));

  expect(() => Testing.synth(shop)).toThrow('[Mesh] Deployment shop/web does not reach https://api.example.com:443: A TLS connection');
  expect(proofOf(mesh)).toEqual([['mesh/egress-unreachable', 'error', 'Mesh', expect.stringContaining('Add "egress/api.example.com" to spec.egress[0].hosts of Sidecar shop/default')]]);
});

test('a chart means all workloads below it, and one message names all that are alike', () => {
  const { shop, mesh } = shopWithWorkload();
  for (const name of ['a', 'b', 'c', 'd']) {
    new ApiObject(shop, name, { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name }, spec: { template: { metadata: { labels: { app: name } } } } });
  }
  new Sidecar(shop, 'Sidecar');
  mesh.requireEgress(shop, EgressDestination.tcp('198.51.100.7', 9999));

  expect(proofOf(mesh)).toEqual([[
    'mesh/egress-unreachable', 'error', 'Mesh',
    expect.stringMatching(/^Deployment shop\/web, Deployment shop\/a, Deployment shop\/b and 2 more do not reach tcp:\/\/198\.51\.100\.7:9999: /),
  ]]);
});

test('a finding lists the workloads that do not reach a destination as related objects, and the Sidecar as its object if the Sidecar requires it', () => {
  const { shop, mesh } = shopWithWorkload();
  const hidden = new ServiceEntry(shop, 'Hidden', {
    hosts: ['api.example.com'], ports: [ServicePort.https()], exportTo: [ExportScope.sameNamespace()], metadata: { namespace: 'egress' },
  });
  new Sidecar(shop, 'Sidecar').allowEgressTo(hidden);
  mesh.requireEgress(shop, EgressDestination.https('files.example.com'));
  const web = { kind: 'Deployment', namespace: 'shop', name: 'web', path: 'shop/Web' };

  expect(mesh.findings().filter(({ rule }) => rule.startsWith('mesh/egress')).map(({ message, ...rest }) => rest)).toEqual([
    {
      rule: 'mesh/egress-unreachable',
      ruleUrl: 'https://github.com/cdk8s-istio-oneagent/cdk8s-istio-oneagent/blob/main/docs/rules/mesh/egress-unreachable.md',
      severity: 'error',
      source: 'cdk8s-istio-oneagent',
      path: 'Mesh',
      relatedObjects: [web],
    },
    {
      rule: 'mesh/egress-unreachable',
      ruleUrl: 'https://github.com/cdk8s-istio-oneagent/cdk8s-istio-oneagent/blob/main/docs/rules/mesh/egress-unreachable.md',
      severity: 'error',
      source: 'cdk8s-istio-oneagent',
      path: 'shop/Sidecar',
      kind: 'Sidecar',
      namespace: 'shop',
      name: 'default',
      relatedObjects: [web],
    },
  ]);
});

test('a requirement is met if the connection passes through or bypasses the sidecar', () => {
  const { shop, web, mesh } = shopWithWorkload();
  new Sidecar(shop, 'Sidecar', { outboundTrafficPolicy: OutboundTrafficPolicy.allowAny() });
  const batch = new ApiObject(shop, 'Batch', {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'batch', namespace: 'batch' },
    spec: { template: { metadata: { annotations: { 'sidecar.istio.io/inject': 'false' } } } },
  });
  new Sidecar(shop, 'BatchSidecar', { metadata: { namespace: 'batch' } });
  mesh.requireEgress(web, EgressDestination.https('api.example.com'));
  mesh.requireEgress(batch, EgressDestination.https('api.example.com'));

  expect(proofOf(mesh)).toEqual([]);
});

test('the policy of the mesh applies to workloads without a Sidecar', () => {
  const app = new App();
  const mesh = new Mesh(app, 'Mesh', { outboundTrafficPolicy: OutboundTrafficPolicy.registryOnly() });
  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  const web = new kplus.Deployment(shop, 'Web', { metadata: { name: 'web' }, containers: [{ image: 'registry.example/web:1.0' }] });
  mesh.requireEgress(web, EgressDestination.https('api.example.com'));

  expect(proofOf(mesh).map(([rule]) => rule)).toEqual(['mesh/egress-unreachable']);
});

test('a requirement without a workload is a warning', () => {
  const app = new App();
  const mesh = new Mesh(app, 'Mesh');
  const empty = new Chart(app, 'empty', { namespace: 'empty' });
  mesh.requireEgress(empty, EgressDestination.https('api.example.com'));

  expect(proofOf(mesh)).toEqual([['mesh/egress-without-workload', 'warning', 'Mesh', 'nothing is proved: there is no workload below "empty"; pass a Pod, Deployment, StatefulSet, DaemonSet, ReplicaSet, Job, CronJob or Rollout, or a construct that holds one']]);
});

test('workloads of another mesh are not checked, and the message says so', () => {
  const { shop, mesh } = shopWithWorkload();
  const inner = new Mesh(shop, 'Mesh');
  mesh.requireEgress(shop, EgressDestination.https('api.example.com'));
  mesh.requireEgress(shop.node.root, EgressDestination.https('api.example.com'));

  expect(proofOf(mesh)).toEqual(['"shop"', '"the app"'].map(below => [
    'mesh/egress-without-workload', 'warning', 'Mesh',
    `nothing is proved: the workloads below ${below} belong to the Mesh "shop/Mesh"; call requireEgress() of that Mesh`,
  ]));
  expect(proofOf(inner)).toEqual([]);
});

test('a requirement with a value that is not valid throws', () => {
  const { shop, web, mesh } = shopWithWorkload();
  const api = EgressDestination.https('api.example.com');

  expect(() => mesh.requireEgress(web)).toThrow(new Error('\'to\' must have at least one destination for "shop/Web", got none'));
  expect(() => mesh.requireEgress(web, api, 'https://api.example.com' as never))
    .toThrow(new Error('\'to[1]\' must be an EgressDestination, such as EgressDestination.https(), got "https://api.example.com"'));
  expect(() => mesh.requireEgress('web' as never, api)).toThrow(new Error('\'from\' must be a construct of the app, got "web"'));
  expect(() => mesh.requireEgress(new Chart(new App(), 'shop'), api)).toThrow(new Error('\'from\' must be a construct of the app, got "shop" of another app'));
  expect(() => mesh.egressOf(undefined as never)).toThrow(new Error('\'from\' must be a construct of the app, got "undefined"'));
  expect(proofOf(mesh)).toEqual([]);
  expect(() => Testing.synth(shop)).not.toThrow();
});

describe('a Sidecar requires that its workloads reach the targets of allowEgressTo()', () => {
  test('and fails if the entry is not visible to them', () => {
    const { shop, mesh } = shopWithWorkload();
    const entry = new ApiObject(shop, 'Hidden', {
      apiVersion: 'networking.istio.io/v1',
      kind: 'ServiceEntry',
      metadata: { name: 'hidden', namespace: 'egress' },
      spec: { hosts: ['api.example.com'], ports: [{ number: 443, name: 'https', protocol: 'HTTPS' }], resolution: 'DNS', exportTo: ['.'] },
    });
    const imported = ServiceEntry.fromServiceEntryAttributes(shop, 'Imported', {
      namespace: 'egress', name: entry.name, hosts: ['api.example.com'], ports: [ServicePort.https()],
    });
    new Sidecar(shop, 'Sidecar').allowEgressTo(imported);

    expect(proofOf(mesh).map(([rule, , path]) => [rule, path])).toEqual([['mesh/egress-unreachable', 'shop/Sidecar']]);
  });

  test('and uses what is declared about an entry that exists elsewhere', () => {
    const { shop, mesh } = shopWithWorkload();
    const imported = ServiceEntry.fromServiceEntryAttributes(shop, 'Imported', {
      namespace: 'egress', name: 'api', hosts: ['api.example.com'], ports: [ServicePort.https()],
    });
    new Sidecar(shop, 'Sidecar').allowEgressTo(imported);
    expect(proofOf(mesh)).toEqual([]);

    mesh.requireEgress(shop, EgressDestination.https('api.example.com', 8443));
    expect(proofOf(mesh).map(([rule, , path]) => [rule, path])).toEqual([['mesh/egress-unreachable', 'Mesh']]);
  });

  test('but requires nothing of an EgressHost', () => {
    const { shop, mesh } = shopWithWorkload();
    new Sidecar(shop, 'Sidecar').allowEgressTo(EgressHost.of('egress/api.example.com'));
    expect(proofOf(mesh)).toEqual([]);
  });
});

test('nothing is proved if a route of the Gateway API routes the host', () => {
  const { shop, web, mesh } = shopWithWorkload();
  new ServiceEntry(shop, 'Api', { hosts: ['api.example.com'], ports: [ServicePort.http(80)], metadata: { name: 'api' } });
  new Sidecar(shop, 'Sidecar').allowEgressTo(EgressHost.sameNamespace());
  new ApiObject(shop, 'Route', {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'api' },
    spec: { parentRefs: [{ group: 'networking.istio.io', kind: 'ServiceEntry', name: 'api' }] },
  });
  mesh.requireEgress(web, EgressDestination.http('api.example.com'));

  expect(proofOf(mesh)).toEqual([[
    'mesh/egress-unproved', 'warning', 'Mesh',
    expect.stringMatching(/^Deployment shop\/web might not reach http:\/\/api\.example\.com:80: The result depends on HTTPRoute shop\/api, which the analysis does not evaluate\./),
  ]]);
});

test('an entry that exists elsewhere counts, even if no Sidecar names it', () => {
  const app = new App();
  const mesh = new Mesh(app, 'Mesh', { outboundTrafficPolicy: OutboundTrafficPolicy.registryOnly() });
  const [shop, bank] = ['shop', 'bank'].map(namespace => new Chart(app, namespace, { namespace }));
  ServiceEntry.fromServiceEntryAttributes(shop, 'Api', { namespace: 'egress', name: 'api', hosts: ['api.example.com'], ports: [ServicePort.https()] });
  for (const chart of [shop, bank]) { new kplus.Deployment(chart, 'Web', { metadata: { name: 'web' }, containers: [{ image: 'registry.example/web:1.0' }] }); }
  new Sidecar(bank, 'Sidecar');
  mesh.requireEgress(app, EgressDestination.https('api.example.com'));

  expect(proofOf(mesh)).toEqual([[
    'mesh/egress-unreachable', 'error', 'Mesh',
    expect.stringMatching(/^Deployment bank\/web does not reach .* Add "egress\/api\.example\.com" to spec\.egress\[0\]\.hosts of Sidecar bank\/default\. In the app, call allowEgressTo\(\) of "bank\/Sidecar" with the construct that declares the destination\.$/),
  ]]);
});

test('a Service that the app does not create may be in the cluster', () => {
  const { shop, web, mesh } = shopWithWorkload();
  new Sidecar(shop, 'Sidecar').allowEgressTo(EgressHost.namespace('vault'));
  mesh.requireEgress(web, EgressDestination.https('vault.vault.svc', 8200));

  expect(proofOf(mesh)).toEqual([[
    'mesh/egress-unproved', 'warning', 'Mesh',
    expect.stringMatching(/^Deployment shop\/web might not reach .*no Service in the mesh has the host "vault\.vault\.svc"\. If the cluster has this Service, add its manifest\.$/),
  ]]);
});

test.each<[what: string, labels: Record<string, string>, proof: string[]]>([
  ['with injection does not reach a destination that is not allowed', { 'istio-injection': 'enabled' }, ['error']],
  ['without injection reaches everything', { 'istio-injection': 'disabled' }, []],
  ['without a label for injection is uncertain', { team: 'shop' }, ['warning It is unknown whether the pods have a sidecar: set the label istio-injection of Namespace shop to "enabled" or "disabled".']],
])('a workload in a Namespace of the app %s', (_, labels, proof) => {
  const { shop, web, mesh } = shopWithWorkload();
  new kplus.Namespace(shop, 'Namespace', { metadata: { name: 'shop', labels } });
  new Sidecar(shop, 'Sidecar');
  mesh.requireEgress(web, EgressDestination.https('api.example.com'));

  expect(proofOf(mesh).map(([, severity, , message]) => [severity, ...message.match(/It is unknown whether the pods.*/) ?? []].join(' '))).toEqual(proof);
});

describe('a Sidecar whose namespace has no workload in the app', () => {
  function withoutWorkload(exportTo?: ExportScope[]): { mesh: Mesh; shop: Chart } {
    const app = new App();
    const mesh = new Mesh(app, 'Mesh');
    const egress = new Chart(app, 'egress', { namespace: 'egress' });
    const api = new ServiceEntry(egress, 'Api', { hosts: ['api.example.com'], ports: [ServicePort.https()], exportTo, metadata: { name: 'api' } });
    const shop = new Chart(app, 'shop', { namespace: 'shop' });
    new Sidecar(shop, 'Sidecar').allowEgressTo(api);
    return { mesh, shop };
  }

  test('is checked with an assumed pod, and what the pod does not reach is a warning', () => {
    const { mesh, shop } = withoutWorkload([ExportScope.sameNamespace()]);

    expect(proofOf(mesh)).toEqual([['mesh/egress-unproved', 'warning', 'shop/Sidecar', 'Pod shop/* does not reach https://api.example.com:443: '
      + 'A TLS connection from namespace shop to api.example.com:443 is blocked: the outboundTrafficPolicy of Sidecar shop/default is REGISTRY_ONLY, and ServiceEntry egress/api has the host, but its exportTo is ".". '
      + 'Add "shop" to spec.exportTo of ServiceEntry egress/api. Pod shop/* represents the pods that the Sidecar is for, because the app has no workload in namespace shop.']]);
    expect(mesh.findings().find(({ rule }) => rule === 'mesh/egress-unproved')?.relatedObjects).toEqual([]);
    expect(() => Testing.synth(shop)).not.toThrow();
  });

  test('has no finding if the assumed pod reaches everything', () => {
    expect(proofOf(withoutWorkload().mesh)).toEqual([]);
  });

  test('is checked with the workload as soon as the app has one', () => {
    const { mesh, shop } = withoutWorkload([ExportScope.sameNamespace()]);
    new kplus.Deployment(shop, 'Web', { metadata: { name: 'web' }, containers: [{ image: 'registry.example/web:1.0' }] });

    expect(proofOf(mesh).map(([rule, severity]) => [rule, severity])).toEqual([['mesh/egress-unreachable', 'error']]);
  });

  test('does not give the app a workload', () => {
    const { mesh, shop } = withoutWorkload();

    expect(mesh.egressOf(shop)).toEqual([]);
  });
});
