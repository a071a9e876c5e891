import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import { itemsOf } from '../../../src/analysis/base/object-list';

const entry = { apiVersion: 'networking.istio.io/v1', kind: 'ServiceEntry', metadata: { name: 'a' } };

test.each<[string, unknown]>([
  ['has no items', entry],
  ['has items that are not a list', { ...entry, items: { a: 1 } }],
])('an object that %s is not a list', (_, object) => {
  expect(itemsOf(object as KubernetesObject)).toBeUndefined();
});

test('the items of a list include those of lists inside it', () => {
  const list = { apiVersion: 'v1', kind: 'List', items: [entry, { apiVersion: 'v1', kind: 'List', items: [entry] }, null] };
  expect(itemsOf(list)).toEqual([
    { place: 'items[0]', object: entry },
    { place: 'items[1].items[0]', object: entry },
    { place: 'items[2]', object: null },
  ]);
  expect(itemsOf({ ...list, items: [] })).toEqual([]);
});

test('items of a list of one kind can omit their kind', () => {
  const { metadata } = entry;
  const list = { apiVersion: 'networking.istio.io/v1', kind: 'ServiceEntryList', items: [{ metadata }, { apiVersion: 'v1', kind: 'Service', metadata }] };
  expect(itemsOf(list)).toEqual([{ place: 'items[0]', object: entry }, { place: 'items[1]', object: { apiVersion: 'v1', kind: 'Service', metadata } }]);
  expect(itemsOf({ apiVersion: 'v1', kind: 'List', items: [{ metadata }] })).toEqual([{ place: 'items[0]', object: { metadata } }]);
});
