import { Schema } from './crd-facts';

/**
 * Props that set every property of a schema, and the JSON that they must render. Each value is its path, so that a key with the wrong name or in the
 * wrong place is visible.
 */
export interface Sample {
  readonly props: unknown;
  readonly json: unknown;
}

export function sampleOf(schema: Schema, path: string): Sample {
  if (schema.properties) { return structSample(schema.properties, path); }
  if (schema.anyOf?.every(option => option.type !== undefined)) {
    return { props: { value: path }, json: path }; // a union: the L1 has a class with the value
  }
  if (schema.items) {
    const { props, json } = sampleOf(schema.items, `${path}[]`);
    return { props: [props], json: [json] };
  }
  if (typeof schema.additionalProperties === 'object') {
    const { props, json } = sampleOf(schema.additionalProperties, `${path}{}`);
    return { props: { key: props }, json: { key: json } };
  }
  if (schema.format === 'date-time') { return { props: new Date(0), json: '1970-01-01T00:00:00.000Z' }; }
  return { props: path, json: path };
}

/** The L1 renames some properties (`caBundle` for `CABundle`), so the props accept each spelling of a name. */
function structSample(properties: Record<string, Schema>, path: string): Sample {
  const members = Object.entries(properties).map(([name, schema]) => ({ name, ...sampleOf(schema, `${path}.${name}`) }));
  return {
    props: new Proxy({}, { get: (_, asked) => members.find(({ name }) => letters(name) === letters(String(asked)))?.props }),
    json: Object.fromEntries(members.map(({ name, json }) => [name, json])),
  };
}

function letters(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** The paths where two JSON values differ. */
export function differences(actual: unknown, expected: unknown, path: string): string[] {
  if (!isObject(actual) || !isObject(expected)) { return actual === expected ? [] : [path]; }
  return [...new Set([...Object.keys(actual), ...Object.keys(expected)])]
    .flatMap(key => differences(actual[key], expected[key], `${path}.${key}`));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
