import { App, Chart } from 'cdk8s';
import {
  EdgeConnect, EdgeConnectProps, ExportScope, ForwardProxy, Mesh, OutboundTrafficPolicy, ServiceEntry, ServicePort, Sidecar, TokenSecret,
} from '../../../src';

const INJECTED = { 'sidecar.istio.io/inject': 'true' };

function appWith(props: Partial<EdgeConnectProps>) {
  const app = new App();
  const mesh = new Mesh(app, 'Mesh', { outboundTrafficPolicy: OutboundTrafficPolicy.registryOnly(), printFindings: false });
  const monitoring = new Chart(app, 'monitoring', { namespace: 'dynatrace' });
  const edgeConnect = new EdgeConnect(monitoring, 'EdgeConnect', {
    apiServer: 'abc12345.apps.dynatrace.com', oauth: { clientSecret: TokenSecret.fromSecretName('edgeconnect-oauth') }, ...props,
  });
  const sidecar = () => new Sidecar(monitoring, 'Sidecar', { workloadSelector: { 'app.kubernetes.io/name': 'edgeconnect' } });
  return { mesh, monitoring, edgeConnect, sidecar };
}

function messages(mesh: Mesh): string[] {
  return mesh.findings().map(({ rule, message }) => `${rule}: ${message}`);
}

const PROXY = { host: '203.0.113.30', port: 3128 };

test('pods outside the mesh need nothing', () => {
  expect(messages(appWith({}).mesh)).toEqual([]);
  expect(messages(appWith({ labels: { 'sidecar.istio.io/inject': 'false' } }).mesh)).toEqual([]);
});

test('pods in the mesh that nothing lets out are found', () => {
  expect(messages(appWith({ labels: INJECTED }).mesh)).toEqual([
    expect.stringMatching(/^mesh\/egress-unproved: Deployment dynatrace\/edgeconnect does not reach https:\/\/abc12345\.apps\.dynatrace\.com:443, https:\/\/sso\.dynatrace\.com:443: .*blocked/),
  ]);
});

test('a ServiceEntry of their hosts lets them out', () => {
  const { mesh, monitoring, edgeConnect } = appWith({ labels: INJECTED });
  new ServiceEntry(monitoring, 'Egress', { hosts: edgeConnect.hosts, ports: [ServicePort.https()], exportTo: [ExportScope.sameNamespace()] });
  expect(messages(mesh)).toEqual([]);
});

test('behind a proxy they need the proxy, not the hosts', () => {
  const { mesh, monitoring, edgeConnect, sidecar } = appWith({ labels: INJECTED, proxy: PROXY });
  new ServiceEntry(monitoring, 'Egress', { hosts: edgeConnect.hosts, ports: [ServicePort.https()] });
  expect(messages(mesh)).toEqual([
    expect.stringMatching(/^mesh\/egress-unproved: Deployment dynatrace\/edgeconnect does not reach the proxy 203\.0\.113\.30:3128: .*blocked/),
  ]);
  sidecar().allowEgressTo(new ForwardProxy(monitoring, 'Proxy', { url: 'http://203.0.113.30:3128' }));
  expect(messages(mesh)).toEqual([]);
});

test('hosts that are called without the proxy are needed too', () => {
  const { mesh, monitoring, sidecar } = appWith({ labels: INJECTED, proxy: { ...PROXY, noProxy: ['sso.dynatrace.com'] } });
  sidecar().allowEgressTo(new ForwardProxy(monitoring, 'Proxy', { url: 'http://203.0.113.30:3128' }));
  expect(messages(mesh)).toEqual([expect.stringMatching(/^mesh\/egress-unproved: Deployment dynatrace\/edgeconnect does not reach https:\/\/sso\.dynatrace\.com:443: /)]);
});

test('a proxy that is called for nothing is not needed', () => {
  const { mesh, monitoring, edgeConnect } = appWith({ labels: INJECTED, proxy: { ...PROXY, noProxy: ['sso.dynatrace.com', 'abc12345.apps.dynatrace.com'] } });
  new ServiceEntry(monitoring, 'Egress', { hosts: edgeConnect.hosts, ports: [ServicePort.https()] });
  expect(messages(mesh)).toEqual([]);
});
