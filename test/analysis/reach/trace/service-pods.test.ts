import type { KubernetesObject } from '../../../../src/analysis/base/kubernetes-object';
import { MeshModel } from '../../../../src/analysis/model/mesh-model';
import { trace, TraceQuestion } from '../../../../src/analysis/reach/trace/trace';
import { meshSettingsOf } from '../../../../src/analysis/settings/mesh-config';
import { entry, istio, LOCKED } from '../../manifests';

const WEB: KubernetesObject = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace: 'shop' }, spec: { template: { metadata: { labels: { app: 'web' } } } } };

function service(clusterIP: string, port: object): KubernetesObject {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'shop' }, spec: { clusterIP, selector: { app: 'web' }, ports: [port] } };
}

const OTHER: KubernetesObject = { ...WEB, metadata: { name: 'other', namespace: 'shop' }, spec: { template: { metadata: { labels: { app: 'other' } } } } };
const HTTPS = { name: 'https', port: 443 };
const BYPASS = { 'sidecar.istio.io/interceptionMode': 'NONE' };
const CLIENT = { namespace: 'shop', host: 'web', protocol: 'tcp' } as const;

function traced(question: TraceQuestion, objects: readonly KubernetesObject[], meshConfig: object = {}) {
  const { outcome, hops, explanation } = trace(MeshModel.of(objects, meshSettingsOf(meshConfig)), question);
  return { outcome, stages: hops.map(({ at, verdict }) => verdict === undefined ? at : `${at} ${verdict}`), explanation };
}

test.each([['10.96.0.9', 443, 'ARRIVES'], ['10.96.0.9', 8080, 'FAILS'], ['None', 8080, 'UNKNOWN']])(
  'a Service with clusterIP %s and port 443, past the sidecar or without one on port %s: %s', (clusterIP, port, outcome) => {
    const objects = [service(clusterIP, HTTPS), WEB];
    expect(traced({ ...CLIENT, port }, objects).outcome).toBe(outcome);
    expect(traced({ ...CLIENT, port, annotations: BYPASS }, objects).outcome).toBe(outcome);
    expect(traced({ ...CLIENT, port, injected: false }, objects).outcome).toBe(outcome);
  },
);

test('a port that a Service does not have is not served by an entry without addresses that takes every connection on it', () => {
  const catching = istio('ServiceEntry', 'catching', { hosts: ['other.test'], ports: [{ number: 8080, name: 'tcp' }], resolution: 'NONE' }, { namespace: 'egress' });
  expect(traced({ ...CLIENT, port: 8080 }, [service('None', HTTPS), WEB, catching])).toMatchObject({
    outcome: 'UNKNOWN',
    stages: ['sidecar MISROUTED', 'endpoint'],
    explanation: expect.stringContaining('Service shop/web does not declare port 8080; whether its pods listen on it is not known.') as string,
  });
});

test('a port that a Service does not have is not served to a pod without a sidecar either', () => {
  expect(traced({ ...CLIENT, port: 8080, injected: false }, [service('10.96.0.9', HTTPS), WEB])).toEqual({
    outcome: 'FAILS',
    stages: ['capture BYPASSED', 'endpoint'],
    explanation: 'A TCP connection from namespace shop to web:8080 goes directly to the destination: the pod has no sidecar, so no configuration of the mesh applies to it. '
      + 'Nothing answers on port 8080 of the address of Service shop/web, which does not declare it. Add the port to the Service.',
  });
});

test.each<[string, Partial<TraceQuestion>]>([['through the sidecar', {}], ['past the sidecar', { annotations: BYPASS }], ['without a sidecar', { injected: false }]])(
  'a Service whose pods are not among those of its namespace may have none: %s', (_, client) => {
    expect(traced({ ...CLIENT, port: 443, ...client }, [service('10.96.0.9', HTTPS), OTHER])).toMatchObject({
      outcome: 'UNKNOWN',
      explanation: expect.stringContaining('Service shop/web selects pods that no workload among the objects makes: without pods, nobody answers at web.shop.svc.cluster.local. '
        + 'Add the workload, or correct spec.selector of Service shop/web.') as string,
    });
  },
);

test('a Service of a namespace whose workloads are not among the objects has pods that others make', () => {
  expect(traced({ ...CLIENT, port: 443 }, [service('10.96.0.9', HTTPS)]).outcome).toBe('ARRIVES');
});

test('a Service without a selector has endpoints that somebody else writes', () => {
  const external = { ...service('10.96.0.9', HTTPS), spec: { clusterIP: '10.96.0.9', ports: [HTTPS] } };
  expect(traced({ ...CLIENT, port: 443 }, [external]).outcome).toBe('ARRIVES');
});

describe('a headless Service', () => {
  const headless = [service('None', HTTPS), WEB];

  test('gets what its pods expect', () => {
    expect(traced({ ...CLIENT, port: 443, protocol: 'https' }, headless, LOCKED)).toEqual({
      outcome: 'ARRIVES',
      stages: ['dns', 'sidecar REACHABLE', 'endpoint'],
      explanation: 'DNS returns the address of a pod for web, because Service shop/web is headless. The sidecar has a listener on port 443 for each pod of Service shop/web. '
        + 'The sidecar sends the TLS of the client to web.shop.svc.cluster.local:443.',
    });
  });

  test('does not get plain HTTP at a port for TLS', () => {
    expect(traced({ ...CLIENT, port: 443, protocol: 'http' }, headless, LOCKED)).toMatchObject({ outcome: 'FAILS', stages: ['dns', 'sidecar REACHABLE', 'tls'] });
  });

  test('does not get TLS within TLS', () => {
    const rule = istio('DestinationRule', 'web', { host: 'web.shop.svc.cluster.local', trafficPolicy: { tls: { mode: 'SIMPLE' } } }, { namespace: 'shop' });
    expect(traced({ ...CLIENT, port: 443, protocol: 'https' }, [...headless, rule], LOCKED)).toMatchObject({ outcome: 'FAILS', stages: ['dns', 'sidecar REACHABLE', 'tls'] });
  });

  test.each([['tcp'], ['http']])('does not translate its port to targetPort, for a port named %s', name => {
    const objects = [service('None', { name, port: 8080, targetPort: 9090 }), WEB];
    expect(traced({ ...CLIENT, port: 8080, protocol: name as 'http' | 'tcp' }, objects, LOCKED)).toMatchObject({
      outcome: 'UNKNOWN',
      explanation: expect.stringContaining('Service shop/web is headless, so clients connect to port 8080 of the pods themselves, and its targetPort 9090 has no effect. '
        + 'Whether the pods listen on 8080 too is not known. Give the port of the Service the number 9090.') as string,
    });
  });
});

test('a name without a dot that no object has can only be that of a Service elsewhere', () => {
  const client = { ...CLIENT, host: 'store', port: 5432 };
  const explanation = expect.stringContaining('Whether the connection arrives depends on a Service that is not among the objects.') as string;
  expect(traced(client, [])).toMatchObject({ outcome: 'UNKNOWN', explanation });
  expect(traced({ ...client, injected: false }, [])).toMatchObject({ outcome: 'UNKNOWN', explanation });
  expect(traced({ ...client, host: 'localhost' }, []).outcome).toBe('ARRIVES');
  expect(traced({ ...client, host: 'db.other.test' }, []).outcome).toBe('ARRIVES');
});

test('who dials the address of an entry means the server there, as clients of a forward proxy do', () => {
  const proxy = (spec: object) => [entry('proxy.test', 3128, 'TCP', spec)];
  const question: TraceQuestion = { namespace: 'shop', host: 'api.test', address: '203.0.113.30', port: 3128, protocol: 'http' };
  expect(traced(question, proxy({ addresses: ['203.0.113.30'], resolution: 'DNS' }), LOCKED)).toMatchObject({ outcome: 'ARRIVES', stages: ['sidecar MISROUTED', 'endpoint'] });
  // Without the address, the entry has the connection of every client on the port, whatever server it means.
  expect(traced(question, proxy({ resolution: 'DNS' }), LOCKED)).toMatchObject({
    outcome: 'UNKNOWN', stages: ['sidecar MISROUTED'], explanation: expect.stringContaining('It is not known whether DNS answers proxy.test with 203.0.113.30: then it is the same server.') as string,
  });
  expect(traced({ ...question, protocol: 'tcp' }, proxy({ resolution: 'DNS' }), LOCKED)).toMatchObject({ outcome: 'FAILS', stages: ['sidecar MISROUTED'] });
  expect(traced(question, [...proxy({ resolution: 'DNS' }), entry('other.test', 8080, 'TCP', { addresses: ['203.0.113.30'] })], LOCKED)).toMatchObject({ outcome: 'FAILS' });
});

describe('an entry with addresses, for a client that asks public DNS', () => {
  const question: TraceQuestion = { namespace: 'shop', host: 'proxy.test', port: 3128, protocol: 'tcp' };

  test('has the connection only if DNS answers with one of them', () => {
    expect(traced(question, [entry('proxy.test', 3128, 'TCP', { addresses: ['203.0.113.30'] })], LOCKED)).toMatchObject({
      outcome: 'UNKNOWN',
      explanation: expect.stringMatching(/^Whether the connection arrives depends on whether DNS answers proxy\.test with 203\.0\.113\.30\. .* reaches ServiceEntry .* Or: .* is blocked/) as string,
    });
  });

  test('never has it if no network routes the address', () => {
    expect(traced(question, [entry('proxy.test', 3128, 'TCP', { addresses: ['240.0.0.1'] })], LOCKED).outcome).toBe('FAILS');
  });

  test('does not matter where both ways arrive', () => {
    expect(traced(question, [entry('proxy.test', 3128, 'TCP', { addresses: ['203.0.113.30'] })]).outcome).toBe('ARRIVES');
  });
});
