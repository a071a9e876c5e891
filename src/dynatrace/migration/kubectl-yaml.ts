import { isAlias, isMap, isSeq, Scalar, YAMLSeq } from 'yaml';
import type { CollectionTag, Document, DocumentOptions, ParseOptions, ScalarTag, SchemaOptions, Tags, ToJSOptions } from 'yaml';

/** A merge key has a value that is not a map, or a list of maps. */
export class MergeFault extends Error {}

/** Words that are booleans in YAML 1.1. YAML 1.2 has only the spellings of true and false. */
const BOOLEAN: ScalarTag = {
  tag: 'tag:yaml.org,2002:bool',
  default: true,
  test: /^(?:y|Y|yes|Yes|YES|true|True|TRUE|on|On|ON|n|N|no|No|NO|false|False|FALSE|off|Off|OFF)$/,
  resolve: text => /^(?:y|t|on)/i.test(text),
};

const NULL: ScalarTag = {
  tag: 'tag:yaml.org,2002:null', default: true, test: /^(?:~|null|Null|NULL)?$/, createNode: () => new Scalar(null), resolve: () => new Scalar(null),
};

const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const PREFIXED = /^([-+]?)0(?:[xX]([0-9a-fA-F]+)|[bB]([01]+)|[oO]?([0-7]+))$/;
const MAX_UINT64 = 2n ** 64n - 1n;

/** Numbers, in the spellings of Go, with underscores anywhere. What is not a number after all is a text. */
const NUMBER: ScalarTag = {
  tag: 'tag:yaml.org,2002:int',
  default: true,
  test: /^[-+.0-9]/,
  resolve: text => numberOf(text.replace(/_/g, '')) ?? text,
};

/** The same for the explicit tag. */
const EXPLICIT_FLOAT: ScalarTag = { ...NUMBER, tag: 'tag:yaml.org,2002:float' };

function numberOf(text: string): number | undefined {
  const [, sign, hex, binary, octal] = PREFIXED.exec(text) ?? [];
  const digits = hex === undefined ? binary === undefined ? octal && `0o${octal}` : `0b${binary}` : `0x${hex}`;
  if (digits !== undefined) {
    const whole = BigInt(digits);
    return whole > MAX_UINT64 ? undefined : Number(sign === '-' ? -whole : whole);
  }
  if (!FLOAT.test(text)) { return undefined; }
  const number = Number(text);
  // Go treats a number that is too large as a text, and writes no negative zero.
  return Number.isFinite(number) ? number + 0 : undefined;
}

/** Merge keys. The members that they add replace those above them, and are replaced by those below. */
const MERGE: ScalarTag & { addToJSMap?: unknown } = {
  tag: 'tag:yaml.org,2002:merge',
  default: 'key',
  test: /^<<$/,
  identify: value => value === '<<',
  resolve: () => Object.assign(new Scalar(Symbol('<<')), { addToJSMap: merge }),
};

interface Context {
  readonly doc: Document;
}

function merge(context: Context | undefined, map: unknown, value: unknown): void {
  const source = resolved(context, value);
  // The first map of a list is the strongest.
  for (const item of isSeq(source) ? [...(source as YAMLSeq).items].reverse() : [source]) {
    const from = resolved(context, item);
    if (!isMap(from)) { throw new MergeFault('a merge key needs a map or a list of maps'); }
    for (const [key, member] of from.toJSON(null, context as never, Map) as Map<unknown, unknown>) {
      if (map instanceof Map) { map.set(key, member); continue; }
      Object.defineProperty(map, String(key), { value: member, writable: true, enumerable: true, configurable: true });
    }
  }
}

function resolved(context: Context | undefined, value: unknown): unknown {
  return context && isAlias(value) ? value.resolve(context.doc) : value;
}

/** Tags of collections and texts are those of YAML 1.2. */
function tags(standard: Tags): Tags {
  const isCollectionOrText = (tag: Tags[number]) => typeof tag !== 'string' && ((tag as CollectionTag).collection !== undefined || tag.tag === 'tag:yaml.org,2002:str');
  return [...standard.filter(isCollectionOrText), NULL, BOOLEAN, NUMBER, EXPLICIT_FLOAT, MERGE];
}

/**
 * Options for `parseAllDocuments()` that read YAML as kubectl does, whose parser has its own mixture of YAML 1.1 and 1.2: `yes` is a boolean, `0777` an octal
 * number and `1_000` a number; timestamps and `1:20` are texts.
 */
export const KUBECTL_YAML: ParseOptions & DocumentOptions & SchemaOptions & ToJSOptions = { schema: 'core', customTags: tags };
