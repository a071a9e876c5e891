/** A mesh to draw: how many namespaces with how many workloads each, and how many external hosts. */
export interface MeshSize {
  readonly name: string;
  readonly namespaces: number;
  readonly workloads: number;
  readonly hosts: number;
}

/** Meshes of some 5, 60 and 300 boxes and lines. */
export const SIZES: readonly MeshSize[] = [
  { name: '5', namespaces: 1, workloads: 2, hosts: 2 },
  { name: '60', namespaces: 6, workloads: 5, hosts: 18 },
  { name: '300', namespaces: 24, workloads: 8, hosts: 72 },
];

const ISTIO = 'networking.istio.io/v1';

const NAMES = [
  'web', 'cart', 'payment-worker', 'search', 'recommendations', 'invoice-export', 'mail', 'login', 'catalog', 'currency', 'shipping-label-printer', 'reports',
];

const SPACES = ['storefront', 'checkout', 'fulfilment', 'accounts', 'platform', 'data', 'partners', 'marketing-automation'];

const DOMAINS = ['payments.example', 'identity.example', 'mail.example', 'maps.tracking.example', 'storage.eu-central-1.cloud.example', 'features.example'];

/** The objects of a mesh, as YAML that `kubectl` applies. Some of them are open, bypass their sidecar, pass a gateway, or fail. */
export function meshOf({ namespaces, workloads, hosts }: MeshSize): object[] {
  const spaces = Array.from({ length: namespaces }, (_, index) => `${SPACES[index % SPACES.length]}${index < SPACES.length ? '' : `-${Math.floor(index / SPACES.length) + 1}`}`);
  const targets = Array.from({ length: hosts }, (_, index) => ({ name: `host-${index}`, host: `api-${index}.${DOMAINS[index % DOMAINS.length]}`, owner: spaces[index % spaces.length] }));
  return [
    config(),
    ...targets.flatMap(({ name, host, owner }, index) => entry(name, host, owner, index)),
    ...spaces.flatMap((space, index) => [
      namespace(space, index),
      ...Array.from({ length: workloads }, (_, position) => deployment(space, NAMES[(position + index) % NAMES.length], index)),
      ...sidecarOf(space, index, targets),
    ]),
    ...namespaces > 1 ? gatewayFor(targets[1]) : [],
  ];
}

interface Target {
  readonly name: string;
  readonly host: string;
  readonly owner: string;
}

function config(): object {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'istio', namespace: 'istio-system' }, data: { mesh: 'outboundTrafficPolicy:\n  mode: REGISTRY_ONLY\n' } };
}

function namespace(name: string, index: number): object {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: { 'istio-injection': index === 4 ? 'disabled' : 'enabled' } } };
}

/** Every seventh has a database by IP, and every fifth is broken by a DestinationRule, in its own namespace. */
function entry(name: string, host: string, namespaceName: string, index: number): object[] {
  const isDatabase = index % 7 === 6;
  const metadata = { name, namespace: namespaceName };
  const ports = isDatabase ? [{ number: 5432, name: 'tcp', protocol: 'TCP' }] : [{ number: 443, name: 'tls', protocol: 'TLS' }];
  const spec = { hosts: [index % 9 === 8 ? host.replace(/^[^.]+/, '*') : host], ports, location: 'MESH_EXTERNAL', resolution: index % 9 === 8 ? 'NONE' : 'DNS' };
  const rule = { apiVersion: ISTIO, kind: 'DestinationRule', metadata, spec: { host, trafficPolicy: { tls: { mode: 'SIMPLE' } } } };
  return [{ apiVersion: ISTIO, kind: 'ServiceEntry', metadata, spec }, ...index % 5 === 3 && !isDatabase ? [rule] : []];
}

function deployment(namespaceName: string, name: string, index: number): object {
  const labels = { app: name };
  const kind = index % 6 === 5 && name === 'reports' ? 'StatefulSet' : 'Deployment';
  return { apiVersion: 'apps/v1', kind, metadata: { name, namespace: namespaceName }, spec: { selector: { matchLabels: labels }, template: { metadata: { labels } } } };
}

/** Own entries, and some of others. The third namespace is open, the fourth has a Sidecar for one workload, and the sixth has none. */
function sidecarOf(namespaceName: string, index: number, targets: readonly Target[]): object[] {
  if (index % 12 === 5) { return []; }
  const foreign = [0, 3, 8].map(step => targets[(index * 2 + step) % targets.length]).filter(({ owner }) => owner !== namespaceName);
  const hosts = ['./*', ...new Set(foreign.map(({ owner, host }) => `${owner}/${host}`))];
  const policy = index % 6 === 2 ? { outboundTrafficPolicy: { mode: 'ALLOW_ANY' } } : {};
  const own = { apiVersion: ISTIO, kind: 'Sidecar', metadata: { name: 'default', namespace: namespaceName }, spec: { egress: [{ hosts }], ...policy } };
  const one = {
    apiVersion: ISTIO,
    kind: 'Sidecar',
    metadata: { name: 'locked-down', namespace: namespaceName },
    spec: { workloadSelector: { labels: { app: NAMES[index % NAMES.length] } }, egress: [{ hosts: [`${targets[0].owner}/${targets[0].host}`] }] },
  };
  return index % 4 === 3 ? [own, one] : [own];
}

/** An egress gateway that one host is sent through. */
function gatewayFor({ host, owner }: Target): object[] {
  const system = 'istio-egress';
  const labels = { istio: 'egressgateway' };
  const gateway = `${system}/egress`;
  return [
    { apiVersion: 'v1', kind: 'Service', metadata: { name: 'istio-egressgateway', namespace: system }, spec: { selector: labels, ports: [{ name: 'tls', port: 443, targetPort: 8443 }] } },
    {
      apiVersion: ISTIO,
      kind: 'Gateway',
      metadata: { name: 'egress', namespace: system },
      spec: { selector: labels, servers: [{ port: { number: 8443, name: 'tls', protocol: 'TLS' }, hosts: [host], tls: { mode: 'PASSTHROUGH' } }] },
    },
    {
      apiVersion: ISTIO,
      kind: 'VirtualService',
      metadata: { name: 'through-egress', namespace: owner },
      spec: {
        hosts: [host],
        gateways: ['mesh', gateway],
        tls: [
          { match: [{ gateways: ['mesh'], port: 443, sniHosts: [host] }], route: [{ destination: { host: `istio-egressgateway.${system}.svc.cluster.local`, port: { number: 443 } } }] },
          { match: [{ gateways: [gateway], port: 8443, sniHosts: [host] }], route: [{ destination: { host, port: { number: 443 } } }] },
        ],
      },
    },
  ];
}
