import type { SchemaNode } from './schema-node';
import { FORMAT, PATTERN, RANGE, SIZE } from './structural-rules';
import { isRecord } from '../base/json';
import { quote } from '../base/quote';
import type { RuleBase } from '../findings/rule';

/** A limit that a value violates. */
export interface LimitFault {
  readonly rule: RuleBase;
  /** Text that follows the path of the value. */
  readonly text: string;
}

/** Singular and plural of the counted items. */
type Nouns = readonly [string, string];

const ITEMS: Nouns = ['item', 'items'];
const ENTRIES: Nouns = ['entry', 'entries'];
const CHARACTERS: Nouns = ['character', 'characters'];

const NONE: readonly LimitFault[] = [];

/** Ranges of the integer formats. An integer without a format has 64 bits. */
const INTEGERS: Readonly<Record<string, readonly [number, number]>> = {
  int32: [-(2 ** 31), 2 ** 31 - 1],
  uint32: [0, 2 ** 32 - 1],
  uint64: [0, 2 ** 64],
  int64: [-(2 ** 63), 2 ** 63],
};

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})$/;

const patterns = new Map<string, RegExp>();

/** The limits of a node that a value of the right type violates. */
export function limitFault(node: SchemaNode, value: unknown): readonly LimitFault[] {
  if (typeof value === 'string') { return textFaults(node, value); }
  if (typeof value === 'number') { return numberFaults(node, value); }
  if (Array.isArray(value)) { return sizeFaults(value.length, node.minItems, node.maxItems, ITEMS); }
  return isRecord(value) ? sizeFaults(Object.keys(value).length, node.minProperties, node.maxProperties, ENTRIES) : NONE;
}

function textFaults(node: SchemaNode, value: string): readonly LimitFault[] {
  const faults: LimitFault[] = [];
  if (node.minLength !== undefined || node.maxLength !== undefined) {
    faults.push(...sizeFaults(countCharacters(value), node.minLength, node.maxLength, CHARACTERS));
  }
  if (node.pattern !== undefined && !patternOf(node.pattern).test(value)) {
    faults.push({ rule: PATTERN, text: `must match ${node.pattern}, got ${quote(value)}` });
  }
  // The value isn't shown, because encoded data may be secret.
  if (node.format === 'byte' && !BASE64.test(value)) { faults.push({ rule: FORMAT, text: 'must be base64' }); }
  return faults;
}

function numberFaults(node: SchemaNode, value: number): readonly LimitFault[] {
  const faults: LimitFault[] = [];
  const range = node.type === 'integer' ? INTEGERS[node.format ?? 'int64'] ?? INTEGERS.int64 : undefined;
  if (range && (value < range[0] || value > range[1])) {
    faults.push({ rule: FORMAT, text: `must be an integer of the format ${node.format ?? 'int64'}, got ${quote(value)}` });
  }
  const { minimum, maximum, exclusiveMinimum = false, exclusiveMaximum = false } = node;
  if (minimum !== undefined && (value < minimum || (exclusiveMinimum && value === minimum))) {
    faults.push({ rule: RANGE, text: `must be ${exclusiveMinimum ? 'more than' : 'at least'} ${minimum}, got ${quote(value)}` });
  }
  if (maximum !== undefined && (value > maximum || (exclusiveMaximum && value === maximum))) {
    faults.push({ rule: RANGE, text: `must be ${exclusiveMaximum ? 'less than' : 'at most'} ${maximum}, got ${quote(value)}` });
  }
  return faults;
}

function sizeFaults(size: number, minimum: number | undefined, maximum: number | undefined, [one, several]: Nouns): readonly LimitFault[] {
  const tooFew = minimum !== undefined && size < minimum;
  if (!tooFew && (maximum === undefined || size <= maximum)) { return NONE; }
  const limit = tooFew ? minimum : maximum;
  return [{ rule: SIZE, text: `must have ${tooFew ? 'at least' : 'at most'} ${limit} ${limit === 1 ? one : several}, got "${size}"` }];
}

/** Counts characters as the API server does. JavaScript's `length` counts UTF-16 code units. */
function countCharacters(text: string): number {
  let count = 0;
  for (const _ of text) { count += 1; }
  return count;
}

function patternOf(source: string): RegExp {
  let pattern = patterns.get(source);
  if (!pattern) {
    pattern = new RegExp(source);
    patterns.set(source, pattern);
  }
  return pattern;
}
