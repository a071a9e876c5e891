import type { SchemaNode } from '../../../src/analysis/schema/schema-node';
import { SchemaWalker } from '../../../src/analysis/schema/schema-walker';

function walk(node: SchemaNode, value: unknown): string[] {
  const walker = new SchemaWalker();
  walker.walk(node, value, 'x');
  return walker.violations.map(({ rule, message }) => `${rule.name} ${message}`);
}

test.each<[SchemaNode, unknown, string[]]>([
  [{ type: 'string' }, 7, ["kubernetes/type 'x' must be a string, got \"7\""]],
  [{ type: 'string' }, null, ["kubernetes/type 'x' must be a string, got null"]],
  [{ type: 'string', nullable: true }, null, []],
  [{ type: 'string', defaulted: true }, null, []],
  [{ type: 'integer' }, 1.5, ["kubernetes/type 'x' must be an integer, got \"1.5\""]],
  [{ type: 'integer' }, 'a secret', ["kubernetes/type 'x' must be an integer, got a string"]],
  [{ type: 'number' }, NaN, ["kubernetes/type 'x' must be a number, got \"NaN\""]],
  [{ type: 'number' }, 1.5, []],
  [{ type: 'boolean' }, 'true', ["kubernetes/type 'x' must be a boolean, got a string"]],
  [{ type: 'array' }, {}, ["kubernetes/type 'x' must be an array, got an object"]],
  [{ type: 'object' }, [], ["kubernetes/type 'x' must be an object, got an array"]],
  [{ intOrString: true }, 7, []],
  [{ intOrString: true }, '7', []],
  [{ intOrString: true }, 7.5, ["kubernetes/type 'x' must be an integer or a string, got \"7.5\""]],
])('the type of %j is checked for %j', (node, value, expected) => {
  expect(walk(node, value)).toEqual(expected);
});

test.each<[SchemaNode, unknown, string[]]>([
  [{ type: 'string', enum: ['A', 'B'] }, 'a', ['kubernetes/enum \'x\' must be one of "A", "B", got "a"']],
  [{ type: 'string', minLength: 1 }, '', ['kubernetes/size \'x\' must have at least 1 character, got "0"']],
  [{ type: 'string', maxLength: 2 }, '😀😀', []],
  [{ type: 'string', maxLength: 2 }, 'abc', ['kubernetes/size \'x\' must have at most 2 characters, got "3"']],
  [{ type: 'string', pattern: '^[a-z]+$' }, 'a1', ['kubernetes/pattern \'x\' must match ^[a-z]+$, got "a1"']],
  [{ type: 'string', format: 'byte' }, 'c2VjcmV', ["kubernetes/format 'x' must be base64"]],
  [{ type: 'string', format: 'byte' }, 'c2VjcmU=', []],
  [{ type: 'string', format: 'unheard-of' }, 'x', []],
  [{ type: 'integer', minimum: 1, maximum: 9 }, 0, ['kubernetes/range \'x\' must be at least 1, got "0"']],
  [{ type: 'integer', minimum: 1, maximum: 9 }, 10, ['kubernetes/range \'x\' must be at most 9, got "10"']],
  [{ type: 'integer', minimum: 1, exclusiveMinimum: true }, 1, ['kubernetes/range \'x\' must be more than 1, got "1"']],
  [{ type: 'number', maximum: 1, exclusiveMaximum: true }, 1, ['kubernetes/range \'x\' must be less than 1, got "1"']],
  [{ type: 'integer', format: 'int32' }, 2 ** 31, ['kubernetes/format \'x\' must be an integer of the format int32, got "2147483648"']],
  [{ type: 'integer', format: 'uint32' }, -1, ['kubernetes/format \'x\' must be an integer of the format uint32, got "-1"']],
  [{ type: 'integer' }, 1e20, ['kubernetes/format \'x\' must be an integer of the format int64, got "100000000000000000000"']],
  [{ type: 'array', minItems: 1 }, [], ['kubernetes/size \'x\' must have at least 1 item, got "0"']],
  [{ type: 'array', maxItems: 1 }, [1, 2], ['kubernetes/size \'x\' must have at most 1 item, got "2"']],
  [{ type: 'object', maxProperties: 1, preserveUnknownFields: true }, { a: 1, b: 2 }, ['kubernetes/size \'x\' must have at most 1 entry, got "2"']],
  [{ type: 'object', minProperties: 2, preserveUnknownFields: true }, { a: 1 }, ['kubernetes/size \'x\' must have at least 2 entries, got "1"']],
])('the limits of %j are checked for %j', (node, value, expected) => {
  expect(walk(node, value)).toEqual(expected);
});

test.each<[string, SchemaNode, unknown, string[]]>([
  ['a field that is missing', { type: 'object', required: ['a'], properties: { a: {} } }, {}, ["kubernetes/required 'x.a' is required"]],
  ['a field that the API server fills in', { type: 'object', required: ['a'], properties: { a: { defaulted: true } } }, {}, []],
  ['a field of another name', { type: 'object', properties: { a: {} } }, { b: 1 },
    ["kubernetes/unknown-field 'x.b' is not a field of the schema, remove it or correct its name; known here: a"]],
  ['a field that only JavaScript has', { type: 'object', properties: { a: {} } }, { constructor: 1 },
    ["kubernetes/unknown-field 'x.constructor' is not a field of the schema, remove it or correct its name; known here: a"]],
  ['a field of a strange name', { type: 'object' }, { 'a.b\n': 1 },
    ['kubernetes/unknown-field \'x["a.b\\n"]\' is not a field of the schema, remove it or correct its name']],
  ['a field where unknown ones are kept', { type: 'object', preserveUnknownFields: true }, { b: 1 }, []],
  ['an entry of a map', { type: 'object', additionalProperties: { type: 'string' } }, { 'a/b': 7 }, ['kubernetes/type \'x["a/b"]\' must be a string, got "7"']],
  ['an entry of a map of anything', { type: 'object', additionalProperties: true }, { a: 7 }, []],
  ['an item of a list', { type: 'array', items: { type: 'string' } }, ['a', 7], ["kubernetes/type 'x[1]' must be a string, got \"7\""]],
  ['an item twice in a set', { type: 'array', listType: 'set', items: { type: 'string' } }, ['a', 'b', 'a'],
    ['kubernetes/duplicate-item \'x\' must not hold an item twice, got "a" twice']],
  ['a key twice in a map', { type: 'array', listType: 'map', listMapKeys: ['name', 'port'] }, [{ name: 'a', port: 1 }, { name: 'a', port: 2 }, { name: 'a', port: 1 }],
    ['kubernetes/duplicate-item \'x\' must not hold two items with the same name and port, got "a", "1" twice']],
  ['an item twice in a plain list', { type: 'array', listType: 'atomic' }, ['a', 'a'], []],
])('%s is checked', (_, node, value, expected) => {
  expect(walk(node, value)).toEqual(expected);
});

const ONE_OF: SchemaNode = {
  type: 'object',
  properties: { a: {}, b: {} },
  oneOf: [{ not: { anyOf: [{ required: ['a'] }, { required: ['b'] }] } }, { required: ['a'] }, { required: ['b'] }],
};

test.each<[SchemaNode, unknown, boolean]>([
  [ONE_OF, {}, true],
  [ONE_OF, { a: 1 }, true],
  [ONE_OF, { a: 1, b: 1 }, false],
  [{ anyOf: [{ type: 'string' }, { type: 'integer' }] }, 7, true],
  [{ anyOf: [{ type: 'string' }, { type: 'integer' }] }, true, false],
  [{ allOf: [{ minimum: 1 }, { maximum: 3 }] }, 2, true],
  [{ allOf: [{ minimum: 1 }, { maximum: 3 }] }, 4, false],
  [{ not: { enum: ['a'] } }, 'b', true],
  [{ not: { enum: ['a'] } }, 'a', false],
  [{ type: 'array', not: { items: { minimum: 1 } } }, [0], true],
  [{ type: 'array', not: { items: { minimum: 1 } } }, [1], false],
  [{ type: 'object', preserveUnknownFields: true, not: { properties: { a: { enum: [1] } } } }, { a: 2 }, true],
  [{ type: 'object', preserveUnknownFields: true, not: { properties: { a: { enum: [1] } } } }, { a: 1 }, false],
  [{ not: { allOf: [{ oneOf: [{ minimum: 1 }, { maximum: 3 }] }] } }, 2, true],
  [{ not: { allOf: [{ oneOf: [{ minimum: 1 }, { maximum: 3 }] }] } }, 4, false],
])('the branches of %j fit %j: %s', (node, value, fits) => {
  expect(walk(node, value).map(text => text.split(' ')[0])).toEqual(fits ? [] : ['kubernetes/alternatives']);
});

test('fields that exclude each other are named', () => {
  expect(walk(ONE_OF, { a: 1, b: 1 })).toEqual(["kubernetes/alternatives 'x' must not hold fields that exclude each other: only one of a, b"]);
  expect(walk({ not: { enum: ['a'] } }, 'a')).toEqual(["kubernetes/alternatives 'x' must have one of the forms that the schema allows"]);
});

test('it remembers where CEL rules stand, but not under a value of the wrong type or a null', () => {
  const walker = new SchemaWalker();
  const node: SchemaNode = { type: 'array', items: { type: 'string', nullable: true, rules: ['self != ""'] } };
  walker.walk(node, ['a', 7, null, 'b'], 'x');
  expect(walker.sites).toEqual([{ expression: 'self != ""', path: 'x[0]', self: 'a' }, { expression: 'self != ""', path: 'x[3]', self: 'b' }]);
});
