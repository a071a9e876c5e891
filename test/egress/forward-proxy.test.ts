import { App, Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { ExportScope, ForwardProxy, ForwardProxyProps, Mesh, OutboundTrafficPolicy, Sidecar } from '../../src';

function chart(): Chart {
  return new Chart(new App(), 'network', { namespace: 'network' });
}

function proxy(props: ForwardProxyProps): ForwardProxy {
  return new ForwardProxy(chart(), 'Proxy', props);
}

function specOf(forwardProxy: ForwardProxy): object {
  return Testing.synth(Chart.of(forwardProxy)).find(({ kind }) => kind === 'ServiceEntry').spec;
}

describe('the ServiceEntry', () => {
  test('of an http proxy has its addresses, and a TCP port that keeps the address which the client chose', () => {
    const forwardProxy = proxy({ url: 'http://Proxy.example.com.:3128/', addresses: ['203.0.113.31', '203.0.113.30'] });

    expect(Testing.synth(Chart.of(forwardProxy))).toEqual([{
      apiVersion: 'networking.istio.io/v1',
      kind: 'ServiceEntry',
      metadata: { name: 'forward-proxy-proxy.example.com', namespace: 'network' },
      spec: {
        hosts: ['proxy.example.com'],
        addresses: ['203.0.113.30', '203.0.113.31'],
        ports: [{ name: 'tcp-3128', number: 3128, protocol: 'TCP' }],
        location: 'MESH_EXTERNAL',
        resolution: 'NONE',
      },
    }]);
    expect([forwardProxy.url, forwardProxy.host, forwardProxy.port, forwardProxy.addresses])
      .toEqual(['http://proxy.example.com:3128', 'proxy.example.com', 3128, ['203.0.113.30', '203.0.113.31']]);
    expect(forwardProxy.destinations.map(String)).toEqual(['tcp://203.0.113.30:3128', 'tcp://203.0.113.31:3128']);
    expect(forwardProxy.egressHosts.map(({ value }) => value)).toEqual(['network/proxy.example.com']);
  });

  test.each([
    ['http://203.0.113.30:3128', '203.0.113.30', 'http://203.0.113.30:3128'],
    ['https://[2001:DB8::1]:3129', '2001:db8::1', 'https://[2001:db8::1]:3129'],
  ])('of the proxy %s has that address', (url, address, normalized) => {
    const forwardProxy = proxy({ url });

    expect(forwardProxy.url).toBe(normalized);
    expect(specOf(forwardProxy)).toMatchObject({ addresses: [address], resolution: 'NONE', ports: [{ protocol: 'TCP' }] });
    expect(forwardProxy.destinations.map(({ address: to }) => to)).toEqual([address]);
  });

  test('of an https proxy with a name is found by that name', () => {
    const forwardProxy = proxy({ url: 'https://proxy.example.com:3129' });

    expect(specOf(forwardProxy)).toEqual({
      hosts: ['proxy.example.com'], ports: [{ name: 'https-3129', number: 3129, protocol: 'HTTPS' }], location: 'MESH_EXTERNAL', resolution: 'DNS',
    });
    expect(forwardProxy.destinations.map(String)).toEqual(['https://proxy.example.com:3129']);
  });

  test('has the metadata and the exportTo of the props', () => {
    const forwardProxy = proxy({
      url: 'http://203.0.113.30:3128', exportTo: [ExportScope.namespace('shop')], metadata: { name: 'company-proxy', namespace: 'egress', labels: { team: 'network' } },
    });

    expect(Testing.synth(Chart.of(forwardProxy))[0]).toMatchObject({
      metadata: { name: 'company-proxy', namespace: 'egress', labels: { team: 'network' } }, spec: { exportTo: ['shop'] },
    });
  });

  test('needs no addresses if sidecars answer DNS with addresses that Istio allocates', () => {
    const network = chart();
    const mesh = new Mesh(network, 'Mesh', { dnsCapture: true });
    const forwardProxy = new ForwardProxy(network, 'Proxy', { url: 'http://proxy.example.com:3128' });

    expect(specOf(forwardProxy)).toEqual({
      hosts: ['proxy.example.com'], ports: [{ name: 'tcp-3128', number: 3128, protocol: 'TCP' }], location: 'MESH_EXTERNAL', resolution: 'DNS',
    });
    expect(forwardProxy.destinations).toEqual([]);
    expect(mesh.findings()).toEqual([]);
  });
});

describe('the constructor refuses', () => {
  test.each<[string, ForwardProxyProps, string]>([
    ['an http proxy with a name and no address', { url: 'http://proxy.example.com:3128' },
      '\'addresses\' must have the IP addresses of "proxy.example.com", because a connection to an http proxy does not name the proxy, got none; pass what DNS returns for it, or set \'dnsCapture\' of the Mesh if sidecars answer DNS'],
    ['a name among the addresses', { url: 'http://proxy.example.com:3128', addresses: ['proxy.example.com'] },
      '\'addresses\' must be IP addresses of the proxy, got "proxy.example.com"; pass what DNS returns for its name'],
    ['a range among the addresses', { url: 'http://proxy.example.com:3128', addresses: ['203.0.113.0/24'] },
      '\'addresses\' must be IP addresses of the proxy, got "203.0.113.0/24"; pass what DNS returns for its name'],
    ['another address than that of the URL', { url: 'http://203.0.113.30:3128', addresses: ['203.0.113.31'] },
      '\'addresses\' must be left out for a proxy whose \'url\' has an IP address, got "203.0.113.31"; clients connect to "203.0.113.30" only'],
    ['addresses of an https proxy with a name', { url: 'https://proxy.example.com:3129', addresses: ['203.0.113.30'] },
      '\'addresses\' must be left out for an https proxy with a name, because clients send the name in the TLS handshake, got "203.0.113.30"'],
    ['a Service of the cluster', { url: 'http://squid.proxy.svc:3128' },
      '\'url\' must be the URL of a proxy outside the cluster, got the Service "squid.proxy.svc"; import it with EgressHost.of("proxy/squid.proxy.svc.cluster.local"), and let the name of its port begin with "tcp-"'],
    ['a URL without a scheme', { url: 'proxy.example.com:3128' }, '\'url\' must begin with "https://" or "http://"'],
  ])('%s', (_, props, message) => {
    expect(() => proxy(props)).toThrow(new Error(message));
  });

  test('user info, without quoting it', () => {
    expect(() => proxy({ url: 'http://user:hunter2@proxy.example.com:3128', addresses: ['203.0.113.30'] }))
      .toThrow(new Error('\'url\' must not have user info; remove everything up to the "@"'));
  });
});

describe('the proof', () => {
  function shopWith(imports: boolean): { mesh: Mesh; app: App } {
    const app = new App();
    const mesh = new Mesh(app, 'Mesh', { outboundTrafficPolicy: OutboundTrafficPolicy.registryOnly() });
    const forwardProxy = new ForwardProxy(new Chart(app, 'network', { namespace: 'network' }), 'Proxy', {
      url: 'http://proxy.example.com:3128', addresses: ['203.0.113.30'],
    });
    const shop = new Chart(app, 'shop', { namespace: 'shop' });
    const web = new kplus.Deployment(shop, 'Web', { metadata: { name: 'web' }, containers: [{ image: 'registry.example/web:1.0' }] });
    const sidecar = new Sidecar(shop, 'Sidecar');
    if (imports) { sidecar.allowEgressTo(forwardProxy); }
    mesh.requireEgress(web, ...forwardProxy.destinations);
    return { mesh, app };
  }

  test('has nothing to say if the Sidecar imports the proxy', () => {
    expect(shopWith(true).mesh.findings()).toEqual([]);
  });

  test('names the host to import if it does not', () => {
    expect(shopWith(false).mesh.findings().map(({ rule, message }) => [rule, message])).toEqual([['mesh/egress-unreachable', expect.stringContaining(
      'Deployment shop/web does not reach tcp://203.0.113.30:3128',
    )], ['mesh/unimported-entry', expect.stringContaining('add "network/proxy.example.com" to \'spec.egress.hosts\'')]]);
  });
});
