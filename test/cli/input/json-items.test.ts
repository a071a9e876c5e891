import * as fc from 'fast-check';
import { jsonItems } from '../../../src/cli/input/json-items';

test('the items of a list have the lines and columns of the file', () => {
  const text = '{\n  "kind": "List", "more": [{"items": [1]}, "a]"],\n  "items" : [\n    {"a": "}"},\n    { "b":\n 1 }, "\\"," , 3]\n}';
  expect(jsonItems({ text, line: 5 })).toEqual({
    isField: true,
    items: [
      { text: '{"a": "}"}', line: 8, column: 5 },
      { text: '{ "b":\n 1 }', line: 9, column: 5 },
      { text: '"\\","', line: 10, column: 7 },
      { text: '3', line: 10, column: 15 },
    ],
  });
});

test.each(['3', '"items"', '{}', '{"items": {}}', '{"a": {"items": []}}'])('%s has no list', text => {
  expect(jsonItems({ text, line: 1 })).toBeUndefined();
});

test('all items of any list are found, in JSON of any form', () => {
  fc.assert(fc.property(fc.array(fc.jsonValue()), fc.constantFrom(undefined, 2), fc.boolean(), fc.jsonValue(), (items, indent, isField, before) => {
    const text = JSON.stringify(isField ? { before, items, after: before } : items, undefined, indent);
    const list = jsonItems({ text, line: 1 });
    expect(list?.isField).toBe(isField);
    expect(list?.items.map(item => JSON.parse(item.text) as unknown)).toEqual(JSON.parse(JSON.stringify(items)));
    for (const item of list?.items ?? []) {
      const lines = text.split('\n');
      expect(lines[item.line - 1].slice(item.column - 1)).toBe(item.text.split('\n')[0] + lines[item.line - 1].slice(item.column - 1 + item.text.split('\n')[0].length));
    }
  }));
});
