import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type { HopQuestion, HopScenario } from './hop-scenario';
import { REGISTRY_ONLY } from './scenario';
import {
  ActiveGateCapability, ActiveGateInMesh, ConnectionInfo, DynaKube, DynatraceProxy, EdgeConnect, ExportScope, FeatureFlag, ForwardProxy, ServiceEntry,
  ServicePort, Sidecar, TokenSecret,
} from '../../../src';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';

const ENVIRONMENT = 'abc12345.live.dynatrace.com';
const NODE = 'sg-eu-west.example.com';
const PLATFORM = 'abc12345.apps.dynatrace.com';
const SIGN_ON = 'sso.dynatrace.com';
const REPORTS = 'reports.example';
const PROXY = '192.0.2.60';
const OTHER_PROXY = '192.0.2.61';
const LABELS = { 'sidecar.istio.io/inject': 'true' };

/** What the operator creates for an ActiveGate and an EdgeConnect, with the fields that matter here. */
function operatorObjects(): KubernetesObject[] {
  const pods = (kind: string, name: string, labels: object, more: object = {}) => ({
    apiVersion: 'apps/v1',
    kind,
    metadata: { name, namespace: 'dynatrace' },
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels: { ...labels, ...LABELS } }, spec: { containers: [{ name: 'main', image: 'registry.example/main:1.0' }] } },
      ...more,
    },
  });
  const labelsOf = (creator: string, name: string) => ({
    'app.kubernetes.io/created-by': creator, 'app.kubernetes.io/managed-by': 'dynatrace-operator', 'app.kubernetes.io/name': name,
  });
  return [
    pods('StatefulSet', 'dynakube-activegate', labelsOf('dynakube', 'activegate'), { serviceName: '' }),
    pods('Deployment', 'edgeconnect', labelsOf('edgeconnect', 'edgeconnect')),
  ] as KubernetesObject[];
}

/** An app whose ActiveGate and EdgeConnect are in the mesh, and use a proxy, each with one exception. */
function objects(): KubernetesObject[] {
  const app = new App();
  const monitoring = new Chart(app, 'monitoring', { namespace: 'dynatrace' });
  const forwardProxy = new ForwardProxy(monitoring, 'Proxy', { url: 'http://proxy.example:3128', addresses: [PROXY] });
  const dynakube = new DynaKube(monitoring, 'DynaKube', {
    apiUrl: `https://${ENVIRONMENT}/api`,
    proxy: DynatraceProxy.url(forwardProxy.url),
    featureFlags: [FeatureFlag.noProxy(NODE)],
    activeGate: { capabilities: [ActiveGateCapability.ROUTING], labels: LABELS, resources: { limits: { memory: '1Gi' } } },
  });
  new ActiveGateInMesh(monitoring, 'ActiveGate', {
    dynakube,
    connectionInfo: ConnectionInfo.fromEndpoints(`https://${ENVIRONMENT}:443/communication,https://${NODE}:443/communication`),
    forwardProxy,
  });
  new EdgeConnect(monitoring, 'EdgeConnect', {
    apiServer: PLATFORM,
    oauth: { clientSecret: TokenSecret.fromSecretName('edgeconnect-oauth') },
    proxy: { host: forwardProxy.host, port: forwardProxy.port, noProxy: [SIGN_ON] },
    labels: LABELS,
  });
  const signOn = new ServiceEntry(monitoring, 'SignOn', {
    metadata: { name: 'single-sign-on' }, hosts: [SIGN_ON], ports: [ServicePort.https()], exportTo: [ExportScope.sameNamespace()],
  });
  new Sidecar(monitoring, 'Sidecar', { metadata: { name: 'edgeconnect' }, workloadSelector: { 'app.kubernetes.io/name': 'edgeconnect' } }).allowEgressTo(forwardProxy, signOn);
  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  new ServiceEntry(shop, 'Reports', { metadata: { name: 'reports' }, hosts: [REPORTS], ports: [ServicePort.https()] });
  new kplus.Deployment(shop, 'Web', { metadata: { name: 'web' }, containers: [{ image: 'registry.example/web:1.0' }], podMetadata: { labels: LABELS } });
  return [...app.charts.flatMap(chart => chart.toJson() as KubernetesObject[]), ...operatorObjects()];
}

const activeGate = 'StatefulSet dynatrace/dynakube-activegate';
const edgeConnect = 'Deployment dynatrace/edgeconnect';

function direct(from: string, host: string, outcome: 'ARRIVES' | 'FAILS'): HopQuestion {
  const way = outcome === 'ARRIVES' ? `address > outbound|443||${host} > outside gets TLS with http` : 'address > BlackHoleCluster > the connection was closed';
  return { from, host, port: 443, protocol: 'https', outcome, way };
}

function through(from: string, host: string, address: string, outcome: 'ARRIVES' | 'FAILS'): HopQuestion {
  const way = outcome === 'ARRIVES' ? 'outbound|3128||proxy.example > forward proxy > outside gets TLS with http' : 'BlackHoleCluster > the connection was closed';
  return { from, host, port: 443, protocol: 'https', proxy: { host: 'proxy.example', address, port: 3128, mode: 'CONNECT' }, outcome, way };
}

/** Connections of an ActiveGate and an EdgeConnect with a proxy. */
export const dynatraceProxies: HopScenario = {
  name: 'dynatrace-proxies',
  title: 'an ActiveGate and an EdgeConnect in the mesh reach their proxy, and directly only the hosts that it is not for',
  objects: objects(),
  meshConfig: REGISTRY_ONLY,
  names: {
    'proxy.example': [PROXY], [ENVIRONMENT]: ['192.0.2.62'], [NODE]: ['192.0.2.63'], [PLATFORM]: ['192.0.2.64'], [SIGN_ON]: ['192.0.2.65'], [REPORTS]: ['192.0.2.66'],
  },
  listeners: [{ port: 3128, proxy: true }, { port: 443, expects: 'tls' }],
  withoutEach: true,
  questions: [
    through(activeGate, ENVIRONMENT, PROXY, 'ARRIVES'),
    direct(activeGate, NODE, 'ARRIVES'),
    direct(activeGate, ENVIRONMENT, 'FAILS'),
    // Their Sidecars do not import an entry of another namespace, which the whole mesh sees.
    direct('Deployment shop/web', REPORTS, 'ARRIVES'),
    direct(activeGate, REPORTS, 'FAILS'),
    through(activeGate, ENVIRONMENT, OTHER_PROXY, 'FAILS'),
    through(edgeConnect, PLATFORM, PROXY, 'ARRIVES'),
    direct(edgeConnect, SIGN_ON, 'ARRIVES'),
    direct(edgeConnect, PLATFORM, 'FAILS'),
    direct(edgeConnect, REPORTS, 'FAILS'),
    through(edgeConnect, PLATFORM, OTHER_PROXY, 'FAILS'),
  ],
};
