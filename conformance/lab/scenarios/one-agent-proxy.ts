import { ApiObject, App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type { HopScenario } from './hop-scenario';
import { REGISTRY_ONLY } from './scenario';
import {
  ConnectionInfo, DynaKube, DynaKubeMode, DynatraceProxy, FeatureFlag, ForwardProxy, OneAgentEgress, Sidecar,
} from '../../../src';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';

const PROXY = '192.0.2.40';
const ENVIRONMENT = '192.0.2.41';
const ACTIVE_GATE = '192.0.2.42';
const OTHER_PROXY = '192.0.2.43';

/** An app whose code modules use the proxy of the DynaKube, with one exception. */
function objects(): KubernetesObject[] {
  const app = new App();
  const monitoring = new Chart(app, 'monitoring', { namespace: 'dynatrace' });
  const forwardProxy = new ForwardProxy(monitoring, 'Proxy', { url: 'http://proxy.example:3128', addresses: [PROXY] });
  const dynakube = new DynaKube(monitoring, 'DynaKube', {
    apiUrl: 'https://abc12345.live.dynatrace.com/api',
    mode: DynaKubeMode.applicationMonitoring(),
    proxy: DynatraceProxy.url(forwardProxy.url),
    featureFlags: [FeatureFlag.noProxy('activegate.example')],
  });
  const oneAgent = new OneAgentEgress(monitoring, 'OneAgentEgress', {
    dynakube,
    connectionInfo: ConnectionInfo.fromEndpoints('https://abc12345.live.dynatrace.com/communication;https://activegate.example:9999/communication'),
    forwardProxy,
  });
  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  new ApiObject(shop, 'Namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', namespace: undefined, labels: { 'istio-injection': 'enabled' } } });
  new kplus.Deployment(shop, 'Web', { metadata: { name: 'web' }, containers: [{ image: 'registry.example/web:1.0' }] });
  new Sidecar(shop, 'Sidecar').allowEgressTo(oneAgent);
  return app.charts.flatMap(chart => chart.toJson() as KubernetesObject[]);
}

const from = 'Deployment shop/web';

/** Connections of code modules whose DynaKube has a proxy. */
export const oneAgentProxy: HopScenario = {
  name: 'one-agent-proxy',
  title: 'code modules reach the environment through the proxy of the DynaKube only, and an exception of it directly',
  objects: objects(),
  meshConfig: REGISTRY_ONLY,
  names: {
    'proxy.example': [PROXY], 'other-proxy.example': [OTHER_PROXY], 'abc12345.live.dynatrace.com': [ENVIRONMENT], 'activegate.example': [ACTIVE_GATE],
  },
  listeners: [{ port: 3128, proxy: true }, { port: 443, expects: 'tls' }, { port: 9999, expects: 'tls' }],
  questions: [
    {
      from,
      host: 'abc12345.live.dynatrace.com',
      port: 443,
      protocol: 'https',
      proxy: { host: 'proxy.example', address: PROXY, port: 3128, mode: 'CONNECT' },
      outcome: 'ARRIVES',
      way: 'outbound|3128||proxy.example > forward proxy > outside gets TLS with http',
    },
    { from, host: 'activegate.example', port: 9999, protocol: 'https', outcome: 'ARRIVES', way: 'address > outbound|9999||activegate.example > outside gets TLS with http' },
    { from, host: 'abc12345.live.dynatrace.com', port: 443, protocol: 'https', outcome: 'FAILS', way: 'address > BlackHoleCluster > the connection was closed' },
    {
      from,
      host: 'abc12345.live.dynatrace.com',
      port: 443,
      protocol: 'https',
      proxy: { host: 'other-proxy.example', address: OTHER_PROXY, port: 3128, mode: 'CONNECT' },
      outcome: 'FAILS',
      way: 'BlackHoleCluster > the connection was closed',
    },
  ],
};
