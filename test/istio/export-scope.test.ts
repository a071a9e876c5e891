import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { ExportScope } from '../../src';

const app = new App();
const shop = new Chart(app, 'shop', { namespace: 'shop' });

test.each<[call: string, scope: ExportScope, value: string]>([
  ['everywhere()', ExportScope.everywhere(), '*'],
  ['sameNamespace()', ExportScope.sameNamespace(), '.'],
  ['namespace()', ExportScope.namespace('bank'), 'bank'],
  ['namespaceOf() of a chart', ExportScope.namespaceOf(shop), 'shop'],
  ['namespaceOf() of a namespace', ExportScope.namespaceOf(new kplus.Namespace(shop, 'Bank', { metadata: { name: 'bank' } })), 'bank'],
  ['nowhere()', ExportScope.nowhere(), '~'],
])('%s', (_, scope, value) => {
  expect(scope.value).toBe(value);
});

test.each(['', '*', '.', '~', 'ns_1', 'a.b', 'team-*', 'NS1'])('"%s" is not the name of a namespace', name => {
  expect(() => ExportScope.namespace(name))
    .toThrow(new Error(`'exportTo' must be lower-case letters, digits and '-', 63 characters at most, got "${name}"`));
});

function render(...values: ExportScope[]): string[] {
  return ExportScope._render(values, 'shop');
}

test('items are sorted', () => {
  expect(render(ExportScope.namespace('b'), ExportScope.sameNamespace(), ExportScope.namespace('a'))).toEqual(['.', 'a', 'b']);
});

test.each<[items: ExportScope[], message: string]>([
  [[ExportScope.everywhere(), ExportScope.namespace('bank')], '\'exportTo\' must be "*" alone, got "*, bank"'],
  [[ExportScope.sameNamespace(), ExportScope.nowhere()], '\'exportTo\' must be "~" alone, got "., ~"'],
  [[ExportScope.namespace('a'), ExportScope.namespace('a')], '\'exportTo\' must not have a namespace twice, got "a, a" in namespace "shop"'],
  [[ExportScope.sameNamespace(), ExportScope.namespace('shop')], '\'exportTo\' must not have a namespace twice, got "., shop" in namespace "shop"'],
])('%j can\'t be combined', (items, message) => {
  expect(() => render(...items)).toThrow(new Error(message));
});
