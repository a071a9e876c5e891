import { activeGateInMesh } from './active-gate-in-mesh';
import { ambient } from './ambient';
import { databases } from './databases';
import { dynatraceProxies } from './dynatrace-proxies';
import type { HopScenario } from './hop-scenario';
import { lockedNamespace, observedNamespace } from './locked-namespace';
import { manyHosts } from './many-hosts';
import { oneAgentProxy } from './one-agent-proxy';
import { REGISTRY_ONLY } from './scenario';
import { sidecarTls } from './sidecar-tls';
import { throughGateway } from './through-gateway';
import { tracing } from './tracing';
import { waypoint } from './waypoint';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';

const CAPTURE = { ...REGISTRY_ONLY, defaultConfig: { proxyMetadata: { ISTIO_META_DNS_CAPTURE: 'true' } } };
const API = '192.0.2.20';
const DATABASE = '192.0.2.21';
const PROXY = '192.0.2.22';

function istio(kind: string, name: string, spec: object, namespace = 'shop'): KubernetesObject {
  return { apiVersion: 'networking.istio.io/v1', kind, metadata: { name, namespace }, spec } as KubernetesObject;
}

function injected(name: string): KubernetesObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: { 'istio-injection': 'enabled' } } };
}

function workload(name: string, { kind = 'Deployment', namespace = 'shop', annotations = {}, labels: more = {}, spec = {} } = {}): KubernetesObject {
  const labels = { app: name, ...more };
  const template = { metadata: { labels, annotations }, spec: { containers: [{ name: 'app', image: 'registry.example/app:1.0' }] } };
  return { apiVersion: 'apps/v1', kind, metadata: { name, namespace }, spec: { selector: { matchLabels: labels }, template, ...spec } } as KubernetesObject;
}

function service(name: string, spec: object, namespace = 'shop'): KubernetesObject {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace }, spec } as KubernetesObject;
}

function entry(name: string, host: string, ports: readonly object[], more: object = {}): KubernetesObject {
  return istio('ServiceEntry', name, { hosts: [host], ports, resolution: 'DNS', location: 'MESH_EXTERNAL', ...more });
}

const from = 'Deployment shop/web';

/** DNS of the sidecar. */
const dnsCapture: HopScenario = {
  name: 'dns-capture',
  title: 'a virtual address leads to the ports of the entry only; a pod without capture gets the real address',
  objects: [
    injected('shop'), workload('web'), workload('plain', { annotations: { 'proxy.istio.io/config': 'proxyMetadata: { ISTIO_META_DNS_CAPTURE: "false" }' } }),
    entry('database', 'db.example', [{ number: 5432, name: 'tcp-db', protocol: 'TCP' }]),
    entry('api', 'api.example', [{ number: 443, name: 'https', protocol: 'TLS' }]),
  ],
  meshConfig: CAPTURE,
  names: { 'db.example': [DATABASE], 'api.example': [API] },
  listeners: [{ port: 5432 }, { port: 5433 }, { port: 443 }],
  questions: [
    { from, host: 'db.example', port: 5432, protocol: 'tcp', outcome: 'ARRIVES', way: 'virtual address > outbound|5432||db.example > outside gets tcp' },
    { from, host: 'db.example', port: 5433, protocol: 'tcp', outcome: 'FAILS', way: 'virtual address > BlackHoleCluster > the connection was closed' },
    { from, host: 'api.example', port: 443, protocol: 'https', outcome: 'ARRIVES', way: 'virtual address > outbound|443||api.example > outside gets TLS with http' },
    { from: 'Deployment shop/plain', host: 'api.example', port: 443, protocol: 'https', outcome: 'ARRIVES', way: 'address > outbound|443||api.example > outside gets TLS with http' },
  ],
};

const GATEWAY_HOST = 'egress.gateways.svc.cluster.local';

/** An egress gateway. */
const gateway: HopScenario = {
  name: 'egress-gateway',
  title: 'a sidecar starts mutual TLS to a gateway, which starts TLS to the server',
  objects: [
    injected('shop'), injected('gateways'), workload('web'),
    workload('egress', { namespace: 'gateways', annotations: { 'inject.istio.io/templates': 'gateway' } }),
    service('egress', { selector: { app: 'egress' }, ports: [{ name: 'https', port: 443, targetPort: 8443 }] }, 'gateways'),
    entry('api', 'api.example', [{ number: 80, name: 'http', protocol: 'HTTP' }, { number: 443, name: 'https', protocol: 'TLS' }]),
    istio('Gateway', 'egress', {
      selector: { app: 'egress' },
      servers: [
        { port: { number: 443, name: 'https', protocol: 'HTTPS' }, hosts: ['api.example'], tls: { mode: 'ISTIO_MUTUAL' } },
      ],
    }),
    istio('DestinationRule', 'egress', {
      host: GATEWAY_HOST, subsets: [{ name: 'api', trafficPolicy: { portLevelSettings: [{ port: { number: 443 }, tls: { mode: 'ISTIO_MUTUAL', sni: 'api.example' } }] } }],
    }),
    istio('DestinationRule', 'originate', { host: 'api.example', trafficPolicy: { portLevelSettings: [{ port: { number: 443 }, tls: { mode: 'SIMPLE', sni: 'api.example' } }] } }, 'gateways'),
    istio('VirtualService', 'api', {
      hosts: ['api.example'],
      gateways: ['mesh', 'egress'],
      http: [
        { match: [{ gateways: ['mesh'], port: 80 }], route: [{ destination: { host: GATEWAY_HOST, subset: 'api', port: { number: 443 } } }] },
        { match: [{ gateways: ['egress'], port: 443 }], route: [{ destination: { host: 'api.example', port: { number: 443 } } }] },
      ],
    }),
  ],
  meshConfig: REGISTRY_ONLY,
  names: { 'api.example': [API] },
  listeners: [{ port: 80, expects: 'plain' }, { port: 443, expects: 'tls' }],
  questions: [
    {
      from,
      host: 'api.example',
      port: 80,
      protocol: 'http',
      outcome: 'ARRIVES',
      way: `address > outbound|443|api|${GATEWAY_HOST} > next by mutual TLS: outbound|443||api.example > outside gets TLS with http`,
    },
  ],
};

/** An egress gateway that does not end TLS. */
const gatewayPassthrough: HopScenario = {
  name: 'gateway-passthrough',
  title: 'a gateway passes the TLS of the client on, by its server name',
  objects: [
    injected('shop'), injected('gateways'), workload('web'),
    workload('egress', { namespace: 'gateways', annotations: { 'inject.istio.io/templates': 'gateway' } }),
    service('egress', { selector: { app: 'egress' }, ports: [{ name: 'tls', port: 443, targetPort: 8443 }] }, 'gateways'),
    entry('api', 'api.example', [{ number: 443, name: 'tls', protocol: 'TLS' }]),
    entry('other', 'other.example', [{ number: 443, name: 'tls', protocol: 'TLS' }]),
    istio('Gateway', 'egress', {
      selector: { app: 'egress' },
      servers: [{ port: { number: 443, name: 'tls', protocol: 'TLS' }, hosts: ['api.example'], tls: { mode: 'PASSTHROUGH' } }],
    }),
    ...['api', 'other'].map(name => istio('VirtualService', name, {
      hosts: [`${name}.example`],
      gateways: ['mesh', 'egress'],
      tls: [
        { match: [{ gateways: ['mesh'], port: 443, sniHosts: [`${name}.example`] }], route: [{ destination: { host: GATEWAY_HOST, port: { number: 443 } } }] },
        { match: [{ gateways: ['egress'], port: 443, sniHosts: [`${name}.example`] }], route: [{ destination: { host: `${name}.example`, port: { number: 443 } } }] },
      ],
    })),
  ],
  meshConfig: REGISTRY_ONLY,
  names: { 'api.example': [API], 'other.example': [DATABASE] },
  listeners: [{ port: 443, expects: 'tls' }],
  questions: [
    {
      from,
      host: 'api.example',
      port: 443,
      protocol: 'https',
      outcome: 'ARRIVES',
      way: `address > outbound|443||${GATEWAY_HOST} > next: outbound|443||api.example > outside gets TLS with http`,
    },
    // The server of the Gateway does not have the name.
    { from, host: 'other.example', port: 443, protocol: 'https', outcome: 'FAILS', way: `address > outbound|443||${GATEWAY_HOST} > next: no cluster > the connection was closed` },
  ],
};

/** Servers that speak only TLS, and who starts it. */
const tlsOrigination: HopScenario = {
  name: 'tls-origination',
  title: 'a server of TLS gets what it expects only from who starts TLS once',
  objects: [
    injected('shop'), workload('web'),
    entry('api', 'api.example', [{ number: 80, name: 'http', protocol: 'HTTP', targetPort: 443 }]),
    istio('DestinationRule', 'api', { host: 'api.example', trafficPolicy: { portLevelSettings: [{ port: { number: 80 }, tls: { mode: 'SIMPLE', sni: 'api.example' } }] } }),
    entry('bare', 'bare.example', [{ number: 80, name: 'http', protocol: 'HTTP', targetPort: 443 }]),
    entry('twice', 'twice.example', [{ number: 8443, name: 'https', protocol: 'TLS' }]),
    istio('DestinationRule', 'twice', { host: 'twice.example', trafficPolicy: { tls: { mode: 'SIMPLE', sni: 'twice.example' } } }),
  ],
  meshConfig: REGISTRY_ONLY,
  names: { 'api.example': [API], 'bare.example': [DATABASE], 'twice.example': [PROXY] },
  listeners: [{ port: 443, expects: 'tls' }, { port: 8443 }],
  // It answers TLS within TLS too, and reports it.
  forms: { 8443: 'tls' },
  questions: [
    { from, host: 'api.example', port: 80, protocol: 'http', outcome: 'ARRIVES', way: 'address > outbound|80||api.example > outside gets TLS with http' },
    { from, host: 'bare.example', port: 80, protocol: 'http', outcome: 'FAILS', way: 'address > outbound|80||bare.example > HTTP 503 Service Unavailable' },
    { from, host: 'twice.example', port: 8443, protocol: 'https', outcome: 'FAILS', way: 'address > outbound|8443||twice.example > outside gets TLS with TLS with http' },
  ],
};

/** Services of Kubernetes. */
const services: HopScenario = {
  name: 'services',
  title: 'ClusterIP and headless Services, the pods of a StatefulSet, and who needs mutual TLS',
  objects: [
    injected('shop'), workload('web'), workload('orders'), workload('store', { kind: 'StatefulSet', spec: { serviceName: 'store' } }),
    service('orders', { selector: { app: 'orders' }, ports: [{ name: 'http', port: 80, targetPort: 8080 }] }),
    workload('bare', { labels: { 'sidecar.istio.io/inject': 'false' } }),
    service('empty', { selector: { app: 'nobody' }, ports: [{ name: 'http', port: 80 }] }),
    { apiVersion: 'security.istio.io/v1', kind: 'PeerAuthentication', metadata: { name: 'orders', namespace: 'shop' }, spec: { selector: { matchLabels: { app: 'orders' } }, mtls: { mode: 'STRICT' } } },
    service('store', { clusterIP: 'None', selector: { app: 'store' }, ports: [{ name: 'tcp', port: 5432 }] }),
  ],
  meshConfig: REGISTRY_ONLY,
  names: {},
  listeners: [],
  questions: [
    {
      from,
      host: 'orders',
      port: 80,
      protocol: 'http',
      outcome: 'ARRIVES',
      way: 'address > outbound|80||orders.shop.svc.cluster.local > next by mutual TLS: inbound|8080|| > pod gets http',
    },
    {
      from,
      host: 'store.shop',
      port: 5432,
      protocol: 'tcp',
      outcome: 'ARRIVES',
      way: 'address > outbound|5432||store.shop.svc.cluster.local > next by mutual TLS: inbound|5432|| > pod gets tcp',
    },
    {
      from,
      host: 'store-0.store.shop.svc.cluster.local',
      port: 5432,
      protocol: 'tcp',
      outcome: 'ARRIVES',
      way: 'address > outbound|5432||store.shop.svc.cluster.local > next by mutual TLS: inbound|5432|| > pod gets tcp',
    },
    // The objects do not tell whether other pods have the labels.
    { from, host: 'empty', port: 80, protocol: 'http', outcome: 'FAILS', predicted: 'UNKNOWN', way: 'address > outbound|80||empty.shop.svc.cluster.local > HTTP 503 Service Unavailable' },
    { from: 'Deployment shop/bare', host: 'orders', port: 80, protocol: 'http', outcome: 'FAILS', way: 'address > the connection was closed' },
    { from: 'Deployment shop/bare', host: 'store', port: 5432, protocol: 'tcp', outcome: 'ARRIVES', way: 'address > pod gets tcp' },
  ],
};

/** A forward proxy outside. */
const forwardProxy: HopScenario = {
  name: 'forward-proxy',
  title: 'a forward proxy is declared as TCP with its address; its targets need no entry',
  objects: [
    injected('shop'), workload('web'),
    entry('proxy', 'proxy.example', [{ number: 3128, name: 'tcp-proxy', protocol: 'TCP' }], { addresses: [PROXY], resolution: 'NONE' }),
  ],
  meshConfig: REGISTRY_ONLY,
  names: { 'proxy.example': [PROXY], 'api.example': [API] },
  listeners: [{ port: 3128, proxy: true }, { port: 443, expects: 'tls' }, { port: 80, expects: 'plain' }],
  questions: [
    {
      from,
      host: 'api.example',
      port: 443,
      protocol: 'https',
      proxy: { host: 'proxy.example', address: PROXY, port: 3128, mode: 'CONNECT' },
      outcome: 'ARRIVES',
      way: 'outbound|3128||proxy.example > forward proxy > outside gets TLS with http',
    },
    {
      from,
      host: 'api.example',
      port: 80,
      protocol: 'http',
      proxy: { host: 'proxy.example', address: PROXY, port: 3128, mode: 'absolute' },
      outcome: 'ARRIVES',
      way: 'outbound|3128||proxy.example > forward proxy > outside gets http',
    },
    {
      from,
      host: 'api.example',
      port: 443,
      protocol: 'https',
      proxy: { host: 'proxy.example', port: 3128, mode: 'CONNECT' },
      outcome: 'ARRIVES',
      // Only public DNS knows whether the name leads to the address of the entry.
      predicted: 'UNKNOWN',
      way: 'address > outbound|3128||proxy.example > forward proxy > outside gets TLS with http',
    },
  ],
};

/** All scenarios of connections with more than one hop, in the order in which they run. */
export const HOP_SCENARIOS: readonly HopScenario[] = [
  dnsCapture, tlsOrigination, services, forwardProxy, oneAgentProxy, dynatraceProxies, activeGateInMesh, gateway, gatewayPassthrough, throughGateway,
  sidecarTls, databases,
  manyHosts, tracing, lockedNamespace, observedNamespace, ambient, waypoint,
];
