import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import { MeshModel } from '../../../src/analysis/model/mesh-model';
import { reach } from '../../../src/analysis/reach/reachability';
import { trace } from '../../../src/analysis/reach/trace/trace';
import { meshSettingsOf } from '../../../src/analysis/settings/mesh-config';
import { istio, LOCKED } from '../manifests';

interface Extras {
  readonly exportTo?: string[];
  readonly selects?: string;
  readonly tls?: string;
  readonly labels?: object;
}

/** A rule with one subset. */
function rule(name: string, day: number | undefined, subset: string, extras: Extras = {}): KubernetesObject {
  const { exportTo, selects, tls, labels = { version: subset } } = extras;
  return istio('DestinationRule', name, {
    host: 'a.test',
    subsets: [{ name: subset, labels }],
    ...exportTo ? { exportTo } : {},
    ...selects ? { workloadSelector: { matchLabels: { app: selects } } } : {},
    ...tls ? { trafficPolicy: { tls: { mode: tls } } } : {},
  }, { namespace: 'shop', day });
}

const ENTRY = istio('ServiceEntry', 'a', {
  hosts: ['a.test'],
  ports: [{ number: 80, name: 'http', protocol: 'HTTP' }],
  resolution: 'STATIC',
  endpoints: ['v1', 'v2'].map((version, index) => ({ address: `203.0.113.${index + 7}`, labels: { version } })),
}, { namespace: 'shop' });
const ROUTE = istio('VirtualService', 'a', { hosts: ['a.test'], http: [{ route: [{ destination: { host: 'a.test', subset: 'v1' } }] }] }, { namespace: 'shop' });
const QUESTION = { namespace: 'shop', labels: { app: 'web' }, host: 'a.test', port: 80, protocol: 'http' as const };

function verdict(...rules: KubernetesObject[]): string {
  return reach(MeshModel.of([ENTRY, ROUTE, ...rules], meshSettingsOf(LOCKED)), QUESTION).verdict;
}

test.each<[string, [KubernetesObject, KubernetesObject], string]>([
  ['with one exportTo, both count', [rule('x', 2, 'v1'), rule('y', 1, 'v2')], 'REACHABLE'],
  ['with another exportTo, only the youngest counts', [rule('x', 1, 'v1', { exportTo: ['.'] }), rule('y', 2, 'v2')], 'BLOCKED'],
  ['with another exportTo, only the youngest counts, also if it is private', [rule('x', 2, 'v1', { exportTo: ['.'] }), rule('y', 1, 'v2')], 'REACHABLE'],
  ['no exportTo is another one than "*"', [rule('x', 1, 'v1'), rule('y', 2, 'v2', { exportTo: ['*'] })], 'BLOCKED'],
  ['"*" is another one than none', [rule('x', 2, 'v1'), rule('y', 1, 'v2', { exportTo: ['*'] })], 'REACHABLE'],
  ['a wider exportTo is merged into a narrower one', [rule('x', 1, 'v1', { exportTo: ['shop'] }), rule('y', 2, 'v2', { exportTo: ['shop', 'egress'] })], 'REACHABLE'],
  ['one that selects the client alone counts', [rule('x', 2, 'v1'), rule('y', 1, 'v2', { selects: 'web' })], 'BLOCKED'],
  ['one that selects other clients does not count', [rule('x', 2, 'v1'), rule('y', 1, 'v2', { selects: 'other' })], 'REACHABLE'],
  ['a private one is merged into one that selects the client', [rule('x', 2, 'v1', { exportTo: ['.'] }), rule('y', 1, 'v2', { selects: 'web' })], 'REACHABLE'],
  ['a private one is lost beside one that selects other clients', [rule('x', 2, 'v1', { exportTo: ['.'] }), rule('y', 1, 'v2', { selects: 'other' })], 'BLOCKED'],
])('of two rules for a host in a namespace: %s', (_, rules, expected) => {
  expect(verdict(...rules)).toBe(expected);
  expect(verdict(...[...rules].reverse())).toBe(expected);
});

describe('of rules of unknown age', () => {
  test('that stay apart, either may be the youngest, and both are named', () => {
    const rules = [rule('x', undefined, 'v1', { exportTo: ['.'] }), rule('y', undefined, 'v2')];
    expect(verdict(...rules)).toBe('UNKNOWN');
    const { outcome, explanation } = trace(MeshModel.of([ENTRY, ROUTE, ...rules], meshSettingsOf(LOCKED)), QUESTION);
    expect(outcome).toBe('UNKNOWN');
    expect(explanation).toBe('A plain text HTTP request from namespace shop to a.test:80 is sent to a.test:80 by VirtualService shop/a: whether the proxy knows subset "v1", and which one it is, '
      + 'depends on which of DestinationRule shop/x, DestinationRule shop/y is the oldest. Write them as one DestinationRule.');
  });

  test('that are merged, the order does not matter if their subsets have different names', () => {
    expect(verdict(rule('x', undefined, 'v1'), rule('y', undefined, 'v2'))).toBe('REACHABLE');
  });

  test('that are merged, either subset of one name can count', () => {
    expect(verdict(rule('x', undefined, 'v1'), rule('y', undefined, 'v1', { labels: { version: 'none' } }))).toBe('UNKNOWN');
    expect(verdict(rule('x', undefined, 'v1'), rule('y', undefined, 'v1', { labels: { version: 'v2' } }))).toBe('REACHABLE');
  });

  test('that start TLS, the outcome is unknown', () => {
    const tls = [rule('x', undefined, 'v1', { tls: 'SIMPLE', exportTo: ['.'] }), rule('y', undefined, 'v1')];
    const plain = { ...ROUTE, spec: { hosts: ['a.test'], http: [{ route: [{ destination: { host: 'a.test' } }] }] } };
    const { outcome, explanation } = trace(MeshModel.of([ENTRY, plain, ...tls], meshSettingsOf(LOCKED)), QUESTION);
    expect(outcome).toBe('UNKNOWN');
    expect(explanation).toContain('Whether the connection arrives depends on which of DestinationRule shop/x, DestinationRule shop/y is the oldest. ');
  });
});
