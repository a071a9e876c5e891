import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import { tlsStartedFor } from '../../../src/analysis/model/client-tls';
import { MeshModel } from '../../../src/analysis/model/mesh-model';
import { entry, istio } from '../manifests';

const CLIENT = { namespace: 'shop', labels: { app: 'web' }, isGateway: false };

const [OLD, YOUNG] = ['2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z'];

function rule(name: string, mode: string, metadata: object = {}, rest: object = {}): KubernetesObject {
  return istio('DestinationRule', name, { host: 'api.test', trafficPolicy: { tls: { mode } }, ...rest }, { namespace: 'shop', ...metadata });
}

/** The modes of the TLS that the sidecar of the client may start. */
function modes(...rules: KubernetesObject[]): (string | undefined)[] {
  const model = MeshModel.of([entry('api.test', 443, 'HTTP'), ...rules]);
  return tlsStartedFor(model, CLIENT, model.services[0], 443, undefined).map(tls => tls?.mode);
}

test('of two rules whose ages are known, the older decides', () => {
  expect(modes(rule('a', 'DISABLE', { creationTimestamp: YOUNG }), rule('b', 'SIMPLE', { creationTimestamp: OLD }))).toEqual(['SIMPLE']);
  expect(modes(rule('a', 'DISABLE', { creationTimestamp: OLD }), rule('b', 'SIMPLE', { creationTimestamp: YOUNG }))).toEqual([undefined]);
});

test('of two rules of one age, the name decides', () => {
  expect(modes(rule('b', 'SIMPLE', { creationTimestamp: OLD }), rule('a', 'MUTUAL', { creationTimestamp: OLD }))).toEqual(['MUTUAL']);
});

test('of two rules that are not applied yet, either can be the oldest', () => {
  expect(modes(rule('a', 'DISABLE'), rule('b', 'SIMPLE'))).toEqual([undefined, 'SIMPLE']);
});

test('a rule that is applied is older than one that is not, which may be applied already', () => {
  expect(modes(rule('a', 'DISABLE'), rule('b', 'SIMPLE', { creationTimestamp: OLD }))).toEqual(['SIMPLE', undefined]);
});

describe('rules that select the client come before the others', () => {
  const selecting = { workloadSelector: { matchLabels: { app: 'web' } } };

  test('whatever their age', () => {
    expect(modes(rule('a', 'DISABLE', { creationTimestamp: OLD }), rule('b', 'SIMPLE', { creationTimestamp: YOUNG }, selecting))).toEqual(['SIMPLE']);
  });

  test('and the oldest of them decides, which can be either if they are not applied yet', () => {
    const older = rule('b', 'SIMPLE', { creationTimestamp: OLD }, selecting);
    expect(modes(rule('a', 'DISABLE', { creationTimestamp: YOUNG }, selecting), older)).toEqual(['SIMPLE']);
    expect(modes(rule('a', 'DISABLE', {}, selecting), rule('b', 'SIMPLE', {}, selecting))).toEqual([undefined, 'SIMPLE']);
  });
});

describe('the most specific host decides', () => {
  test.each<[string, string | undefined]>([['api.test', 'SIMPLE'], ['*.test', 'SIMPLE'], ['*.api.test', undefined], ['*pi.test', 'SIMPLE'], ['*', 'SIMPLE'], ['*.TEST', undefined], ['test', undefined]])(
    'a rule for %s starts %s', (host, mode) => {
      expect(modes(rule('a', 'SIMPLE', {}, { host }))).toEqual([mode]);
    });

  test('a longer wildcard before a shorter one, and an exact host before both', () => {
    const [all, below, exact] = [rule('a', 'MUTUAL', {}, { host: '*' }), rule('b', 'SIMPLE', {}, { host: '*.test' }), rule('c', 'DISABLE')];
    expect(modes(all, below)).toEqual(['SIMPLE']);
    expect(modes(all, below, exact)).toEqual([undefined]);
  });
});

test('a sidecar uses certificates of a ConfigMap, and those of a Secret only with a rule that selects it', () => {
  const credential = (credentialName: string, rest: object = {}) => istio('DestinationRule', 'a', { host: 'api.test', trafficPolicy: { tls: { mode: 'SIMPLE', credentialName } }, ...rest }, { namespace: 'shop' });
  expect(modes(credential('configmap://authority'))).toEqual(['SIMPLE']);
  expect(modes(credential('authority'))).toEqual([undefined]);
  expect(modes(credential('authority', { workloadSelector: { matchLabels: { app: 'web' } } }))).toEqual(['SIMPLE']);
});
