import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import { itemsOf, openLists } from '../../../src/analysis/base/object-list';

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

test('a list that Go wrote as null is empty', () => {
  expect(itemsOf({ apiVersion: 'v1', kind: 'List', items: null })).toEqual([]);
  expect(itemsOf({ apiVersion: 'networking.istio.io/v1', kind: 'SidecarList', items: null })).toEqual([]);
  expect(itemsOf({ ...entry, items: null })).toBeUndefined();
});

test('lists in lists are opened down to a level that leaves the stack alone', () => {
  let list: KubernetesObject = entry;
  for (let level = 0; level < 20_000; level++) { list = { apiVersion: 'v1', kind: 'List', items: [list] }; }
  const [{ place, object }] = itemsOf(list)!;
  expect([place.split('.').length, object.kind]).toEqual([100, 'List']);
});

test('opened objects keep the index of what was given', () => {
  expect(openLists([entry, { apiVersion: 'v1', kind: 'List', items: [entry, entry] }, null as never])).toEqual([
    { given: 0, object: entry },
    { given: 1, place: 'items[0]', object: entry },
    { given: 1, place: 'items[1]', object: entry },
    { given: 2, object: null },
  ]);
});
