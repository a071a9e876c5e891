import type { KubernetesObject } from '../../../../src/analysis/base/kubernetes-object';
import { check } from '../../../../src/analysis/check';

// Assembled at run time, so that no file contains a text that looks like a token.
const SECRET_PART = 'ABCDEFGH234567';
const TOKEN = ['dt0c01', SECRET_PART].join('.');
const ENCODED = Buffer.from(`${TOKEN}\n`).toString('base64');

function paths(object: object): string[] {
  const findings = check([object as KubernetesObject]).filter(({ rule }) => rule === 'kubernetes/dynatrace-token');
  expect(JSON.stringify(findings)).not.toContain(SECRET_PART);
  return findings.map(({ severity, upstream, message }) => {
    expect([severity, upstream]).toEqual(['error', 'ours']);
    return /^'(.*)' contains what looks like a Dynatrace token; revoke it, keep tokens in a vault, and refer to their Secret by name$/s.exec(message)?.[1] ?? message;
  });
}

test.each([
  [{ apiVersion: 'v1', kind: 'Secret', stringData: { apiToken: TOKEN } }, ['stringData.apiToken']],
  [{ apiVersion: 'v1', kind: 'Secret', data: { apiToken: ENCODED, other: 'eA==' } }, ['data["apiToken"]']],
  [{ apiVersion: 'v1', kind: 'ConfigMap', binaryData: { 'a.txt': ENCODED }, data: { x: `token=${TOKEN}` } }, ['binaryData["a.txt"]', 'data.x']],
  [{ apiVersion: 'apps/v1', kind: 'Deployment', spec: { template: { spec: { containers: [{ env: [{ name: 'A' }, { name: 'B', value: TOKEN }] }] } } } }, [
    'spec.template.spec.containers[0].env[1].value',
  ]],
  [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { annotations: { 'example.com/x': TOKEN } } }, ['metadata.annotations["example.com/x"]']],
  [{ apiVersion: 'example.com/v1', kind: 'Thing', [TOKEN]: 1 }, ['["dt0c01.…"]']],
  [{ apiVersion: 'v1', kind: 'Secret', stringData: { a: ['dt0s16', `${SECRET_PART}.${SECRET_PART}`].join('.') } }, ['stringData.a']],
])('a token is found in %#', (object, expected) => {
  expect(paths(object)).toEqual(expected);
});

test('it is found in an object that its schema rejects, or whose version is not served', () => {
  expect(paths({ apiVersion: 'dynatrace.com/v1beta6', kind: 'DynaKube', spec: { apiUrl: 7, tokens: TOKEN } })).toEqual(['spec.tokens']);
  expect(paths({ apiVersion: 'dynatrace.com/v1beta1', kind: 'DynaKube', spec: { tokens: TOKEN } })).toEqual(['spec.tokens']);
});

test.each([
  { apiVersion: 'v1', kind: 'Secret', stringData: { apiToken: 'dt0c01.' } },
  { apiVersion: 'v1', kind: 'Secret', stringData: { apiToken: 'dt0c01.ABCDEFG' } },
  { apiVersion: 'v1', kind: 'Secret', stringData: { apiToken: 'dt0c01.abcdefghijk' } },
  { apiVersion: 'v1', kind: 'Secret', data: { apiToken: 7, b: null } },
  // Base64 is decoded only in the fields where Kubernetes uses it.
  { apiVersion: 'v1', kind: 'ConfigMap', data: { a: ENCODED } },
])('%j has no token', object => {
  expect(paths(object)).toEqual([]);
});
