import * as fc from 'fast-check';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import { check } from '../../../src/analysis/check';
import { suppress, suppressionsOf } from '../../../src/analysis/findings/suppression';
import { MeshModel } from '../../../src/analysis/model/mesh-model';
import { meshSettingsOf } from '../../../src/analysis/settings/mesh-config';
import type { MeshSettings } from '../../../src/analysis/settings/mesh-settings';
import { suggestEgress, Suggestion } from '../../../src/analysis/suggest/suggest';
import { clientsOf, gapOf, WantedDestination } from '../../../src/analysis/suggest/wanted';

const OPEN = meshSettingsOf({}, '1.31');
const LOCKED = meshSettingsOf({ outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } }, '1.31');

const https = (host: string, port: number = 443): WantedDestination => ({ protocol: 'https', host, port, isHttp2: false });
const http = (host: string, port: number = 80, isHttp2: boolean = false): WantedDestination => ({ protocol: 'http', host, port, isHttp2 });
const tcp = (address: string, port: number): WantedDestination => ({ protocol: 'tcp', address, port, isHttp2: false });

const object = (kind: string, name: string, namespace: string, spec: object): KubernetesObject => ({ apiVersion: 'networking.istio.io/v1', kind, metadata: { name, namespace }, spec });
const deployment = (name: string, namespace: string): KubernetesObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, namespace },
  spec: {
    selector: { matchLabels: { app: name } },
    template: { metadata: { labels: { app: name } }, spec: { containers: [{ name, image: name }] } },
  },
});
const namespace = (name: string): KubernetesObject => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: { 'istio-injection': 'enabled' } } });
const entry = (name: string, of: string, spec: object): KubernetesObject => object('ServiceEntry', name, of, { location: 'MESH_EXTERNAL', resolution: 'DNS', ports: [{ number: 443, name: 'https-443', protocol: 'HTTPS' }], ...spec });
const sidecar = (of: string, hosts: string[], more: object = {}): KubernetesObject => object('Sidecar', 'default', of, { egress: [{ hosts }], ...more });

const WEB = deployment('web', 'shop');

/** The mesh with the suggested objects in place of those that they replace. */
function applied(objects: readonly KubernetesObject[], { objects: suggested }: Suggestion): KubernetesObject[] {
  const key = ({ kind, metadata }: KubernetesObject) => `${kind} ${metadata?.namespace}/${metadata?.name}`;
  const added = new Map(suggested.map(each => [key(each.object), each.object]));
  return [...objects.map(each => added.get(key(each)) ?? each), ...suggested.filter(each => each.added.length === 0).map(each => each.object)];
}

/** Suggests for workloads of a namespace, and checks that the proof admits exactly what it says, and that no rule finds anything new. */
function suggest(objects: readonly KubernetesObject[], settings: MeshSettings, destinations: readonly WantedDestination[], { lock = false, of = 'shop' } = {}): Suggestion {
  const { workloads } = MeshModel.of(objects, settings);
  const wish = { namespace: of, workloads: workloads.filter(workload => workload.namespace === of), destinations };
  const suggestion = suggestEgress(objects, settings, [wish], { lock });
  const after = applied(objects, suggestion);
  const model = MeshModel.of(after, settings);
  suggestion.results.forEach(({ result, destination }) => {
    const arrives = gapOf(model, clientsOf(model, wish), destination) === undefined;
    if (arrives !== (result !== 'left-out')) { throw new Error(`${JSON.stringify(destination)} is ${result}, but ${arrives ? 'arrives' : 'does not arrive'}`); }
  });
  const before = new Set(findings(objects, settings));
  expect(findings(after, settings).filter(finding => !before.has(finding))).toEqual([]);
  return suggestion;
}

function findings(objects: readonly KubernetesObject[], settings: MeshSettings): string[] {
  const { kept, unused } = suppress(check(objects, settings), suppressionsOf(objects));
  return [...kept.map(({ rule, message }) => `${rule}: ${message}`), ...unused.map(({ rule }) => `unused: ${rule}`)].sort();
}

const results = ({ results: all }: Suggestion) => all.map(({ result, by, reason }) => reason ?? by ?? result);

describe('what nothing declares', () => {
  test('gets a ServiceEntry for its namespace alone, with all of its ports', () => {
    const suggestion = suggest([WEB], OPEN, [https('api.example.com'), https('api.example.com', 8443), http('api.example.com'), http('grpc.example.com', 8080, true), tcp('198.51.100.7', 5432), tcp('2001:db8::7', 5432)]);
    expect(suggestion.objects).toEqual([
      {
        added: [],
        object: object('ServiceEntry', '198.51.100.7', 'shop', {
          addresses: ['198.51.100.7'],
          exportTo: ['.'],
          hosts: ['198-51-100-7.egress.invalid'],
          location: 'MESH_EXTERNAL',
          ports: [{ name: 'tcp-5432', number: 5432, protocol: 'TCP' }],
          resolution: 'NONE',
        }),
      },
      {
        added: [],
        object: object('ServiceEntry', '2001-db8--7', 'shop', {
          addresses: ['2001:db8::7'],
          exportTo: ['.'],
          hosts: ['2001-db8--7.egress.invalid'],
          location: 'MESH_EXTERNAL',
          ports: [{ name: 'tcp-5432', number: 5432, protocol: 'TCP' }],
          resolution: 'NONE',
        }),
      },
      {
        added: [],
        object: object('ServiceEntry', 'api.example.com', 'shop', {
          exportTo: ['.'],
          hosts: ['api.example.com'],
          location: 'MESH_EXTERNAL',
          resolution: 'DNS',
          ports: [
            { name: 'https-443', number: 443, protocol: 'HTTPS' }, { name: 'https-8443', number: 8443, protocol: 'HTTPS' }, { name: 'http-80', number: 80, protocol: 'HTTP' },
          ],
        }),
      },
      {
        added: [],
        object: object('ServiceEntry', 'grpc.example.com', 'shop', {
          exportTo: ['.'], hosts: ['grpc.example.com'], location: 'MESH_EXTERNAL', resolution: 'DNS', ports: [{ name: 'http2-8080', number: 8080, protocol: 'HTTP2' }],
        }),
      },
    ]);
    expect(results(suggestion)).toEqual([
      ...Array<string>(3).fill('ServiceEntry shop/api.example.com'), 'ServiceEntry shop/grpc.example.com', 'ServiceEntry shop/198.51.100.7', 'ServiceEntry shop/2001-db8--7',
    ]);
  });

  test('gets one in a locked mesh too, and for a namespace without workloads among the objects', () => {
    expect(results(suggest([WEB], LOCKED, [https('api.example.com')]))).toEqual(['ServiceEntry shop/api.example.com']);
    expect(results(suggest([], LOCKED, [https('api.example.com')]))).toEqual(['ServiceEntry shop/api.example.com']);
  });

  test('gets a name that no other ServiceEntry of the namespace has', () => {
    const taken = [entry('api.example.com', 'shop', { hosts: ['other.example.com'] }), entry('api.example.com-egress', 'shop', { hosts: ['third.example.com'] })];
    expect(results(suggest([WEB, ...taken], LOCKED, [https('api.example.com')]))).toEqual(['ServiceEntry shop/api.example.com-egress-2']);
  });

  test('is imported by a Sidecar that does not import the namespace', () => {
    const imports = sidecar('shop', ['istio-system/*', 'bank/api.bank.example'], { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } });
    const { objects } = suggest([WEB, imports], OPEN, [https('api.example.com'), http('api.example.com')]);
    expect(objects.map(({ object: { kind }, added }) => [kind, added])).toEqual([['Sidecar', ['spec.egress[0].hosts: ./api.example.com']], ['ServiceEntry', []]]);
    expect(objects[0].object.spec).toEqual({ egress: [{ hosts: ['istio-system/*', 'bank/api.bank.example', './api.example.com'] }], outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } });
  });
});

describe('what is declared', () => {
  test('gets nothing, in an open mesh and in a locked one', () => {
    const declared = [entry('api', 'egress', { hosts: ['api.example.com', '*.wild.example'] }), entry('database', 'egress', {
      hosts: ['database.invalid'], addresses: ['198.51.100.0/24'], resolution: 'NONE', ports: [{ number: 5432, name: 'tcp', protocol: 'TCP' }],
    })];
    const wild = entry('wild', 'egress', { hosts: ['*.wild.example'], resolution: 'NONE' });
    for (const settings of [OPEN, LOCKED]) {
      const suggestion = suggest([WEB, entry('api', 'egress', { hosts: ['api.example.com'] }), wild, declared[1]], settings, [https('api.example.com'), https('a.wild.example'), tcp('198.51.100.7', 5432)]);
      expect([suggestion.objects, results(suggestion)]).toEqual([[], ['declared', 'declared', 'declared']]);
    }
  });

  test('gets the port that is missing', () => {
    const suggestion = suggest([WEB, entry('api', 'egress', { hosts: ['api.example.com'] })], OPEN, [https('api.example.com'), https('api.example.com', 8443)]);
    expect(suggestion.objects.map(({ object: { metadata, spec }, added }) => [metadata?.namespace, (spec as { ports: unknown[] }).ports.length, added])).toEqual([['egress', 2, ['spec.ports: HTTPS 8443']]]);
    expect(results(suggestion)).toEqual(['declared', 'ServiceEntry egress/api']);
  });

  test('gets an import of the Sidecar, by the name or the wildcard that declares it', () => {
    const objects = [WEB, entry('api', 'egress', { hosts: ['api.example.com'] }), entry('wild', 'egress', { hosts: ['*.wild.example'], resolution: 'NONE' }), sidecar('shop', ['./*', 'istio-system/*'])];
    const suggestion = suggest(objects, LOCKED, [https('api.example.com'), https('a.wild.example'), https('b.wild.example')]);
    expect(suggestion.objects.map(({ added }) => added)).toEqual([['spec.egress[0].hosts: egress/api.example.com', 'spec.egress[0].hosts: egress/*.wild.example']]);
  });

  test('gets an entry of its own if the namespace does not see that one', () => {
    const suggestion = suggest([WEB, entry('api', 'egress', { hosts: ['api.example.com'], exportTo: ['.'] })], LOCKED, [https('api.example.com')]);
    expect(suggestion.objects.map(({ object: { metadata }, added }) => [metadata, added])).toEqual([[{ name: 'api.example.com', namespace: 'shop' }, []]]);
  });

  test('is a Service of another namespace that a Sidecar does not import', () => {
    const bank: KubernetesObject = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'ledger', namespace: 'bank' }, spec: { selector: { app: 'ledger' }, ports: [{ port: 80, name: 'http', targetPort: 8080 }] } };
    const suggestion = suggest([WEB, deployment('ledger', 'bank'), bank, sidecar('shop', ['./*'])], LOCKED, [http('ledger.bank.svc.cluster.local')]);
    expect(suggestion.objects.map(({ added }) => added)).toEqual([['spec.egress[0].hosts: bank/ledger.bank.svc.cluster.local']]);
  });
});

describe('what is left out', () => {
  const inCluster = (host: string) => `${host} is the name of a Service of the cluster, which is not among the files: add the Service to them`;

  test('names of the cluster, and addresses of pods', () => {
    const pod: KubernetesObject = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'ledger-0', namespace: 'bank' }, spec: { containers: [] }, status: { podIP: '192.0.2.9', podIPs: [{ ip: '192.0.2.9' }, { ip: '2001:db8::9' }] } };
    const suggestion = suggest([WEB, pod], LOCKED, [http('orders'), http('orders.bank'), http('orders.bank.svc'), http('orders.bank.svc.cluster.local', 8080), tcp('192.0.2.9', 8080), tcp('2001:db8::9', 80)]);
    expect(suggestion.objects).toEqual([]);
    expect(results(suggestion)).toEqual([
      ...['orders', 'orders.bank', 'orders.bank.svc', 'orders.bank.svc.cluster.local'].map(inCluster),
      ...Array<string>(2).fill('it is the address of Pod bank/ledger-0, which changes: call the pod by a Service'),
    ]);
  });

  test('plain text on a port that the host has for TLS', () => {
    const suggestion = suggest([WEB], LOCKED, [https('api.example.com'), http('api.example.com', 443)]);
    expect(suggestion.objects).toHaveLength(1);
    expect(results(suggestion)[0]).toBe('ServiceEntry shop/api.example.com');
    expect(results(suggestion)[1]).toBe('ServiceEntry shop/api.example.com has port 443 with the protocol HTTPS, and the log shows plain text HTTP there: correct the protocol, or the application');
    const other = suggest([WEB, entry('api', 'egress', { hosts: ['api.example.com'] })], LOCKED, [http('api.example.com', 443)]);
    expect([other.objects, results(other)]).toEqual([
      [], ['ServiceEntry egress/api has port 443 with the protocol HTTPS, and the log shows plain text HTTP there: correct the protocol, or the application'],
    ]);
  });

  test('what would make a declared destination fail', () => {
    const port = (number: number) => ({ ports: [{ number, name: 'https', protocol: 'HTTPS' }] });
    const objects = [WEB, entry('a', 'egress', { hosts: ['api.example.com'], ...port(8443) }), entry('b', 'shop', { hosts: ['api.example.com'], ...port(443) }), sidecar('shop', ['egress/*'])];
    const suggestion = suggest(objects, LOCKED, [https('api.example.com'), https('api.example.com', 8443)]);
    expect(suggestion.objects).toEqual([]);
    expect(results(suggestion)).toEqual([expect.stringMatching(/^connections to https:\/\/api\.example\.com:8443 would then fail: A TLS connection from namespace shop to api\.example\.com:8443 /), 'declared']);
  });

  test('what nobody can tell because of an EnvoyFilter', () => {
    const filter: KubernetesObject = { apiVersion: 'networking.istio.io/v1alpha3', kind: 'EnvoyFilter', metadata: { name: 'any', namespace: 'shop' }, spec: { configPatches: [] } };
    const suggestion = suggest([WEB, filter], LOCKED, [https('api.example.com')]);
    expect(suggestion.objects).toEqual([]);
    expect(results(suggestion)[0]).toMatch(/EnvoyFilter shop\/any/);
  });
});

describe('lock', () => {
  const locked = { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } };

  test('adds a Sidecar that blocks the rest and keeps what the mesh has', () => {
    const { objects } = suggest([namespace('shop'), WEB, namespace('bank'), deployment('ledger', 'bank')], OPEN, [https('api.example.com')], { lock: true });
    expect(objects.map(({ object: each }) => each)).toEqual([
      expect.objectContaining({ kind: 'ServiceEntry' }), object('Sidecar', 'default', 'shop', { egress: [{ hosts: ['*/*'] }], ...locked }),
    ]);
  });

  test('changes the Sidecars of the namespace', () => {
    const { objects } = suggest([WEB, sidecar('shop', ['./*', 'istio-system/*'])], OPEN, [https('api.example.com')], { lock: true });
    expect(objects[0]).toEqual({ added: ['spec.outboundTrafficPolicy: REGISTRY_ONLY'], object: sidecar('shop', ['./*', 'istio-system/*'], locked) });
  });

  test('adds one with the imports of the Sidecar of the mesh', () => {
    const { objects } = suggest([WEB, sidecar('istio-system', ['./*', 'istio-system/*'])], OPEN, [], { lock: true });
    expect(objects).toEqual([{ added: [], object: sidecar('shop', ['./*', 'istio-system/*'], locked) }]);
  });

  test('changes nothing where the mesh is locked', () => {
    expect(suggest([WEB], LOCKED, [], { lock: true }).objects).toEqual([]);
    expect(suggest([WEB, sidecar('shop', ['*/*'], locked)], OPEN, [], { lock: true }).objects).toEqual([]);
  });
});

test('an object from a cluster comes back without what only the API server writes', () => {
  const existing = { ...entry('api', 'shop', { hosts: ['api.example.com'] }), status: { conditions: [] } };
  const metadata = {
    ...existing.metadata,
    uid: '1',
    resourceVersion: '2',
    generation: 3,
    creationTimestamp: '2026-01-31T12:00:00Z',
    managedFields: [],
    labels: { team: 'shop' },
    annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{}', 'note': 'kept' },
  };
  const { objects } = suggest([WEB, { ...existing, metadata }], LOCKED, [https('api.example.com', 8443)]);
  expect(objects[0].object.metadata).toEqual({ name: 'api', namespace: 'shop', labels: { team: 'shop' }, annotations: { note: 'kept' } });
  expect(Object.keys(objects[0].object)).toEqual(['apiVersion', 'kind', 'metadata', 'spec']);
});

test('in any mesh, what is suggested arrives and no rule finds anything new', () => {
  const hosts = fc.constantFrom('api.example.com', 'b.example.com', 'a.wild.example', 'orders');
  const ports = fc.constantFrom(80, 443, 8443, 9000);
  const wanted = fc.oneof(
    fc.tuple(hosts, ports).map(([host, port]) => https(host, port)),
    fc.tuple(hosts, ports, fc.boolean()).map(([host, port, isHttp2]) => http(host, port, isHttp2)),
    fc.tuple(fc.constantFrom('198.51.100.7', '198.51.100.8', '2001:db8::7'), fc.constantFrom(80, 443, 5432)).map(([address, port]) => tcp(address, port)),
  );
  const port = fc.tuple(ports, fc.constantFrom('HTTPS', 'HTTP', 'TLS')).map(([number, protocol]) => ({ number, protocol, name: `${protocol.toLowerCase()}-${number}` }));
  const entries = fc.record({ of: fc.constantFrom('shop', 'egress'), host: fc.constantFrom('api.example.com', 'b.example.com'), port, isPrivate: fc.boolean() })
    .map(({ of, host, port: each, isPrivate }) => entry(`e-${host}-${each.name}`, of, { hosts: [host], ports: [each], ...isPrivate ? { exportTo: ['.'] } : {} }));
  const sidecars = fc.option(fc.subarray(['./*', 'istio-system/*', 'egress/*'], { minLength: 1 }).map(imports => sidecar('shop', imports)), { nil: undefined });
  const meshes = fc.tuple(fc.uniqueArray(entries, { maxLength: 3, selector: ({ metadata, spec }) => `${metadata?.namespace} ${(spec as { hosts: string[] }).hosts[0]}` }), sidecars)
    .map(([all, imports]) => [WEB, deployment('batch', 'shop'), ...all, ...imports ? [imports] : []]);
  const destinations = fc.uniqueArray(wanted, { minLength: 1, maxLength: 6, selector: each => JSON.stringify({ ...each, isHttp2: false }) });
  fc.assert(fc.property(meshes, destinations, fc.boolean(), fc.boolean(), (objects, all, isLocked, lock) => {
    suggest(objects, isLocked ? LOCKED : OPEN, all, { lock });
  }), { numRuns: 150 });
}, 120_000);
