import { ApiObject, App, Chart, Testing } from 'cdk8s';
import {
  CaptureMode, EgressHost, IEgressTarget, Mesh, OutboundTrafficPolicy, PortProtocol, ServiceEntry, ServicePort, Sidecar, SidecarProps,
} from '../../src';

function chart(namespace: string = 'shop'): Chart {
  return new Chart(new App(), namespace, { namespace });
}

function specOf(sidecar: Sidecar): any {
  return ApiObject.of(sidecar).toJson().spec;
}

function hostsOf(sidecar: Sidecar, listener: number = 0): string[] {
  return specOf(sidecar).egress[listener].hosts;
}

function entry(scope: Chart, ...hosts: string[]): ServiceEntry {
  return new ServiceEntry(scope, hosts[0], { hosts, ports: [ServicePort.https()] });
}

/** A target that does not come from this library, such as a pattern of the user. */
class OwnTarget implements IEgressTarget {
  public readonly egressHosts: EgressHost[] = [];
}

test('a Sidecar without props', () => {
  const shop = chart();
  new Sidecar(shop, 'Sidecar');

  expect(Testing.synth(shop)).toMatchInlineSnapshot(`
[
  {
    "apiVersion": "networking.istio.io/v1",
    "kind": "Sidecar",
    "metadata": {
      "name": "default",
      "namespace": "shop",
    },
    "spec": {
      "egress": [
        {
          "hosts": [
            "./*",
            "istio-system/*",
          ],
        },
      ],
      "outboundTrafficPolicy": {
        "mode": "REGISTRY_ONLY",
      },
    },
  },
]
`);
});

describe('its name', () => {
  test.each<[what: string, props: SidecarProps, name: string]>([
    ['without selector is "default"', {}, 'default'],
    ['without selector is "default", whatever other metadata there is', { metadata: { labels: { a: 'b' }, name: undefined } }, 'default'],
    ['without selector can be another one', { metadata: { name: 'shop' } }, 'shop'],
    ['with a selector is as cdk8s names it', { workloadSelector: { app: 'web' } }, 'shop-sidecar-c8783649'],
  ])('%s', (_, props, name) => {
    expect(new Sidecar(chart(), 'Sidecar', props).name).toBe(name);
  });
});

describe('the outbound traffic policy', () => {
  test.each<[what: string, props: SidecarProps, policy: unknown]>([
    ['REGISTRY_ONLY by default', {}, { mode: 'REGISTRY_ONLY' }],
    ['ALLOW_ANY', { outboundTrafficPolicy: OutboundTrafficPolicy.allowAny() }, { mode: 'ALLOW_ANY' }],
    ['an egress proxy', { outboundTrafficPolicy: OutboundTrafficPolicy.egressProxy({ host: 'proxy.example.com', port: 80 }) },
      { mode: 'ALLOW_ANY', egressProxy: { host: 'proxy.example.com', port: { number: 80 } } }],
    ['an egress proxy with a subset', { outboundTrafficPolicy: OutboundTrafficPolicy.egressProxy({ host: 'Proxy.example.com', port: 80, subset: 'v1' }) },
      { mode: 'ALLOW_ANY', egressProxy: { host: 'proxy.example.com', port: { number: 80 }, subset: 'v1' } }],
  ])('always has its mode written: %s', (_, props, policy) => {
    expect(specOf(new Sidecar(chart(), 'Sidecar', props)).outboundTrafficPolicy).toEqual(policy);
  });

  test('can\'t be a mode that only a mesh has', () => {
    expect(() => new Sidecar(chart(), 'Sidecar', { outboundTrafficPolicy: OutboundTrafficPolicy.allowAnyDynamicDns() })).toThrow(new Error(
      '\'outboundTrafficPolicy\' of a Sidecar must be REGISTRY_ONLY or ALLOW_ANY, got "ALLOW_ANY_DYNAMIC_DNS", which only a Mesh can have; '
      + 'use OutboundTrafficPolicy.allowAny()',
    ));
  });
});

describe('hosts', () => {
  test('are the root namespace and the own one by default, and both can be removed', () => {
    const sidecar = new Sidecar(chart(), 'Sidecar');
    sidecar.removeEgressHost(EgressHost.namespace('istio-system'));
    expect(hostsOf(sidecar)).toEqual(['./*']);
    sidecar.allowEgressTo(EgressHost.namespace('bank'));
    sidecar.removeEgressHost(EgressHost.sameNamespace());
    expect(hostsOf(sidecar)).toEqual(['bank/*']);
  });

  test('can be others from the start, and the list of the caller is copied', () => {
    const hosts = [EgressHost.namespace('bank')];
    const sidecar = new Sidecar(chart(), 'Sidecar', { hosts });
    hosts.push(EgressHost.everywhere());
    expect(hostsOf(sidecar)).toEqual(['bank/*']);
  });

  test('of an entry are its own host strings in its own namespace', () => {
    const shop = chart();
    const egress = new Chart(shop.node.root as App, 'egress', { namespace: 'egress' });
    const sidecar = new Sidecar(shop, 'Sidecar');
    sidecar.allowEgressTo(entry(egress, '*.example.com', 'api.partner.example'));
    expect(hostsOf(sidecar)).toEqual(['./*', 'egress/*.example.com', 'egress/api.partner.example', 'istio-system/*']);
  });

  test('of an entry without a dot are its namespace', () => {
    const egress = new Chart(new App(), 'egress', { namespace: 'egress' });
    const sidecar = new Sidecar(egress, 'Sidecar', { metadata: { namespace: 'shop' }, hosts: [] });
    sidecar.allowEgressTo(entry(egress, 'db'));
    expect(hostsOf(sidecar)).toEqual(['egress/*']);
  });

  test('are written once, in code-unit order', () => {
    const shop = chart();
    const egress = new Chart(shop.node.root as App, 'egress', { namespace: 'egress' });
    const a = entry(egress, 'a.example.com');
    const sidecar = new Sidecar(shop, 'Sidecar');
    sidecar.allowEgressTo(entry(egress, 'b.example.com'), a, a, EgressHost.of('egress/a.example.com'), EgressHost.sameNamespace());
    sidecar.allowEgressTo(a);
    expect(hostsOf(sidecar)).toEqual(['./*', 'egress/a.example.com', 'egress/b.example.com', 'istio-system/*']);
  });

  test('of entries that a wildcard covers are left out, and come back when it goes', () => {
    const shop = chart();
    const sidecar = new Sidecar(shop, 'Sidecar');
    sidecar.allowEgressTo(entry(shop, 'api.example.com'));
    expect(hostsOf(sidecar)).toEqual(['./*', 'istio-system/*']);
    sidecar.removeEgressHost(EgressHost.sameNamespace());
    expect(hostsOf(sidecar)).toEqual(['istio-system/*', 'shop/api.example.com']);
  });

  test.each<[wildcard: string, left: string[]]>([
    ['shop/*', ['shop/*']],
    ['*/*', ['*/*']],
    ['*/*.example.com', ['*/*.example.com']],
    ['shop/*.example.com', ['shop/*.example.com']],
    ['shop/*.com', ['shop/*.com']],
    ['*/api.example.com', ['*/api.example.com']],
    ['./api.example.com', ['./api.example.com']],
    ['bank/*', ['bank/*', 'shop/api.example.com']],
    ['~shop/*', ['shop/api.example.com', '~shop/*']],
    ['*/*.api.example.com', ['*/*.api.example.com', 'shop/api.example.com']],
  ])('of entries beside %s are written where it does not import them', (wildcard, left) => {
    const shop = chart();
    const sidecar = new Sidecar(shop, 'Sidecar', { hosts: [EgressHost.of(wildcard)] });
    sidecar.allowEgressTo(entry(shop, 'api.example.com'));
    expect(hostsOf(sidecar)).toEqual(left);
  });

  test('that the user wrote are kept, even if a wildcard covers them, and a finding reports it', () => {
    const shop = chart();
    const sidecar = new Sidecar(shop, 'Sidecar');
    sidecar.allowEgressTo(EgressHost.of('shop/api.example.com'));
    expect(hostsOf(sidecar)).toEqual(['./*', 'istio-system/*', 'shop/api.example.com']);
    expect(Mesh.of(shop).findings().map(({ rule, path }) => [rule, path])).toEqual([['sidecar/duplicate-host', 'shop/Sidecar']]);
  });

  test('that the user wrote in another spelling replace those of entries, in any order', () => {
    const shop = chart();
    const sidecar = new Sidecar(shop, 'Sidecar', { hosts: [entry(shop, 'api.example.com')] });
    sidecar.allowEgressTo(EgressHost.of('./api.example.com'));
    expect(hostsOf(sidecar)).toEqual(['./api.example.com']);
  });

  test('in the root namespace, "." does not mean the root namespace', () => {
    const root = chart('istio-system');
    const sidecar = new Sidecar(root, 'Sidecar', { hosts: [EgressHost.sameNamespace()] });
    sidecar.allowEgressTo(entry(root, 'api.example.com'));
    expect(hostsOf(sidecar)).toEqual(['./*', 'istio-system/api.example.com']);
  });

  test('know the root namespace from the mesh', () => {
    const shop = chart();
    new Mesh(shop, 'Mesh', { rootNamespace: 'shop' });
    const sidecar = new Sidecar(shop, 'Sidecar', { hosts: [EgressHost.sameNamespace()] });
    sidecar.allowEgressTo(entry(shop, 'api.example.com'));
    expect(hostsOf(sidecar)).toEqual(['./*', 'shop/api.example.com']);
  });

  test('of a target that grows are all imported', () => {
    const target = new OwnTarget();
    const sidecar = new Sidecar(chart(), 'Sidecar', { hosts: [] });
    sidecar.allowEgressTo(target);
    target.egressHosts.push(EgressHost.of('egress/b.example.com'));
    expect(hostsOf(sidecar)).toEqual(['egress/b.example.com']);
    target.egressHosts.push(EgressHost.of('egress/a.example.com'), EgressHost.of('egress/*.b.example.com'), EgressHost.of('egress/x.b.example.com'));
    expect(hostsOf(sidecar)).toEqual(['egress/*.b.example.com', 'egress/a.example.com', 'egress/b.example.com']);
  });

  test('of an entry that grows are all imported', () => {
    const shop = chart();
    const partner = entry(shop, 'a.example.com');
    const sidecar = new Sidecar(shop, 'Sidecar', { hosts: [partner] });
    partner.addHost('b.example.com');
    expect(hostsOf(sidecar)).toEqual(['shop/a.example.com', 'shop/b.example.com']);
  });

  test('that are exact only are a finding, because Istio loses services then', () => {
    const shop = chart();
    new Sidecar(shop, 'Sidecar', { hosts: [entry(shop, 'api.example.com')] });
    expect(Mesh.of(shop).findings().map(({ rule, path }) => [rule, path])).toEqual([['sidecar/exact-hosts-only', 'shop/Sidecar']]);
  });
});

describe('a Sidecar that imports nothing', () => {
  const MESSAGE = '[shop/Sidecar] the Sidecar imports nothing, which Istio treats as importing everything: call allowEgressTo(), or pass EgressHost.everywhere() to import everything';

  test.each<[what: string, make: (shop: Chart) => Sidecar]>([
    ['has no hosts', shop => new Sidecar(shop, 'Sidecar', { hosts: [] })],
    ['has a target without hosts', shop => new Sidecar(shop, 'Sidecar', { hosts: [new OwnTarget()] })],
    ['lost its last host', shop => {
      const sidecar = new Sidecar(shop, 'Sidecar', { hosts: [EgressHost.everywhere()] });
      sidecar.removeEgressHost(EgressHost.everywhere());
      return sidecar;
    }],
  ])('fails the synth: it %s', (_, make) => {
    const shop = chart();
    const sidecar = make(shop);
    expect(() => Testing.synth(shop)).toThrow(new Error(`Validation failed with the following errors:\n  ${MESSAGE}`));
    expect(specOf(sidecar)).toEqual({ outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } });
  });

  test('is fine once it imports something', () => {
    const shop = chart();
    new Sidecar(shop, 'Sidecar', { hosts: [] }).allowEgressTo(EgressHost.everywhere());
    expect(Testing.synth(shop)[0].spec.egress).toEqual([{ hosts: ['*/*'] }]);
  });

  test('is fine if a listener with a port imports something', () => {
    const shop = chart();
    new Sidecar(shop, 'Sidecar', { hosts: [] }).addEgressListener({ port: 443, protocol: PortProtocol.TLS, hosts: [EgressHost.everywhere()] });
    expect(Testing.synth(shop)[0].spec.egress).toEqual([{ hosts: ['*/*'], port: { number: 443, protocol: 'TLS' } }]);
  });
});

describe('listeners', () => {
  test('with ports keep the order of adding, and the one without a port comes last', () => {
    const sidecar = new Sidecar(chart(), 'Sidecar');
    sidecar.addEgressListener({ port: 9999, protocol: PortProtocol.TLS, hosts: [EgressHost.namespace('b')] });
    sidecar.addEgressListener({ port: 80, protocol: PortProtocol.HTTP, hosts: [EgressHost.namespace('a')] });
    expect(specOf(sidecar).egress).toEqual([
      { hosts: ['b/*'], port: { number: 9999, protocol: 'TLS' } },
      { hosts: ['a/*'], port: { number: 80, protocol: 'HTTP' } },
      { hosts: ['./*', 'istio-system/*'] },
    ]);
  });

  test('without port can be bound, and captured in another way', () => {
    expect(specOf(new Sidecar(chart(), 'Sidecar', { bind: '::1', captureMode: CaptureMode.NONE })).egress).toEqual([
      { hosts: ['./*', 'istio-system/*'], bind: '::1', captureMode: 'NONE' },
    ]);
  });

  test('can\'t share a port, whatever the protocol', () => {
    const sidecar = new Sidecar(chart(), 'Sidecar');
    sidecar.addEgressListener({ port: 80, protocol: PortProtocol.HTTP, hosts: [EgressHost.namespace('a')] });
    expect(() => sidecar.addEgressListener({ port: 80, protocol: PortProtocol.TCP, bind: '127.0.0.1', hosts: [EgressHost.namespace('b')] }))
      .toThrow(new Error('\'port\' and \'bind\' must be different from those of other listeners, got "80" twice; add the hosts to the existing listener'));
  });

  test('can\'t share a socket', () => {
    const sidecar = new Sidecar(chart(), 'Sidecar');
    const props = { bind: 'unix:///run/db.sock', protocol: PortProtocol.TCP, hosts: [EgressHost.namespace('a')] };
    sidecar.addEgressListener(props);
    expect(() => sidecar.addEgressListener(props))
      .toThrow(new Error('\'port\' and \'bind\' must be different from those of other listeners, got "unix:///run/db.sock" twice; add the hosts to the existing listener'));
  });

  test('for incoming traffic can be added', () => {
    const sidecar = new Sidecar(chart(), 'Sidecar', { ingress: [{ port: ServicePort.http() }] });
    sidecar.addIngressListener({ port: ServicePort.http(8080) });
    expect(specOf(sidecar).ingress).toEqual([
      { port: { number: 80, protocol: 'HTTP', name: 'http-80' } },
      { port: { number: 8080, protocol: 'HTTP', name: 'http-8080' } },
    ]);
  });

  test('for incoming traffic can\'t share a port', () => {
    const sidecar = new Sidecar(chart(), 'Sidecar', { ingress: [{ port: ServicePort.http() }] });
    expect(() => sidecar.addIngressListener({ port: ServicePort.tcp(80) }))
      .toThrow(new Error('\'ingress\' must not have a port twice, got "80"; leave one of them out'));
  });
});

test('the labels of a selector are copied', () => {
  const workloadSelector = { app: 'web' };
  const sidecar = new Sidecar(chart(), 'Sidecar', { workloadSelector });
  workloadSelector.app = 'db';
  expect(specOf(sidecar).workloadSelector).toEqual({ labels: { app: 'web' } });
});

test.each<[what: string, props: SidecarProps, message: string]>([
  ['an empty selector', { workloadSelector: {} },
    '\'workloadSelector\' must not be empty, got "{}": it would take precedence over the namespace\'s own Sidecar; leave it out to select all pods'],
  ['a connection pool without limits', { inboundConnectionPool: {} },
    '\'inboundConnectionPool\' must set a field of \'tcp\' or \'http\', got none; leave it out for no limits'],
  ['a bind that is not an address', { bind: 'localhost' }, '\'bind\' must be an IP address, got "localhost"'],
  ['a socket without a port listener', { bind: 'unix:///run/x.sock' },
    '\'bind\' of the listener without a port must be an IP address, got "unix:///run/x.sock"; pass a Unix socket to addEgressListener()'],
])('%s is refused', (_, props, message) => {
  expect(() => new Sidecar(chart(), 'Sidecar', props)).toThrow(new Error(message));
});

test.each<[unknown, string]>([
  ['shop/api.example.com', '"shop/api.example.com"'],
  [undefined, '"undefined"'],
  [{ hosts: [] }, '"{\\"hosts\\":[]}"'],
])('a value that is not a target is refused at once: %j', (target, got) => {
  const rule = 'must be a DynaKubeService, a ForwardProxy, a OneAgentEgress, an OperatorCompatibleEgress, an EgressHost, a ServiceEntry or an OpenTelemetryProvider';
  const shop = new Chart(new App(), 'shop', { namespace: 'shop' });
  expect(() => new Sidecar(shop, 'Sidecar').allowEgressTo(target as EgressHost)).toThrow(new Error(`'targets[0]' ${rule}, got ${got}`));
  expect(() => new Sidecar(shop, 'Other', { hosts: [target as EgressHost] })).toThrow(new Error(`'hosts[0]' ${rule}, got ${got}`));
});
