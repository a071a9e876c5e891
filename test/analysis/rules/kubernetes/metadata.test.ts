import type { KubernetesObject } from '../../../../src/analysis/base/kubernetes-object';
import { check } from '../../../../src/analysis/check';

function findings(metadata: object | undefined): string[] {
  const object = { apiVersion: 'networking.istio.io/v1', kind: 'Sidecar', metadata, spec: { egress: [{ hosts: ['*/*'] }] } };
  return check([object as KubernetesObject]).map(({ rule, message }) => `${rule}: ${message}`);
}

test.each([
  [{ name: 'a.b-c', namespace: 'shop' }],
  [{ generateName: 'a-' }],
  [{ name: 'a', labels: { 'app': 'Web_1.2', 'example.com/x': '' }, annotations: { 'Example.com/x': 'any text\n' } }],
  [{ name: 'a', labels: null, annotations: null }],
])('%j is valid', metadata => {
  expect(findings(metadata)).toEqual([]);
});

test.each([
  [undefined, ["kubernetes/object-name: 'metadata.name' is required"]],
  [{ name: '' }, ["kubernetes/object-name: 'metadata.name' is required"]],
  [{ name: 'A' }, ['kubernetes/object-name: \'metadata.name\' must consist of lower-case letters, digits, dashes and dots, 253 characters at most, got "A"']],
  [{ name: 'a', namespace: 'a.b' }, ['kubernetes/object-name: \'metadata.namespace\' must consist of lower-case letters, digits and dashes, 63 characters at most, got "a.b"']],
  [{ name: 'a', labels: { 'a/b/c': 'x', 'X.y/z': 'x' } }, [
    'kubernetes/label: \'metadata.labels\' must have keys such as "app" or "example.com/app", got "a/b/c"',
    'kubernetes/label: \'metadata.labels\' must have keys such as "app" or "example.com/app", got "X.y/z"',
  ]],
  [{ name: 'a', labels: { app: 'x'.repeat(64) } }, [
    `kubernetes/label: 'metadata.labels' must have values of letters, digits, "-", "_" and ".", 63 characters at most, got "${'x'.repeat(64)}"; put longer texts into annotations`,
  ]],
  [{ name: 'a', annotations: { '': 'x' } }, ['kubernetes/label: \'metadata.annotations\' must have keys such as "note" or "example.com/note", got ""']],
])('%j is not valid', (metadata, expected) => {
  expect(findings(metadata)).toEqual(expected);
});
