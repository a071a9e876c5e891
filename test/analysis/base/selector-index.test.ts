import * as fc from 'fast-check';
import { selects } from '../../../src/analysis/base/labels';
import { SelectorIndex } from '../../../src/analysis/base/selector-index';

const labels = fc.dictionary(fc.constantFrom('a', 'b', 'a=b', 'constructor', '__proto__'), fc.constantFrom('x', 'y', 'b=x', ''), { noNullPrototype: true });

test('it finds what each item would find by itself, in the order of the items', () => {
  fc.assert(fc.property(fc.array(labels), labels, (selectors, pod) => {
    const items = selectors.map((selector, place) => ({ selector, place }));
    expect(new SelectorIndex(items, ({ selector }) => selector).selecting(pod)).toEqual(items.filter(({ selector }) => selects(selector, pod)));
  }));
});

test('a lookup asks only the items that have a label of the pod', () => {
  let asked = 0;
  const index = new SelectorIndex(Array.from({ length: 1000 }, (_, place) => ({ app: `web-${place}` })), selector => {
    asked += 1;
    return selector;
  });
  asked = 0;
  expect(index.selecting({ app: 'web-7', team: 'shop' })).toEqual([{ app: 'web-7' }]);
  expect(asked).toBe(1);
});
