import { splitNamespace } from '../../../src/analysis/syntax/namespaced-name';

test.each([
  ['egress/api.example.com', { namespace: 'egress', name: 'api.example.com' }],
  ['*/api.example.com', { namespace: '*', name: 'api.example.com' }],
  ['/api', { namespace: '', name: 'api' }],
  ['a/b/c', { namespace: 'a', name: 'b/c' }],
  ['api.example.com', { name: 'api.example.com' }],
  ['', { name: '' }],
])('%j is split at its first slash', (text, parts) => {
  expect(splitNamespace(text)).toEqual(parts);
});
