import * as fc from 'fast-check';
import type { Pattern } from './entries';
import { CLIENTS, CREDENTIAL, CREDENTIAL_SECRET, defined, HOST, istio, NAMESPACE, ROOT, SHARED } from './words';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import { pick, weighted } from '../base/shapes';

const GATEWAY = `istio-egressgateway.${ROOT}.svc.cluster.local`;
const LABELS = { istio: 'egressgateway' };

/** The mistakes that people make with an egress gateway. */
const MISTAKE = pick([
  [16, 'none'], [1, 'no subset'], [1, 'subset elsewhere'], [1, 'no Service port'], [1, 'other host at the Gateway'], [1, 'other Gateway in the routes'], [1, 'no second route'],
  [1, 'no server on the port'], [1, 'other pods'], [1, 'entry not exported'], [1, 'entry NONE'], [1, 'no rule for TLS'], [1, 'no sni'], [1, 'plain to mTLS'], [1, 'mTLS to plain'],
  [1, 'TLS twice'], [1, 'routes not exported'],
] as const);

type Mistake = typeof MISTAKE extends fc.Arbitrary<infer M> ? M : never;

/** The documented ways through an egress gateway. */
const WAY = pick([[4, 'http'], [4, 'passthrough'], [3, 'origination'], [2, 'origination over mTLS'], [2, 'tcp over mTLS'], [1, 'wildcard']] as const);

type Way = typeof WAY extends fc.Arbitrary<infer W> ? W : never;

interface Plan {
  readonly way: Way;
  readonly mistake: Mistake;
  readonly host: string;
  readonly namespace: string;
  readonly isTranslated: boolean;
  /** With which certificates the gateway starts TLS; the authorities of its image by default. */
  readonly credential?: 'SIMPLE' | 'MUTUAL';
}

/** The Service and the pods of the gateway. Its Service has target ports that differ from its ports, or are the same. */
function gatewayPods({ isTranslated, mistake }: Plan): KubernetesObject[] {
  const ports = [80, 443].filter(number => mistake !== 'no Service port' || number === 9999);
  const shown = ports.length > 0 ? ports : [15999];
  return [{
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'istio-egressgateway', namespace: ROOT, labels: LABELS },
    spec: {
      clusterIP: '10.96.7.7',
      selector: LABELS,
      ports: shown.map(port => ({ name: port === 80 ? 'http2' : 'https', port, targetPort: isTranslated ? port + 8000 : port })),
    },
  }, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'istio-egressgateway', namespace: ROOT },
    spec: {
      selector: { matchLabels: LABELS },
      template: {
        metadata: { labels: LABELS, annotations: { 'inject.istio.io/templates': 'gateway' } },
        spec: { containers: [{ name: 'istio-proxy', image: 'auto' }] },
      },
    },
  }];
}

const HTTP = { number: 80, name: 'http', protocol: 'HTTP' };
const TLS = { number: 443, name: 'tls', protocol: 'TLS' };

function serverOf({ way, mistake, host }: Plan): object {
  const hosts = [mistake === 'other host at the Gateway' ? 'elsewhere.test' : way === 'wildcard' ? '*.ext.test' : host];
  const isMutual = (way === 'origination over mTLS' && mistake !== 'mTLS to plain') || mistake === 'plain to mTLS';
  const number = mistake === 'no server on the port' ? 8888 : undefined;
  if (way === 'tcp over mTLS') { return { port: { number: number ?? 443, name: 'tls', protocol: 'TLS' }, hosts, tls: { mode: 'ISTIO_MUTUAL' } }; }
  if (way === 'passthrough' || way === 'wildcard') { return { port: { number: number ?? 443, name: 'tls', protocol: 'TLS' }, hosts, tls: { mode: 'PASSTHROUGH' } }; }
  return isMutual
    ? { port: { number: number ?? 80, name: 'https', protocol: 'HTTPS' }, hosts, tls: { mode: 'ISTIO_MUTUAL' } }
    : { port: { number: number ?? 80, name: 'http', protocol: 'HTTP' }, hosts };
}

function routesOf({ way, mistake, host }: Plan): Record<string, object[]> {
  const gateway = mistake === 'other Gateway in the routes' ? 'other' : 'out';
  const subset = mistake === 'no subset' ? 'missing' : 'out';
  const toGateway = (number: number) => ({ route: [{ destination: { host: GATEWAY, subset, port: { number } } }] });
  const second = (rule: object) => mistake === 'no second route' ? [] : [rule];
  switch (way) {
    case 'passthrough': case 'wildcard': {
      const sniHosts = [way === 'wildcard' ? '*.ext.test' : host];
      const destination = { host: way === 'wildcard' ? 'b.ext.test' : host, port: { number: 443 } };
      return {
        tls: [
          { match: [{ gateways: ['mesh'], port: 443, sniHosts }], ...toGateway(443) },
          ...second({ match: [{ gateways: [gateway], port: 443, sniHosts }], route: [{ destination }] }),
        ],
      };
    }
    case 'tcp over mTLS': return {
      tls: [{ match: [{ gateways: ['mesh'], port: 443, sniHosts: [host] }], ...toGateway(443) }],
      tcp: second({ match: [{ gateways: [gateway], port: 443 }], route: [{ destination: { host, port: { number: 443 } } }] }),
    };
    default: return {
      http: [
        { match: [{ gateways: ['mesh'], port: 80 }], ...toGateway(80) },
        ...second({ match: [{ gateways: [gateway], port: 80 }], route: [{ destination: { host, port: { number: way === 'http' ? 80 : 443 } } }] }),
      ],
    };
  }
}

function rulesOf({ way, mistake, host, namespace, credential }: Plan): KubernetesObject[] {
  const port = way === 'tcp over mTLS' ? 443 : 80;
  const isMutual = mistake !== 'plain to mTLS' && (way === 'tcp over mTLS' || way === 'origination over mTLS');
  const tls = { mode: 'ISTIO_MUTUAL', ...mistake === 'no sni' ? {} : { sni: host } };
  const subset = { name: 'out', ...isMutual || mistake === 'mTLS to plain' ? { trafficPolicy: { portLevelSettings: [{ port: { number: port }, tls }] } } : {} };
  const ofGateway = istio('DestinationRule', 'to-gateway', mistake === 'subset elsewhere' ? SHARED : namespace, { host: GATEWAY, subsets: [subset] });
  const startsTls = (way === 'origination' || way === 'origination over mTLS') && mistake !== 'no rule for TLS';
  const outside = credential ? { mode: credential, credentialName: CREDENTIAL } : { mode: 'SIMPLE' };
  const originate = istio('DestinationRule', 'originate', namespace, { host, trafficPolicy: { portLevelSettings: [{ port: { number: 443 }, tls: outside }] } });
  return [ofGateway, ...startsTls || mistake === 'TLS twice' ? [originate, ...credential ? [CREDENTIAL_SECRET] : []] : []];
}

function objectsOf(plan: Plan): KubernetesObject[] {
  const { way, mistake, host, namespace } = plan;
  const hosts = [way === 'wildcard' ? '*.ext.test' : host];
  const entry = defined({
    hosts: [way === 'wildcard' ? 'b.ext.test' : host],
    ports: way === 'http' ? [HTTP] : way === 'passthrough' || way === 'wildcard' || way === 'tcp over mTLS' ? [TLS] : [HTTP, { ...TLS, protocol: 'HTTPS' }],
    resolution: mistake === 'entry NONE' ? 'NONE' : 'DNS',
    exportTo: mistake === 'entry not exported' ? ['.'] : undefined,
  });
  return [
    ...gatewayPods(plan),
    istio('ServiceEntry', 'out', namespace, entry),
    istio('Gateway', 'out', namespace, { selector: mistake === 'other pods' ? { istio: 'other' } : LABELS, servers: [serverOf(plan)] }),
    istio('VirtualService', 'out', namespace, {
      hosts, gateways: ['mesh', 'out'], ...mistake === 'routes not exported' ? { exportTo: ['.'] } : {}, ...routesOf(plan),
    }),
    ...rulesOf(plan),
  ];
}

/** An egress gateway as documented, or with one mistake. */
export const EGRESS_GATEWAY: fc.Arbitrary<Pattern> = fc.record({
  way: WAY,
  mistake: MISTAKE,
  host: HOST,
  namespace: weighted([5, fc.constant(CLIENTS)], [1, NAMESPACE]),
  isTranslated: fc.boolean(),
  credential: pick<Plan['credential']>([[3, undefined], [1, 'SIMPLE'], [2, 'MUTUAL']]),
}).map(plan => {
  const isTls = plan.way === 'passthrough' || plan.way === 'tcp over mTLS' || plan.way === 'wildcard';
  const host = plan.way === 'wildcard' ? 'x.ext.test' : plan.host;
  return { objects: objectsOf(plan), aims: [isTls ? { host, port: 443, protocol: 'https' } : { host, port: 80, protocol: 'http' }] };
});
