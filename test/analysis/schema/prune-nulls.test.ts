import { withoutNulls } from '../../../src/analysis/schema/prune-nulls';
import type { SchemaNode } from '../../../src/analysis/schema/schema-node';

const NODE: SchemaNode = {
  type: 'object',
  properties: {
    text: { type: 'string' },
    nullable: { type: 'string', nullable: true },
    defaulted: { type: 'string', defaulted: true },
    map: { type: 'object', additionalProperties: { type: 'string' } },
    items: { type: 'array', items: { type: 'object', properties: { text: { type: 'string' } } } },
  },
};

test('known fields that are null are dropped if the schema does not allow null', () => {
  expect(withoutNulls(NODE, {
    text: null, nullable: null, defaulted: null, unknown: null, map: { a: null, b: 'x' }, items: [{ text: null, unknown: null }, null],
  })).toEqual({ nullable: null, defaulted: null, unknown: null, map: { b: 'x' }, items: [{ unknown: null }, null] });
});

test('a value without null stays the same object', () => {
  const value = { text: 'x', map: { a: 'b' }, items: [{ text: 'y' }, null] };
  expect(withoutNulls(NODE, value)).toBe(value);
  expect(withoutNulls(undefined, value)).toBe(value);
  expect(withoutNulls(NODE, null)).toBeNull();
});
