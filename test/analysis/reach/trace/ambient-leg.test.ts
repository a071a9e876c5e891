import { recordOf } from '../../../../src/analysis/base/json';
import type { KubernetesObject } from '../../../../src/analysis/base/kubernetes-object';
import { MeshModel } from '../../../../src/analysis/model/mesh-model';
import { proveEgress } from '../../../../src/analysis/reach/trace/egress-proof';
import { reachableFrom, clientOf } from '../../../../src/analysis/reach/trace/reachable-from';
import { trace, TraceQuestion } from '../../../../src/analysis/reach/trace/trace';
import { meshSettingsOf } from '../../../../src/analysis/settings/mesh-config';
import { entry, istio, LOCKED, sidecar } from '../../manifests';

const API: TraceQuestion = { namespace: 'shop', host: 'api.test', port: 443, protocol: 'https', ambient: true };
const NAMESPACE: KubernetesObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels: { 'istio.io/dataplane-mode': 'ambient' } } };
const WEB: KubernetesObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'shop' },
  spec: { selector: { matchLabels: { app: 'web' } }, template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'app', image: 'app:1' }] } } },
};

function traced(question: Partial<TraceQuestion>, objects: readonly KubernetesObject[], version?: string) {
  const { outcome, hops, explanation } = trace(MeshModel.of(objects, meshSettingsOf(LOCKED, version)), { ...API, ...question });
  return { outcome, stages: hops.map(({ at, verdict }) => verdict === undefined ? at : `${at} ${verdict}`), explanation };
}

function service(name: string, spec: object, labels: Record<string, string> = {}): KubernetesObject {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: 'shop', labels }, spec: { selector: { app: 'web' }, ports: [{ name: 'http', port: 80 }], ...spec } };
}

const PASSED = { outcome: 'ARRIVES', stages: ['capture PASSTHROUGH'] };

describe('what ztunnel does not know passes, also in a locked mesh', () => {
  test.each<[string, Partial<TraceQuestion>, KubernetesObject[]]>([
    ['a host without an entry', {}, []],
    ['a host that the Sidecar of the namespace does not import', {}, [sidecar(['./*'])]],
    ['the address of a host whose entry has no address', { address: '203.0.113.1' }, [entry('api.test', 443, 'TLS')]],
    ['the host of an entry with resolution NONE, which has no address', {}, [entry('api.test', 443, 'TLS', { resolution: 'NONE' })]],
    ['a host whose entry turned its address off', {}, [entry('api.test', 443, 'TLS', {}, { labels: { 'networking.istio.io/enable-autoallocate-ip': 'false' } })]],
    ['a host, without DNS capture', { annotations: { 'ambient.istio.io/dns-capture': 'false' } }, [entry('api.test', 443, 'TLS')]],
    ['an address in a connection without a host', { host: undefined, address: '203.0.113.1', protocol: 'tcp' }, []],
    ['an address as the host', { host: '203.0.113.1' }, [entry('api.test', 443, 'TLS', { addresses: ['203.0.113.2'] })]],
  ])('%s', (_, question, objects) => {
    expect(traced(question, objects)).toMatchObject(PASSED);
  });

  test('and the answer says so', () => {
    expect(traced({}, []).explanation).toBe('A TLS connection from namespace shop to api.test:443 passes ztunnel to an address that it does not know. '
      + 'ztunnel blocks nothing, whatever outboundTrafficPolicy and Sidecars say.');
  });

  test('before Istio 1.25, ztunnel does not answer DNS queries', () => {
    expect(traced({}, [entry('api.test', 443, 'TLS')], '1.24')).toMatchObject(PASSED);
  });
});

describe('an entry that ztunnel knows', () => {
  test('gets a connection without a host, which the answer names by its address', () => {
    const { outcome, explanation } = traced({ host: undefined, address: '203.0.113.2', protocol: 'tcp' }, [entry('api.test', 443, 'TCP', { addresses: ['203.0.113.2'] })]);
    expect([outcome, explanation.split('. ')[0]]).toEqual([
      'ARRIVES', 'A TCP connection from namespace shop to 203.0.113.2:443 reaches ztunnel, which knows the address from ServiceEntry egress/api.test',
    ]);
  });

  test('gets the connection at its address, whatever its exportTo and the Sidecars', () => {
    expect(traced({}, [entry('api.test', 443, 'TLS', { exportTo: ['.'] }), sidecar(['./*'])])).toEqual({
      outcome: 'ARRIVES',
      stages: ['dns', 'capture', 'endpoint'],
      explanation: 'ztunnel answers the query for api.test with an address that istiod allocates (240.240.0.0/16). '
        + 'A TLS connection from namespace shop to api.test:443 reaches ztunnel, which knows the address from ServiceEntry egress/api.test. '
        + 'ztunnel sends the bytes of the client to api.test:443.',
    });
  });

  test.each<[string, Partial<TraceQuestion>, KubernetesObject, string]>([
    ['closes connections to other ports', { port: 8443 }, entry('api.test', 443, 'TLS'),
      'ztunnel closes it: ServiceEntry egress/api.test does not declare port 8443 for TCP, and ztunnel passes nothing on to an address that it knows. Add the port to the entry.'],
    ['needs an endpoint', {}, entry('api.test', 443, 'TLS', { resolution: 'STATIC', addresses: ['203.0.113.1'] }),
      'ztunnel closes it: ServiceEntry egress/api.test has no endpoint. Add spec.endpoints, or set spec.resolution to DNS.'],
    ['gets plain HTTP where it expects TLS', { port: 80, protocol: 'http' },
      entry('api.test', 80, 'HTTP', { ports: [{ number: 80, name: 'http', protocol: 'HTTP', targetPort: 443 }] }),
      'ztunnel sends plain HTTP to api.test:443, where the server expects TLS. ztunnel starts no TLS, whatever DestinationRules say: '
      + 'let a waypoint do it (label istio.io/use-waypoint of ServiceEntry egress/api.test).'],
    ['gets TLS where it expects plain text', { port: 80 }, entry('api.test', 80, 'HTTP'),
      'The client starts TLS, and the server at api.test:80 expects plain text. Use a port of the server that speaks TLS.'],
  ])('%s', (_, question, object, explanation) => {
    const answer = traced(question, [object]);
    expect(answer.outcome).toBe('FAILS');
    expect(answer.explanation.endsWith(explanation) ? explanation : answer.explanation).toBe(explanation);
  });

  test.each<[string, Partial<TraceQuestion>, KubernetesObject[]]>([
    ['by the address that it declares', { address: '203.0.113.1' }, [entry('api.test', 443, 'TLS', { addresses: ['203.0.113.1'] })]],
    ['by its address alone, with resolution NONE', { host: undefined, address: '203.0.113.1', protocol: 'tcp' },
      [entry('db.test', 443, 'TCP', { addresses: ['203.0.113.1'], resolution: 'NONE' })]],
    ['by its endpoints', {}, [entry('api.test', 443, 'TLS', { resolution: 'STATIC', addresses: ['203.0.113.1'], endpoints: [{ address: '192.0.2.1' }] })]],
  ])('is reached %s', (_, question, objects) => {
    expect(traced(question, objects)).toMatchObject({ outcome: 'ARRIVES', stages: expect.arrayContaining(['capture', 'endpoint']) as unknown });
  });

  test.each<[string, Partial<TraceQuestion>, KubernetesObject, string]>([
    ['with resolution NONE, to the address that the client has dialled', { address: '203.0.113.1', port: 8443 }, entry('api.test', 443, 'TLS', { resolution: 'NONE', addresses: ['203.0.113.1'] }),
      'ztunnel passes it on to the address that the client has dialled, whatever the port: ServiceEntry egress/api.test has resolution NONE.'],
    ['if its address is that of an endpoint', { address: '203.0.113.1', port: 8443 },
      entry('api.test', 443, 'TLS', { resolution: 'STATIC', addresses: ['203.0.113.1'], endpoints: [{ address: '203.0.113.1' }] }),
      'ztunnel passes it on, whatever the port: the address is also that of an endpoint.'],
  ])('passes other ports on %s', (_, question, object, explanation) => {
    const answer = traced(question, [object]);
    expect(answer.outcome).toBe('ARRIVES');
    expect(answer.explanation.endsWith(explanation) ? explanation : answer.explanation).toBe(explanation);
  });

  test('with resolution NONE and an address that nothing routes leads nowhere', () => {
    const { outcome, explanation } = traced({ port: 5432, protocol: 'tcp' }, [entry('api.test', 5432, 'TCP', { resolution: 'NONE', addresses: ['240.0.0.7'] })]);
    expect([outcome, explanation.split('api.test. ')[1]]).toEqual(['FAILS', 'ServiceEntry egress/api.test has resolution NONE, so the connection goes to 240.0.0.7:5432, '
      + 'a virtual address that is not routable. Set resolution to DNS, or to STATIC with endpoints.']);
  });

  const inRange: Partial<TraceQuestion> = { host: undefined, address: '203.0.113.9', protocol: 'tcp' };
  const range = (addresses: string[], spec: object = {}, name?: string) =>
    entry(name ?? 'api.test', 443, 'TCP', { resolution: 'STATIC', addresses, endpoints: [{ address: '192.0.2.1' }], ...spec });

  test('is known by a range since Istio 1.30', () => {
    expect(traced({ ...inRange, port: 80 }, [range(['203.0.113.0/24'])])).toMatchObject({ outcome: 'FAILS', stages: ['capture', 'endpoint'] });
    expect(traced({ ...inRange, port: 80 }, [range(['203.0.113.0/24'], { resolution: 'NONE', endpoints: undefined })])).toMatchObject({ outcome: 'ARRIVES', stages: ['capture', 'endpoint'] });
    expect(traced({ ...inRange, port: 80 }, [range(['203.0.113.0/24'])], '1.29')).toMatchObject(PASSED);
    expect(traced({ ...inRange, address: '203.0.114.1' }, [range(['203.0.113.0/24'])])).toMatchObject(PASSED);
  });

  test('with a range may lose its endpoints', () => {
    const { outcome, explanation } = traced(inRange, [range(['203.0.113.0/24'])]);
    expect([outcome, explanation.split('api.test. ')[1]]).toEqual(['UNKNOWN', 'ServiceEntry egress/api.test declares the range 203.0.113.0/24, and releases of ztunnel lose the endpoints of such an entry, '
      + 'depending on the order in which they come. Declare single addresses, or set resolution to NONE.']);
  });

  test('of the client\'s own namespace comes first, then the address before the range, and the narrower range', () => {
    const own = { ...range(['203.0.113.9'], {}, 'own.test'), metadata: { name: 'own.test', namespace: 'shop' } };
    const via = (objects: KubernetesObject[]) => /which knows the address from ServiceEntry (\S+)\./.exec(traced(inRange, objects).explanation)?.[1];
    expect(via([range(['203.0.113.9']), own])).toBe('shop/own.test');
    expect(via([range(['203.0.113.0/24']), range(['203.0.113.9'], {}, 'exact.test')])).toBe('egress/exact.test');
    expect(via([range(['203.0.113.0/24']), range(['203.0.113.8/29'], {}, 'narrow.test')])).toBe('egress/narrow.test');
    expect(via([range(['203.0.113.8/29']), { ...own, spec: { ...own.spec as object, addresses: ['203.0.0.0/16'] } } as KubernetesObject])).toBe('shop/own.test');
  });

  test('shares its address with the entry of another host, which ztunnel takes if it is in the client\'s namespace', () => {
    const own = { ...range(['203.0.113.9'], { ports: [{ number: 80, name: 'http', protocol: 'HTTP' }] }, 'own.test'), metadata: { name: 'own.test', namespace: 'shop' } };
    const { outcome, explanation } = traced({}, [range(['203.0.113.9']), own]);
    expect([outcome, explanation.split('ztunnel closes it: ')[1]]).toEqual(['FAILS', 'ServiceEntry shop/own.test does not declare port 443 for TCP, '
      + 'and ztunnel passes nothing on to an address that it knows. Add the port to the entry.']);
  });

  test('may be left out if another entry of its namespace has the host', () => {
    const { outcome, explanation } = traced({ port: 8443 }, [entry('api.test', 443, 'TLS'), { ...entry('api.test', 443, 'TLS'), metadata: { name: 'second', namespace: 'egress' } }]);
    expect([outcome, explanation.includes('Whether the connection arrives depends on which of the entries with the host istiod keeps: it keeps one of a namespace.')]).toEqual(['UNKNOWN', true]);
  });

  test('with resolution DYNAMIC_DNS needs a waypoint', () => {
    expect(traced({}, [entry('api.test', 443, 'TLS', { resolution: 'DYNAMIC_DNS' })])).toMatchObject({ outcome: 'UNKNOWN', stages: ['dns', 'capture', 'endpoint'] });
  });

  test('depends on DNS where ztunnel answers none of its queries, but its declared address may be that of the server', () => {
    const declared = entry('api.test', 8443, 'TLS', { addresses: ['203.0.113.1'] });
    const { outcome, explanation } = traced({ dnsCapture: false }, [declared]);
    expect(outcome).toBe('UNKNOWN');
    expect(explanation).toContain('Whether the connection arrives depends on which address DNS answers for api.test.');
  });
});

describe('a Service', () => {
  test.each<[string, Partial<TraceQuestion>, KubernetesObject[], string]>([
    ['gets the connection', { host: 'web', port: 80, protocol: 'http' }, [service('web', {}), WEB], 'ARRIVES'],
    ['gets it through another name', { host: 'alias', port: 80, protocol: 'http' },
      [service('web', {}), WEB, service('alias', { type: 'ExternalName', externalName: 'web.shop.svc.cluster.local' })], 'ARRIVES'],
    ['answers on its ports only', { host: 'web', port: 81, protocol: 'http' }, [service('web', {}), WEB], 'FAILS'],
    ['has no pods', { host: 'web', port: 80, protocol: 'http' }, [service('web', { selector: { app: 'other' } }), WEB], 'UNKNOWN'],
    ['is not among the objects', { host: 'db.data.svc.cluster.local', port: 5432, protocol: 'tcp' }, [], 'UNKNOWN'],
  ])('%s', (_, question, objects, outcome) => {
    expect(traced(question, objects).outcome).toBe(outcome);
  });
});

describe('the pods of a Service', () => {
  const pods = (labels: Record<string, string>): KubernetesObject => ({ ...WEB, spec: { template: { metadata: { labels: { app: 'web', ...labels } }, spec: { containers: [{ name: 'app', image: 'app:1' }] } } } });
  const strict: KubernetesObject = { apiVersion: 'security.istio.io/v1', kind: 'PeerAuthentication', metadata: { name: 'default', namespace: 'shop' }, spec: { mtls: { mode: 'STRICT' } } };
  const deny: KubernetesObject = { apiVersion: 'security.istio.io/v1', kind: 'AuthorizationPolicy', metadata: { name: 'deny', namespace: 'shop' }, spec: {} };
  const asked = (objects: KubernetesObject[], question: Partial<TraceQuestion> = {}) =>
    traced({ host: 'web', port: 80, protocol: 'http', ...question }, [service('web', { clusterIP: '10.96.0.9' }), ...objects]);

  test('with sidecars may refuse ztunnel, which sends them mutual TLS only if they have HBONE', () => {
    const { outcome, explanation } = asked([pods({ 'sidecar.istio.io/inject': 'true' }), strict]);
    expect([outcome, explanation.split('Service shop/web. ')[1]]).toEqual(['UNKNOWN', 'Sidecars with ISTIO_META_ENABLE_HBONE accept mutual TLS from ztunnel, and no object tells whether these have it. '
      + 'ztunnel sends no mutual TLS to web.shop.svc.cluster.local:80, and the sidecars of Deployment shop/web accept mutual TLS only (PeerAuthentication shop/default): they close the connection. '
      + 'Set the mode of the server to PERMISSIVE, or let its sidecars accept HBONE.']);
  });

  test('in ambient mode take its mutual TLS, and those outside the mesh what the client sends', () => {
    expect(asked([NAMESPACE, pods({}), strict]).outcome).toBe('ARRIVES');
    expect(asked([pods({ 'sidecar.istio.io/inject': 'false' }), strict]).outcome).toBe('ARRIVES');
  });

  test('refuse what an AuthorizationPolicy denies', () => {
    expect(asked([NAMESPACE, pods({}), deny])).toMatchObject({ outcome: 'FAILS', stages: ['capture', 'endpoint'] });
  });

  test('expect what the port of the Service declares', () => {
    expect(asked([pods({ 'sidecar.istio.io/inject': 'false' })], { protocol: 'https' })).toMatchObject({ outcome: 'FAILS', stages: ['capture', 'tls'] });
    expect(traced({ host: 'web', port: 443, protocol: 'http' }, [service('web', { ports: [{ name: 'https', port: 443 }] }), pods({})])).toMatchObject({ outcome: 'FAILS', stages: ['capture', 'tls'] });
  });

  test('behind a headless Service are asked by its rules too', () => {
    const set: KubernetesObject = { ...pods({}), kind: 'StatefulSet', spec: { ...recordOf(pods({}).spec), serviceName: 'web' } } as KubernetesObject;
    const headless = service('web', { clusterIP: 'None' });
    const pod = { host: 'web-0.web.shop.svc.cluster.local', port: 80, protocol: 'http' } as const;
    expect(traced(pod, [headless, set]).outcome).toBe('ARRIVES');
    expect(traced({ ...pod, port: 81 }, [headless, set]).outcome).toBe('UNKNOWN');
    expect(traced(pod, [NAMESPACE, headless, set, deny]).outcome).toBe('FAILS');
  });
});

test('an address that nothing routes and nobody declares leads nowhere', () => {
  expect(traced({ address: '240.0.0.9' }, [])).toMatchObject({ outcome: 'FAILS', stages: ['capture PASSTHROUGH', 'endpoint'] });
});

test('names that stand for each other in a circle end', () => {
  const circle = ['a', 'b'].map((name, index) => service(name, { type: 'ExternalName', externalName: `${'ba'[index]}.shop.svc.cluster.local` }));
  expect(traced({ host: 'a' }, circle).outcome).toBe('ARRIVES');
});

describe('a workload of an ambient namespace', () => {
  test('is proved as such, and what it may reach is what ztunnel passes', () => {
    const model = MeshModel.of([NAMESPACE, WEB, entry('api.test', 443, 'TLS'), sidecar(['./*'])], meshSettingsOf(LOCKED));
    const [workload] = model.workloads;
    expect(proveEgress(model, [workload], [{ host: 'api.test', port: 443, protocol: 'https', label: 'api' }])).toEqual([]);
    expect(reachableFrom(model, clientOf(model, workload))).toEqual({
      destinations: [{ host: 'api.test', address: undefined, port: 443, protocol: 'https', via: 'ServiceEntry egress/api.test', verdict: 'REACHABLE' }],
      unknownHosts: ['http', 'https', 'tcp'].map(protocol => ({ protocol, verdict: 'PASSTHROUGH' })),
    });
  });

  test('does not go through the gateway of a VirtualService', () => {
    const model = MeshModel.of([NAMESPACE, WEB], meshSettingsOf(LOCKED));
    const [shortfall] = proveEgress(model, model.workloads, [{ host: 'api.test', port: 443, protocol: 'https', label: 'api', through: 'Service egress/gateway' }]);
    expect(shortfall.explanation).toBe('It does not go through Service egress/gateway. A TLS connection from namespace shop to api.test:443 passes ztunnel to an address that it does not know. '
      + 'ztunnel blocks nothing, whatever outboundTrafficPolicy and Sidecars say. In ambient mode, nothing applies the VirtualService that leads to the gateway: let a waypoint take the connections, '
      + 'or give the pods a sidecar.');
  });

  test('with the label none, or with the network of its node, is no ambient workload', () => {
    expect(traced({ ambient: undefined, injected: false, labels: { 'istio.io/dataplane-mode': 'none' } }, [NAMESPACE])).toMatchObject({ stages: ['capture BYPASSED'] });
    expect(traced({ ambient: false, injected: false }, [NAMESPACE])).toMatchObject({ stages: ['capture BYPASSED'] });
    expect(traced({ ambient: undefined, injected: false }, [NAMESPACE])).toMatchObject({ stages: ['capture PASSTHROUGH'] });
  });
});

describe('a waypoint', () => {
  const labels = { 'istio.io/use-waypoint': 'waypoint' };
  const waypoint = (waypointFor?: string): KubernetesObject => ({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name: 'waypoint', namespace: 'egress', labels: waypointFor === undefined ? {} : { 'istio.io/waypoint-for': waypointFor } },
    spec: { gatewayClassName: 'istio-waypoint', listeners: [{ name: 'mesh', port: 15008, protocol: 'HBONE' }] },
  });
  const behind = entry('api.test', 443, 'TLS', {}, { labels });
  const origination = entry('api.test', 80, 'HTTP', { ports: [{ number: 80, name: 'http', protocol: 'HTTP', targetPort: 443 }] }, { labels });
  const startTls = (tls: object) => istio('DestinationRule', 'api', { host: 'api.test', trafficPolicy: { tls } });

  test('gets the connections to the entries that name it', () => {
    expect(traced({}, [behind, waypoint()])).toEqual({
      outcome: 'ARRIVES',
      stages: ['dns', 'capture', 'gateway', 'endpoint'],
      explanation: 'ztunnel answers the query for api.test with an address that istiod allocates (240.240.0.0/16). '
        + 'A TLS connection from namespace shop to api.test:443 reaches ztunnel, which knows the address from ServiceEntry egress/api.test. '
        + 'ztunnel sends it to the waypoint Gateway egress/waypoint. The gateway sends the TLS of the client to api.test:443.',
    });
  });

  test('of the entry\'s namespace counts, unless the entry has none', () => {
    const namespace: KubernetesObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'egress', labels } };
    expect(traced({}, [namespace, entry('api.test', 443, 'TLS'), waypoint()]).stages).toContain('gateway');
    expect(traced({}, [namespace, entry('api.test', 443, 'TLS', {}, { labels: { 'istio.io/use-waypoint': 'none' } }), waypoint()]).stages).not.toContain('gateway');
  });

  test('does not get connections to an address that is also that of an endpoint', () => {
    const shared = entry('api.test', 443, 'TLS', { resolution: 'STATIC', addresses: ['203.0.113.1'], endpoints: [{ address: '203.0.113.1' }] }, { labels });
    expect(traced({ address: '203.0.113.1' }, [shared, waypoint()])).toMatchObject({ outcome: 'ARRIVES', stages: ['capture', 'endpoint'] });
    const { outcome, explanation } = traced({ address: '203.0.113.1' }, [shared, waypoint('all')]);
    expect([outcome, explanation.split('api.test. ')[1]]).toEqual(['UNKNOWN', 'The address is also that of an endpoint of ServiceEntry egress/api.test, '
      + 'and whether Gateway egress/waypoint takes connections to endpoints is not known. Give the entry an address that no endpoint has, or none.']);
  });

  test('starts TLS, which ztunnel does not', () => {
    expect(traced({ port: 80, protocol: 'http' }, [origination, waypoint(), startTls({ mode: 'SIMPLE' })])).toMatchObject({ outcome: 'ARRIVES', stages: ['dns', 'capture', 'gateway', 'endpoint'] });
    expect(traced({ port: 80, protocol: 'http' }, [origination, waypoint()])).toMatchObject({ outcome: 'FAILS', stages: ['dns', 'capture', 'gateway', 'tls'] });
  });

  test.each<[string, Partial<TraceQuestion>, KubernetesObject[], string]>([
    ['is not among the objects', {}, [behind], 'The label istio.io/use-waypoint names the waypoint Gateway egress/waypoint, which is not among the objects. Add it, or correct the label.'],
    ['does not get a host that two entries have', {}, [behind, { ...behind, metadata: { ...behind.metadata, namespace: 'other' } }, waypoint()],
      'ServiceEntry other/api.test has the host api.test too, and which of the entries Gateway egress/waypoint uses is not known. Declare the host once.'],
    ['may not see an entry that is not exported to its namespace', {}, [{ ...behind, spec: { ...recordOf(behind.spec), exportTo: ['shop'] } } as KubernetesObject, waypoint()],
      'ServiceEntry egress/api.test is not exported to egress, so Gateway egress/waypoint may not find its endpoints or its DestinationRules. Add the namespace to exportTo.'],
    ['is for workloads only', {}, [behind, waypoint('workload')], 'Gateway egress/waypoint does not take connections to services (label istio.io/waypoint-for). Set the label to "service".'],
    ['applies a VirtualService', {}, [behind, waypoint(), istio('VirtualService', 'api', { hosts: ['api.test'], tls: [] })],
      'Gateway egress/waypoint applies VirtualService egress/api, which the analysis does not evaluate for waypoints.'],
    ['applies a policy of the entry', {}, [behind, waypoint(), {
      apiVersion: 'security.istio.io/v1',
      kind: 'AuthorizationPolicy',
      metadata: { name: 'api', namespace: 'egress' },
      spec: { targetRefs: [{ group: 'networking.istio.io', kind: 'ServiceEntry', name: 'api.test' }] },
    }], 'Gateway egress/waypoint applies AuthorizationPolicy egress/api, which the analysis does not evaluate for waypoints.'],
    ['applies a policy of all waypoints', {}, [behind, waypoint(), {
      apiVersion: 'security.istio.io/v1',
      kind: 'AuthorizationPolicy',
      metadata: { name: 'deny', namespace: 'istio-system' },
      spec: { action: 'DENY', rules: [{}], targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'GatewayClass', name: 'istio-waypoint' }] },
    }], 'Gateway egress/waypoint applies AuthorizationPolicy istio-system/deny, which the analysis does not evaluate for waypoints.'],
    ['may resolve names of TLS itself', { host: 'a.ex.test' }, [entry('*.ex.test', 443, 'TLS', { resolution: 'DYNAMIC_DNS' }, { labels }), waypoint()],
      'ServiceEntry egress/any.ex.test has resolution DYNAMIC_DNS, which waypoints apply to ports with protocol HTTP only, and to TLS if istiod has the flag '
      + 'ENABLE_WILDCARD_HOST_SERVICE_ENTRIES_FOR_TLS.'],
    ['uses no certificates of the mesh', {}, [behind, waypoint(), startTls({ mode: 'ISTIO_MUTUAL' })],
      'DestinationRule egress/api has mode ISTIO_MUTUAL, with which a waypoint starts no TLS. Set tls.mode to SIMPLE, or remove tls.'],
    ['may read a Secret', { port: 80, protocol: 'http' }, [origination, waypoint(), startTls({ mode: 'MUTUAL', credentialName: 'client' })],
      'DestinationRule egress/api names a Secret (credentialName), and whether a waypoint reads it is not known. Name files of the waypoint\'s pods instead.'],
  ])('that %s leaves the answer open', (_, question, objects, explanation) => {
    const answer = traced(question, objects);
    expect(answer.outcome).toBe('UNKNOWN');
    expect(answer.explanation.endsWith(explanation) ? explanation : answer.explanation).toBe(explanation);
  });

  test('gets nothing from pods whose DNS queries ztunnel does not answer', () => {
    expect(traced({ annotations: { 'ambient.istio.io/dns-capture': 'false' } }, [behind, waypoint()])).toEqual({
      ...PASSED,
      explanation: 'A TLS connection from namespace shop to api.test:443 passes ztunnel to an address that it does not know. ztunnel blocks nothing, whatever outboundTrafficPolicy and Sidecars say. '
        + 'So it goes past the waypoint Gateway egress/waypoint: ztunnel must know the host by an address, and answer the DNS queries of the pod.',
    });
  });

  test.each<[string, object | undefined, string]>([
    ['its own namespace only', undefined, 'UNKNOWN'],
    ['its own namespace only, said so', { namespaces: { from: 'Same' } }, 'UNKNOWN'],
    ['all namespaces', { namespaces: { from: 'All' } }, 'ARRIVES'],
    ['the namespace by its name', { namespaces: { from: 'Selector', selector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } } } }, 'ARRIVES'],
    ['another namespace by its name', { namespaces: { from: 'Selector', selector: { matchLabels: { 'kubernetes.io/metadata.name': 'bank' } } } }, 'UNKNOWN'],
    ['namespaces by a label that is not known', { namespaces: { from: 'Selector', selector: { matchLabels: { team: 'a' } } } }, 'UNKNOWN'],
  ])('that accepts services of %s gets connections of an entry elsewhere or not', (_, allowedRoutes, outcome) => {
    const gateway = waypoint();
    (gateway.spec as { listeners: object[] }).listeners[0] = { name: 'mesh', port: 15008, protocol: 'HBONE', allowedRoutes };
    const elsewhere = entry('api.test', 443, 'TLS', {}, { namespace: 'shop', labels: { ...labels, 'istio.io/use-waypoint-namespace': 'egress' } });
    expect(traced({}, [elsewhere, gateway]).outcome).toBe(outcome);
  });

  test('closes connections to other ports', () => {
    expect(traced({ port: 8443 }, [behind, waypoint()])).toMatchObject({ outcome: 'FAILS', stages: ['dns', 'capture', 'gateway'] });
  });

  test.each<[string, KubernetesObject, string]>([
    ['TLS on a port for requests', entry('api.test', 443, 'HTTP', {}, { labels }),
      'Gateway egress/waypoint expects requests in plain text on port 443, which ServiceEntry egress/api.test declares as HTTP. Declare it as TLS or TCP.'],
    ['a port for UDP', entry('api.test', 443, 'UDP', {}, { labels }), 'Gateway egress/waypoint closes it: ServiceEntry egress/api.test does not declare port 443 for TCP. Add the port.'],
    ['an entry without endpoints', entry('api.test', 443, 'TLS', { resolution: 'STATIC', addresses: ['203.0.113.1'] }, { labels }),
      'Gateway egress/waypoint closes it: ServiceEntry egress/api.test has no endpoint. Add spec.endpoints, or set spec.resolution to DNS.'],
  ])('refuses %s', (_, object, explanation) => {
    const answer = traced({}, [object, waypoint()]);
    expect(answer.outcome).toBe('FAILS');
    expect(answer.explanation.endsWith(explanation) ? explanation : answer.explanation).toBe(explanation);
  });

  test('does not apply policies that select pods', () => {
    const policy = (spec: object): KubernetesObject => ({ apiVersion: 'security.istio.io/v1', kind: 'AuthorizationPolicy', metadata: { name: 'api', namespace: 'egress' }, spec });
    expect(traced({}, [behind, waypoint(), policy({ selector: { matchLabels: { app: 'api' } } })]).outcome).toBe('ARRIVES');
    expect(traced({}, [behind, waypoint(), policy({})]).outcome).toBe('UNKNOWN');
  });
});
