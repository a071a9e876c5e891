import * as fc from 'fast-check';
import * as words from './words';
import { DYNATRACE_VERSIONS } from '../../../src/analysis/schema/dynatrace-versions';
import type { SchemaNode } from '../../../src/analysis/schema/schema-node';
import { fields, maybe, pick, weighted } from '../base/shapes';

const QUANTITY = pick<unknown>([[4, '1Gi'], [2, 1], [2, '500m'], [1, ''], [1, 'x'], [1, '1.5'], [1, '1e3'], [1, '.5'], [1, '1Ki ']]);

/** Texts by the name of their field. */
const TEXTS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  apiUrl: words.ANY_API_URL,
  apiServer: words.API_SERVER,
  endpoint: words.SSO_URL,
  image: words.IMAGE,
  codeModulesImage: words.IMAGE,
  version: words.VERSION,
  args: words.ARGUMENT,
  mountPath: words.MOUNT_PATH,
  mappedHostPaths: words.HOST_PATH,
  serviceName: words.SERVICE_NAME,
  hostGroup: words.PLAIN_TEXT,
  networkZone: words.PLAIN_TEXT,
  capabilities: pick([[3, 'routing'], [3, 'kubernetes-monitoring'], [2, 'metrics-ingest'], [2, 'dynatrace-api'], [1, 'debugging'], [1, 'Routing'], [1, '']]),
  protocols: pick([[3, 'otlp'], [2, 'zipkin'], [2, 'jaeger'], [2, 'statsd'], [1, 'OTLP'], [1, '']]),
  operator: pick([[3, 'In'], [2, 'NotIn'], [3, 'Exists'], [2, 'DoesNotExist'], [1, 'Equals'], [1, '']]),
  key: words.KEY,
  values: words.VALUE,
  digest: pick([[3, `sha256:${'0'.repeat(64)}`], [2, 'sha256:00'], [1, 'sha256'], [1, 'SHA256:00'], [1, '']]),
  id: pick([[4, 'db'], [2, 'db-1'], [1, ''], [1, '-db'], [1, 'toolongid'], [1, 'DB']]),
  path: words.HOST_PATH,
};

/** A text of any field. */
const TEXT = weighted([6, pick([[4, 'x'], [1, ''], [1, 'ä']])], [1, words.KEY], [1, words.IMAGE]);

/**
 * The spec of an object of dynatrace.com with any fields of the schema. It has only a few fields at a time. Otherwise most objects would be refused for one of
 * them, which hides the others.
 */
export function anySpec(kind: string, version: string): fc.Arbitrary<unknown> {
  return value(DYNATRACE_VERSIONS[`dynatrace.com/${kind}`][version].schema?.properties?.spec ?? {}, 'spec');
}

function value(node: SchemaNode, name: string): fc.Arbitrary<unknown> {
  const plain = typed(node, name);
  return node.nullable ? weighted([6, plain], [1, fc.constant(null)]) : plain;
}

function typed(node: SchemaNode, name: string): fc.Arbitrary<unknown> {
  if (node.enum) { return weighted([20, fc.constantFrom(...node.enum)], [1, fc.constant('x')]); }
  if (node.intOrString) { return node.pattern === undefined ? pick<unknown>([[3, 1], [3, '25%'], [1, 'x'], [1, true]]) : QUANTITY; }
  switch (node.type) {
    case 'object': return record(node, name);
    case 'array': return weighted([8, fc.array(value(node.items ?? {}, name), { minLength: 1, maxLength: 2 })], [1, fc.constant<unknown[]>([])]);
    case 'string': return node.format === undefined ? TEXTS[name] ?? TEXT : pick([[1, '2026-01-01T00:00:00Z'], [1, 'x']]);
    case 'integer': return weighted([6, pick([[4, 1], [2, 0], [1, 2]])], [1, pick([[1, -1], [1, 15.5], [1, 65535], [1, 65536], [1, 2147483647], [1, 2147483648], [1, 9007199254740991]])]);
    case 'number': return pick([[3, 1], [1, 0.5], [1, -1]]);
    case 'boolean': return fc.boolean();
    default: return fc.constant({});
  }
}

function record(node: SchemaNode, name: string): fc.Arbitrary<Record<string, unknown>> {
  if (node.additionalProperties) {
    const item = typeof node.additionalProperties === 'object' ? value(node.additionalProperties, `${name}.*`) : fc.constant('x');
    const isText = typeof node.additionalProperties === 'object' && node.additionalProperties.type === 'string';
    return fc.dictionary(words.KEY.filter(key => key !== '__proto__'), isText ? words.VALUE : item, { maxKeys: 2, noNullPrototype: true });
  }
  const properties = Object.entries(node.properties ?? {});
  const required = new Set(node.required ?? []);
  const share = Math.min(40, Math.ceil(180 / Math.max(properties.length - required.size, 1)));
  return fields(Object.fromEntries(properties.map(([key, property]) => [
    key, maybe(required.has(key) ? 97 : share, fc.constant(property).chain(inner => value(inner, key))),
  ])));
}
