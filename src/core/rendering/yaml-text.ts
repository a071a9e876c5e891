import { Yaml } from 'cdk8s';

const STOCK = Yaml.stringify;

/** Texts of scalars that cdk8s wrote, with a limit for their number. */
type Known = Map<string, string | undefined>;
const MOST_KNOWN = 10_000;
const KNOWN_VALUES: Known = new Map();
const KNOWN_KEYS: Known = new Map();

/** What every schema of YAML reads as a string without quotes: neither the name of a value, nor a number such as `e3` in YAML 1.1. */
const PLAIN = /^(?!(?:[yn]|yes|no|on|off|true|false|null|nan|inf|e[-+]?\d+)$)[a-z/](?:[\w./@=,+-]|:(?=[\w/]))*(?<![-:])$/i;
/** The longest text that is certainly short enough for a key. */
const MOST_KEY = 512;

/** A document that cdk8s must write itself. */
class Unusual extends Error {}
const UNUSUAL = new Unusual();

/**
 * Runs a synth, in which cdk8s writes its documents a few times as fast, with the same text.
 *
 * cdk8s makes a node of the package `yaml` for each value of each document, because such documents can have comments, tags and aliases. What Kubernetes objects have is
 * written directly here: maps, lists, numbers, booleans and plain words. cdk8s is asked for the text of any other scalar, and writes documents with anything else.
 */
export function writingYaml<T>(synth: () => T): T {
  if (Yaml.stringify !== STOCK || !isSameText()) { return synth(); }
  Yaml.stringify = (...documents: unknown[]) => documents.map(textOf).join('---\n');
  try {
    return synth();
  } finally {
    Yaml.stringify = STOCK;
  }
}

/** The text of a document, as `Yaml.stringify()` of cdk8s writes it. */
export function textOf(document: unknown): string {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) { return stock(document); }
  try {
    return `${new Writer().map(document, '', true)}\n`;
  } catch (error) {
    if (error instanceof Unusual || error instanceof RangeError) { return stock(document); }
    throw error;
  }
}

function stock(document: unknown): string {
  return STOCK.call(Yaml, document);
}

/** Writes one document. */
class Writer {
  /** What is written already. cdk8s writes an alias for a map or list that comes again. */
  private readonly written = new Set<object>();

  /** The lines of a map; the first begins where the writer is. */
  public map(fields: object, indent: string, isRoot = false): string {
    if (fields.constructor !== Object || typeof (fields as { toJSON?: unknown }).toJSON === 'function' || Symbol.iterator in fields) { throw UNUSUAL; }
    const names = this.isFirst(fields) && Object.keys(fields);
    if (!names || isRoot && names.length === 0) { throw UNUSUAL; }
    if (names.length === 0) { return '{}'; }
    let text = '';
    for (const name of names) {
      const value = (fields as Readonly<Record<string, unknown>>)[name];
      if (text !== '') { text += `\n${indent}`; }
      text += `${keyText(name, isRoot)}:${this.fieldText(value, indent)}`;
    }
    return text;
  }

  private fieldText(value: unknown, indent: string): string {
    if (typeof value !== 'object' || value === null) { return ` ${scalarText(value)}`; }
    const inner = `${indent}  `;
    const text = this.collection(value, inner);
    return text === '{}' || text === '[]' ? ` ${text}` : `\n${inner}${text}`;
  }

  private collection(value: object, indent: string): string {
    return Array.isArray(value) ? this.list(value, indent) : this.map(value, indent);
  }

  private list(items: readonly unknown[], indent: string): string {
    if (!this.isFirst(items)) { throw UNUSUAL; }
    if (items.length === 0) { return '[]'; }
    let text = '';
    for (const item of items) {
      if (text !== '') { text += `\n${indent}`; }
      text += `- ${typeof item !== 'object' || item === null ? scalarText(item) : this.collection(item, `${indent}  `)}`;
    }
    return text;
  }

  private isFirst(value: object): boolean {
    return this.written.size !== this.written.add(value).size;
  }
}

function keyText(name: string, isRoot: boolean): string {
  if (name.length <= MOST_KEY && isPlain(name)) { return name; }
  // Markers of documents have other rules at the start of a line.
  return isRoot ? fail() : knownText(KNOWN_KEYS, name, () => between('a:\n  ', stock({ a: { [name]: 'a' } }), ': a\n'));
}

function scalarText(value: unknown): string {
  switch (typeof value) {
    case 'string': return isPlain(value) ? value : knownText(KNOWN_VALUES, value, () => between('a:\n  a: ', stock({ a: { a: value } }), '\n'));
    case 'number': return Number.isSafeInteger(value) && !Object.is(value, -0) ? String(value) : between('a:\n  a: ', stock({ a: { a: value } }), '\n') ?? fail();
    case 'boolean': return String(value);
    default: return fail();
  }
}

function isPlain(text: string): boolean {
  return PLAIN.test(text);
}

/** The text of a scalar on one line, which does not depend on the place in the document. */
function knownText(known: Known, value: string, write: () => string | undefined): string {
  if (value.includes('\n')) { fail(); }
  if (!known.has(value)) {
    if (known.size >= MOST_KNOWN) { known.clear(); }
    known.set(value, write());
  }
  return known.get(value) ?? fail();
}

/** What is on one line between a start and an end. Undefined if the text is not like that. */
function between(start: string, text: string, end: string): string | undefined {
  const found = text.slice(start.length, text.length - end.length);
  return text === `${start}${found}${end}` && !found.includes('\n') && !found.startsWith('? ') ? found : undefined;
}

function fail(): never {
  throw UNUSUAL;
}

let same: boolean | undefined;

/** Whether this version of cdk8s writes maps, lists and words as expected. */
function isSameText(): boolean {
  same ??= textOf(SAMPLE) === stock(SAMPLE);
  return same;
}

const SAMPLE = {
  apiVersion: 'networking.istio.io/v1',
  kind: 'Sample',
  metadata: { labels: { 'app.kubernetes.io/name': 'web', 'empty': {} }, name: 'a' },
  spec: [
    { hosts: ['a.example', '*.example', './*', 'a:b', 'true'], number: 443, negative: -1, share: 0.5, on: false },
    [['first', 'second'], [], { one: [{ two: {} }] }],
    ['a,b', 'a=b', 'a+b', 'a@b', 'a_b', '/a', 'registry.example/web:1.0', 'https://api.example:443/path'],
    {},
  ],
};
