import * as fc from 'fast-check';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import { injectionWithoutDynaKube, injectionOf } from '../../../src/analysis/dynatrace/one-agent-injection';
import type { MeshWorkload } from '../../../src/analysis/model/workload';

function dynakube(oneAgent: unknown, annotations: Record<string, string> = {}): KubernetesObject {
  return { apiVersion: 'dynatrace.com/v1beta6', kind: 'DynaKube', metadata: { name: 'dynakube', namespace: 'dynatrace', annotations }, spec: { oneAgent } };
}

function workload(namespace: string, annotations: Record<string, string> = {}): MeshWorkload {
  return { ref: { kind: 'Deployment', namespace, name: 'web', index: 0 }, namespace, labels: {}, annotations, serviceAccount: 'default', hostNetwork: false };
}

const FULL_STACK = { cloudNativeFullStack: {} };
const SELECTING = { applicationMonitoring: { namespaceSelector: { matchLabels: { team: 'shop' } } } };

test.each([
  ['cloudNativeFullStack', dynakube(FULL_STACK), workload('shop'), {}, 'yes'],
  ['applicationMonitoring', dynakube({ applicationMonitoring: {} }), workload('shop'), {}, 'yes'],
  ['hostMonitoring', dynakube({ hostMonitoring: {} }), workload('shop'), {}, 'no'],
  ['classicFullStack', dynakube({ classicFullStack: {} }), workload('shop'), {}, 'no'],
  ['no mode', dynakube(undefined), workload('shop'), {}, 'no'],
  ['a mode that is null', dynakube({ cloudNativeFullStack: null }), workload('shop'), {}, 'no'],
  ['its own namespace', dynakube(FULL_STACK), workload('dynatrace'), {}, 'no'],
  ['a namespace that the operator ignores', dynakube(FULL_STACK), workload('kube-system'), {}, 'no'],
  ['istio-system, which it does not ignore', dynakube(FULL_STACK), workload('istio-system'), {}, 'yes'],
  ['a selector that is met', dynakube(SELECTING), workload('shop'), { team: 'shop' }, 'yes'],
  ['a selector that is not met', dynakube(SELECTING), workload('shop'), { team: 'cart' }, 'no'],
  ['a selector, and labels that nobody knows', dynakube(SELECTING), workload('shop'), undefined, 'unknown'],
  ['a pod that refuses everything', dynakube(FULL_STACK), workload('shop', { 'dynatrace.com/inject': 'false' }), {}, 'no'],
  ['a pod that refuses OneAgent', dynakube(FULL_STACK), workload('shop', { 'oneagent.dynatrace.com/inject': 'false' }), {}, 'no'],
  ['a pod that refuses in another spelling', dynakube(FULL_STACK), workload('shop', { 'oneagent.dynatrace.com/inject': 'F' }), {}, 'no'],
  ['a pod that says nothing readable', dynakube(FULL_STACK), workload('shop', { 'oneagent.dynatrace.com/inject': 'no', 'dynatrace.com/inject': 'no' }), {}, 'yes'],
  ['pods that must ask', dynakube(FULL_STACK, { 'feature.dynatrace.com/automatic-injection': 'false' }), workload('shop'), {}, 'no'],
  [
    'a pod that asks where it must',
    dynakube(FULL_STACK, { 'feature.dynatrace.com/automatic-injection': 'false' }), workload('shop', { 'oneagent.dynatrace.com/inject': 'true' }), {}, 'yes',
  ],
  ['ignored namespaces of its own', dynakube(FULL_STACK, { 'feature.dynatrace.com/ignored-namespaces': '["^shop$"]' }), workload('shop'), {}, 'no'],
  ['ignored namespaces in place of the default', dynakube(FULL_STACK, { 'feature.dynatrace.com/ignored-namespaces': '[]' }), workload('kube-x'), {}, 'yes'],
  ['flags of Go\'s expressions', dynakube(FULL_STACK, { 'feature.dynatrace.com/ignored-namespaces': '["(?i)^SHOP"]' }), workload('shop'), {}, 'no'],
  ['the end in Go\'s expressions', dynakube(FULL_STACK, { 'feature.dynatrace.com/ignored-namespaces': '["op\\\\z"]' }), workload('shop'), {}, 'no'],
  ['an expression that Go can\'t read', dynakube(FULL_STACK, { 'feature.dynatrace.com/ignored-namespaces': '["(?=shop)"]' }), workload('shop'), {}, 'yes'],
  [
    'an expression on which other engines backtrack',
    dynakube(FULL_STACK, { 'feature.dynatrace.com/ignored-namespaces': '["^(x+x+)+y$"]' }), workload(`${'x'.repeat(40)}-b`), {}, 'yes',
  ],
  ['ignored namespaces that can\'t be read', dynakube(FULL_STACK, { 'feature.dynatrace.com/ignored-namespaces': '[' }), workload('kube-x'), {}, 'no'],
])('%s: %#', (_, object, pods, labels, injection) => {
  expect(injectionOf(object, pods, labels)).toBe(injection);
});

test('if the DynaKube is not known, only the annotations of the pods count', () => {
  expect(injectionWithoutDynaKube(workload('shop'), 'dynatrace')).toBe('yes');
  expect(injectionWithoutDynaKube(workload('shop'), undefined)).toBe('yes');
  expect(injectionWithoutDynaKube(workload('dynatrace'), 'dynatrace')).toBe('no');
  expect(injectionWithoutDynaKube(workload('openshift-dns'), undefined)).toBe('no');
  expect(injectionWithoutDynaKube(workload('shop', { 'oneagent.dynatrace.com/inject': 'false' }), undefined)).toBe('no');
});

test('any DynaKube is accepted', () => {
  fc.assert(fc.property(fc.jsonValue(), fc.dictionary(fc.string(), fc.string()), (spec, annotations) => {
    const object = { apiVersion: 'dynatrace.com/v1beta6', kind: 'DynaKube', metadata: { annotations }, spec };
    expect(['yes', 'no', 'unknown']).toContain(injectionOf(object, workload('shop', annotations), undefined));
  }));
});
