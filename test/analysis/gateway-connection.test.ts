import { entry, istio, verdictOf } from './manifests';
import type { KubernetesObject } from '../../src/analysis/kubernetes-object';

const LABELS = { istio: 'egressgateway' };
const QUESTION = { namespace: 'egress', gateway: true, labels: LABELS, port: 8080 } as const;
const SIMPLE = { mode: 'SIMPLE', credentialName: 'cert' };

function gateway(name: string, server: object, day: number): KubernetesObject {
  return istio('Gateway', name, { selector: LABELS, servers: [{ hosts: ['*'], ...server }] }, { day });
}

function port(protocol: string): object {
  return { number: 8080, name: 'p', protocol };
}

const tcp = gateway('tcp', { port: port('TCP') }, 1);
const route = istio('VirtualService', 'v', { hosts: ['api.test'], gateways: ['egress/tcp'], tcp: [{ route: [{ destination: { host: 'api.test', port: { number: 9000 } } }] }] });
const objects = [tcp, route, entry('api.test', 9000, 'TCP')];
const OPAQUE = { ...QUESTION, protocol: 'tcp' as const };

test('opaque connections go where the rules of the gateway lead', () => {
  expect(verdictOf(objects, OPAQUE)).toBe('REACHABLE api.test');
});

test('a server that cannot share the port of another one is left out', () => {
  expect(verdictOf([...objects, gateway('https', { port: port('HTTPS'), tls: SIMPLE }, 2)], OPAQUE)).toBe('REACHABLE api.test');
});

test('one that says to be bound to all addresses is not: both are in the same listener, which Envoy refuses if both take everything', () => {
  const bound = (hosts: string[]) => gateway('https', { port: port('HTTPS'), tls: SIMPLE, bind: '0.0.0.0', hosts }, 2);
  expect([verdictOf([...objects, bound(['*'])], OPAQUE), verdictOf([...objects, bound(['b.test'])], OPAQUE)]).toEqual(['BLOCKED', 'REACHABLE api.test']);
});

test('one that is bound to another address has a listener of its own', () => {
  const bound = gateway('https', { port: port('HTTPS'), tls: SIMPLE, bind: '10.0.0.1' }, 2);
  expect(verdictOf([...objects, bound], OPAQUE)).toBe('REACHABLE api.test');
});
