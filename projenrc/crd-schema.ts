import { isRecord } from './crd-document';

type Distiller = (value: unknown, where: string) => unknown;

/** Drops the keyword: text for people. */
const text: Distiller = () => undefined;

/** Keeps the value as it is. */
const fact: Distiller = value => value;

/** Keeps a list whose order means nothing. */
const set: Distiller = value => Array.isArray(value) ? [...value].sort() : value;

const schema: Distiller = (value, where) => isRecord(value) ? distilSchema(value, where) : value;

const schemas: Distiller = (value, where) => (value as unknown[]).map((option, index) => schema(option, `${where}[${index}]`));

const properties: Distiller = (value, where) => {
  const map = value as Record<string, unknown>;
  return Object.fromEntries(Object.keys(map).sort().map(name => [name, schema(map[name], `${where}.${name}`)]));
};

/** The keywords of a rule that decide something; `message` and `messageExpression` only say it in the vendor's words. */
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
  // The API server shows the rule where it has no message, and asks for one where the rule has several lines.
  const line = String(rule.rule).trim();
  return line.includes('\n') ? { ...rule, message: `failed rule: ${line.split(/\s+/).join(' ')}` } : rule;
});

/** What a structural schema may hold, in the order in which it is written. */
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
 * Keeps of a CRD's schema what decides whether an object is valid, and how it is defaulted, pruned and merged.
 *
 * @param value the schema
 * @param where what it belongs to, for errors
 * @throws on a keyword that nobody decided on yet
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
