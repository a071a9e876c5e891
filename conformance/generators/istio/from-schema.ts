import * as fc from 'fast-check';
import { object } from './metadata';
import type { Words } from './words';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import { SCHEMAS } from '../../../src/analysis/schema/check-schema';
import type { SchemaNode } from '../../../src/analysis/schema/schema-node';
import { fields, maybe, pick, weighted } from '../base/shapes';

/**
 * Objects of a kind with any fields of the schema, because no list of hand-written cases has them all.
 *
 * An object has only a few fields at a time. Otherwise most objects would be refused for one of them, which hides the others.
 */
export function fromSchema(words: Words, group: string, kind: string): fc.Arbitrary<KubernetesObject> {
  const root = SCHEMAS[`${group}/v1/${kind}`];
  return object(words, group, kind, value(words, root.properties?.spec ?? {}, 'spec'));
}

function value(words: Words, node: SchemaNode, name: string): fc.Arbitrary<unknown> {
  if (node.enum) { return weighted([20, fc.constantFrom(...node.enum)], [1, fc.constant('x')]); }
  if (node.intOrString) { return pick<unknown>([[1, 1], [1, 'x']]); }
  switch (node.type) {
    case 'object': return record(words, node, name);
    case 'array': {
      const item = value(words, node.items ?? {}, name);
      return weighted([8, fc.array(item, { minLength: 1, maxLength: 2 })], [1, fc.constant<unknown[]>([])]);
    }
    case 'string': return text(words, node, name);
    case 'integer': return weighted([8, pick([[4, 1], [2, 0], [2, 100], [1, 80], [1, 500]])], [1, pick([[1, -1], [1, 101], [1, 599], [1, 600], [1, 65536], [1, 2147483648]])]);
    case 'number': return pick([[3, 1], [1, 0], [1, 100], [1, 0.5], [1, 100.5], [1, -0.1]]);
    case 'boolean': return fc.boolean();
    default: return fc.constant({});
  }
}

function record(words: Words, node: SchemaNode, name: string): fc.Arbitrary<Record<string, unknown>> {
  if (node.additionalProperties) {
    const item = typeof node.additionalProperties === 'object' ? value(words, node.additionalProperties, `${name}.*`) : fc.constant('x');
    const key = pick([[4, 'app'], [2, 'x-header'], [1, ':authority'], [1, ''], [1, '*'], [1, 'A b']]);
    return fc.dictionary(key, item, { maxKeys: 2, noNullPrototype: true });
  }
  const properties = Object.entries(node.properties ?? {});
  const required = new Set(node.required ?? []);
  const optional = Math.max(properties.length - required.size, 1);
  const share = Math.min(40, Math.ceil(150 / optional));
  return fields(Object.fromEntries(properties.map(([key, property]) => [
    key, maybe(required.has(key) ? 97 : share, fc.constant(property).chain(inner => value(words, inner, key))),
  ])));
}

/** Texts by the name of their field. */
function text(words: Words, { rules = [] }: SchemaNode, name: string): fc.Arbitrary<string> {
  if (rules.some(rule => rule.includes('duration'))) { return words.duration; }
  switch (name) {
    case 'host':
    case 'sni':
    case 'subjectAltNames':
    case 'sniHosts':
    case 'hosts': return words.host;
    case 'exportTo': return words.exportTo;
    case 'gateways': return pick([[3, 'mesh'], [2, 'a'], [1, 'egress/a'], [1, 'a.b'], [1, 'egress/a/b'], [1, '']]);
    case 'destinationSubnets': return words.address;
    case 'mode':
    case 'name':
    case 'subset': return words.label;
    case 'protocol': return words.protocol;
    case 'regex': return pick([[3, 'a.*'], [1, '('], [1, ''], [1, '(?=a)'], [1, 'a'.repeat(1025)]]);
    case 'exact':
    case 'prefix': return pick([[3, '/x'], [2, 'x'], [1, '']]);
    case 'uri': return pick([[3, '/x'], [1, ''], [1, '%zz']]);
    default: return weighted([4, pick([[3, 'x'], [1, ''], [1, '*'], [1, '/x']])], [1, words.duration], [1, words.name]);
  }
}
