import * as fc from 'fast-check';
import { selects } from '../../../../src/analysis/base/labels';
import { NodeIndex, OnNodes } from '../../../../src/analysis/rules/dynatrace/dynakube/node-index';

const selector = fc.option(fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('1', '2'), { maxKeys: 3 }), { nil: undefined });
const items = fc.array(fc.record({ name: fc.constantFrom('x', 'y', 'z', 'u', 'v'), nodeSelector: selector }), { maxLength: 12 });

function overlap({ nodeSelector: a = {} }: OnNodes, { nodeSelector: b = {} }: OnNodes): boolean {
  return selects(a, b) || selects(b, a);
}

test('it finds an item exactly if a comparison of all pairs does', () => {
  fc.assert(fc.property(items, list => {
    const index = new NodeIndex(list);
    for (const item of list) {
      const expected = list.filter(other => other.name !== item.name && overlap(item, other));
      const found = index.find(item);
      if (expected.length === 0) { expect(found).toBeUndefined(); } else { expect(expected).toContain(found); }
    }
  }), { numRuns: 500 });
});
