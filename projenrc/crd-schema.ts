import { isRecord } from './crd-document';

type Distiller = (value: unknown, where: string) => unknown;

/** Drops the keyword, which is documentation. */
const text: Distiller = () => undefined;

/** Keeps the value as it is. */
const fact: Distiller = value => value;

/** Keeps a list as a sorted list, because its order has no meaning. */
const set: Distiller = value => Array.isArray(value) ? [...value].sort() : value;

const schema: Distiller = (value, where) => isRecord(value) ? distilSchema(value, where) : value;

const schemas: Distiller = (value, where) => (value as unknown[]).map((option, index) => schema(option, `${where}[${index}]`));

const properties: Distiller = (value, where) => {
  const map = value as Record<string, unknown>;
  return Object.fromEntries(Object.keys(map).sort().map(name => [name, schema(map[name], `${where}.${name}`)]));
};

/** The keywords of a rule. `message` and `messageExpression` are dropped: they are the vendor's description of the rule. */
const RULE: Readonly<Record<string, Distiller>> = {
  rule: fact,
  fieldPath: fact,
  reason: fact,
  optionalOldSelf: fact,
  message: text,
  messageExpression: text,
};

const rules: Distiller = (value, where) => (value as unknown[]).map((entry, index) => {
  const rule = pick(entry as Record<string, unknown>, RULE, `${where}[${index}]`);
  // The API server shows the rule if it has no message. If the rule has several lines, it requires a message.
  const line = String(rule.rule).trim();
  return line.includes('\n') ? { ...rule, message: `failed rule: ${line.split(/\s+/).join(' ')}` } : rule;
});

/** The keywords that a structural schema can have, in the order of the output. */
const SCHEMA: Readonly<Record<string, Distiller>> = {
  'description': text,
  'title': text,
  'example': text,
  'externalDocs': text,
  'type': fact,
  'format': fact,
  'nullable': fact,
  'x-kubernetes-int-or-string': fact,
  'x-kubernetes-preserve-unknown-fields': fact,
  'x-kubernetes-embedded-resource': fact,
  'x-kubernetes-list-type': fact,
  'x-kubernetes-list-map-keys': fact,
  'x-kubernetes-map-type': fact,
  'default': fact,
  'enum': fact,
  'pattern': fact,
  'minLength': fact,
  'maxLength': fact,
  'minimum': fact,
  'exclusiveMinimum': fact,
  'maximum': fact,
  'exclusiveMaximum': fact,
  'multipleOf': fact,
  'minItems': fact,
  'maxItems': fact,
  'uniqueItems': fact,
  'minProperties': fact,
  'maxProperties': fact,
  'required': set,
  'x-kubernetes-validations': rules,
  'allOf': schemas,
  'anyOf': schemas,
  'oneOf': schemas,
  'not': schema,
  'additionalProperties': schema,
  'items': schema,
  'properties': properties,
};

/**
 * Keeps the part of a CRD's schema that decides whether an object is valid, and how it is defaulted, pruned and merged.
 *
 * @param value the schema
 * @param where what the schema belongs to, for error messages
 * @throws if the schema has an unknown keyword
 */
export function distilSchema(value: Record<string, unknown>, where: string): Record<string, unknown> {
  return pick(value, SCHEMA, where);
}

function pick(value: Record<string, unknown>, keywords: Readonly<Record<string, Distiller>>, where: string): Record<string, unknown> {
  for (const keyword of Object.keys(value)) {
    if (!Object.hasOwn(keywords, keyword)) {
      throw new Error(`unknown keyword "${keyword}" at ${where}: decide in projenrc/crd-schema.ts whether it is a fact`);
    }
  }
  return Object.fromEntries(Object.keys(keywords)
    .filter(keyword => value[keyword] !== undefined)
    .map(keyword => [keyword, keywords[keyword](value[keyword], `${where} ${keyword}`)])
    .filter(([, distilled]) => distilled !== undefined));
}
