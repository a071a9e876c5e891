import type { KubernetesObject } from '../../../../src/analysis/base/kubernetes-object';
import { check } from '../../../../src/analysis/check';

function messages(object: object): string[] {
  return check([object as KubernetesObject]).filter(({ rule }) => rule === 'kubernetes/unquoted-text').map(({ message }) => message);
}

function deployment(template: object, spec: object = {}): object {
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec: { ...spec, template } };
}

test.each<[string, object, string]>([
  ['a label', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels: { monitored: true } } }, "'metadata.labels[\"monitored\"]' must be a string, got true; write it in quotes: 'true'"],
  ['an annotation', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { annotations: { a: 5 } } }, "'metadata.annotations[\"a\"]' must be a string, got 5; write it in quotes: '5'"],
  ['a map', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { annotations: { a: { b: 'c' } } } }, "'metadata.annotations[\"a\"]' must be a string, got an object"],
  ['a text for all labels', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { labels: 'app' } }, "'metadata.labels' must be a map of strings, got a string"],
  ['a list of annotations', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { annotations: ['a'] } }, "'metadata.annotations' must be a map of strings, got an array"],
  ['a selector', { apiVersion: 'v1', kind: 'Service', spec: { selector: { version: 2 } } }, "'spec.selector[\"version\"]' must be a string, got 2; write it in quotes: '2'"],
  ['a label of pods', deployment({ metadata: { labels: { inject: false } } }), "'spec.template.metadata.labels[\"inject\"]' must be a string, got false; write it in quotes: 'false'"],
  ['labels to match', deployment({}, { selector: { matchLabels: { v: 1 } } }), "'spec.selector.matchLabels[\"v\"]' must be a string, got 1; write it in quotes: '1'"],
  ['a label of nodes', { apiVersion: 'v1', kind: 'Pod', spec: { nodeSelector: { gpu: true } } }, "'spec.nodeSelector[\"gpu\"]' must be a string, got true; write it in quotes: 'true'"],
])('%s must be a string', (_, object, message) => {
  expect(messages(object)).toEqual([message]);
});

test.each<[string, object]>([
  ['a quoted value', { apiVersion: 'v1', kind: 'Namespace', metadata: { labels: { monitored: 'true' } } }],
  ['null, which is read as an empty string', { apiVersion: 'v1', kind: 'Namespace', metadata: { labels: { monitored: null }, annotations: null } }],
  ['a kind whose schema says so already', { apiVersion: 'networking.istio.io/v1', kind: 'Sidecar', metadata: { labels: { monitored: true } } }],
  ['a Helm expression that is not rendered', { apiVersion: 'v1', kind: 'Namespace', metadata: { labels: { release: { '{ .Values.name }': null } } } }],
  ['a document that is not a Kubernetes object', { kind: 'Values', metadata: { labels: { monitored: true } } }],
])('%s is not reported', (_, object) => {
  expect(messages(object)).toEqual([]);
});
