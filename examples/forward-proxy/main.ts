import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  ConnectionInfo, DynaKube, DynaKubeMode, DynatraceProxy, FeatureFlag, ForwardProxy, Mesh, OneAgentEgress, OutboundTrafficPolicy, ServiceEntry,
  ServicePort, Sidecar,
} from 'cdk8s-istio-oneagent';

const app = new App();
const mesh = new Mesh(app, 'Mesh', { outboundTrafficPolicy: OutboundTrafficPolicy.registryOnly() });

// The proxy of the company, with the addresses that DNS returns for its name.
const network = new Chart(app, 'network', { namespace: 'network' });
const proxy = new ForwardProxy(network, 'Proxy', { url: 'http://proxy.example.com:3128', addresses: ['203.0.113.30', '203.0.113.31'] });

// Code modules connect to the environment through the proxy, and to the ActiveGate without it.
const monitoring = new Chart(app, 'monitoring', { namespace: 'dynatrace' });
const dynakube = new DynaKube(monitoring, 'DynaKube', {
  apiUrl: 'https://abc12345.live.dynatrace.com/api',
  mode: DynaKubeMode.cloudNativeFullStack(),
  proxy: DynatraceProxy.url(proxy.url),
  featureFlags: [FeatureFlag.noProxy('activegate.example.com')],
});
const oneAgent = new OneAgentEgress(monitoring, 'OneAgentEgress', {
  dynakube,
  connectionInfo: ConnectionInfo.fromFile('connection-info.json'),
  forwardProxy: proxy,
});

// The application uses the proxy for all hosts except those of NO_PROXY.
const shop = new Chart(app, 'shop', { namespace: 'shop' });
const web = new kplus.Deployment(shop, 'Web', {
  metadata: { name: 'web' },
  containers: [{
    image: 'registry.example/web:1.0',
    envVariables: {
      HTTPS_PROXY: kplus.EnvValue.fromValue(proxy.url),
      NO_PROXY: kplus.EnvValue.fromValue('api.payments.example,.svc,.cluster.local'),
    },
  }],
});
const payments = new ServiceEntry(shop, 'Payments', { metadata: { name: 'payments' }, hosts: ['api.payments.example'], ports: [ServicePort.https()] });
new Sidecar(shop, 'Sidecar').allowEgressTo(proxy, payments, oneAgent);
mesh.requireEgress(web, ...proxy.destinations);

app.synth();
