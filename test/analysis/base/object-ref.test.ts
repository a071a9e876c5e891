import { describeRefs } from '../../../src/analysis/base/object-ref';

test.each([[1, 'Pod shop/a'], [3, 'Pod shop/a, Pod shop/b, Pod shop/c'], [5, 'Pod shop/a, Pod shop/b, Pod shop/c and 2 more']])('%d objects', (count, expected) => {
  expect(describeRefs([...'abcde'].slice(0, count).map((name, index) => ({ kind: 'Pod', namespace: 'shop', name, index })))).toBe(expected);
});
