import { limitFault } from './limits';
import type { SchemaNode } from './schema-node';
import type { SchemaViolation } from './schema-violation';
import { ALTERNATIVES, DUPLICATE_ITEM, ENUM, REQUIRED, TYPE, UNKNOWN_FIELD } from './structural-rules';
import { isRecord, JsonObject } from '../base/json';
import { quote, quoteAll } from '../base/quote';
import type { RuleBase } from '../findings/rule';

/** A value for which the schema has a CEL rule. */
export interface CelSite {
  readonly expression: string;
  readonly path: string;
  readonly self: unknown;
}

/** Validates a value against a structural schema, as the API server does with strict validation of unknown fields. */
export class SchemaWalker {
  public readonly violations: SchemaViolation[] = [];
  /** Values whose CEL rules must be checked if everything else is valid. */
  public readonly sites: CelSite[] = [];
  /** What other rules can't read: unknown fields, and required values that are missing or of the wrong type. By the object or list that has them, with what to read instead. */
  public readonly unreadable = new Map<object, Map<string | number, unknown>>();
  /** Whether a choice such as `resolution` is not one of its values, so that the meaning of other fields is unknown. */
  public hasUnknownChoice = false;

  /**
   * Checks a value. Messages call it `path`.
   *
   * @param parent the object or list that has the value; undefined for the root
   */
  public walk(node: SchemaNode, value: unknown, path: string, parent?: Parent): void {
    if (value === null && (node.nullable || node.defaulted)) { return; }
    if (!hasType(node, value)) {
      this.report(TYPE, path, `must be ${describeType(node)}, got ${describeValue(value)}`);
      this.hasUnknownChoice ||= node.enum !== undefined;
      if (parent) { this.replace(parent.value, parent.key, parent.isRequired ? emptyValue(node) : undefined); }
      return;
    }
    if (node.rules) {
      for (const expression of node.rules) { this.sites.push({ expression, path, self: value }); }
    }
    this.walkLimits(node, value, path);
    if (Array.isArray(value)) { this.walkItems(node, value, path); }
    if (isRecord(value)) { this.walkFields(node, value, path); }
    this.walkBranches(node, value, path);
  }

  /** Checks only that no field of a value is unknown, as for a value that the API server drops after it has decoded the object. */
  public walkNames(node: SchemaNode, value: unknown, path: string): void {
    if (Array.isArray(value)) {
      value.forEach((item, index) => node.items && this.walkNames(node.items, item, `${path}[${index}]`));
    } else if (isRecord(value)) {
      for (const [name, field] of Object.entries(value)) {
        if (node.properties && Object.hasOwn(node.properties, name)) {
          this.walkNames(node.properties[name], field, join(path, name));
        } else if (node.properties && !node.preserveUnknownFields && field !== undefined) {
          this.reportUnknown(node, path, name);
        }
      }
    }
  }

  private walkLimits(node: SchemaNode, value: unknown, path: string): void {
    if (node.enum && !node.enum.includes(value)) {
      this.report(ENUM, path, `must be one of ${quoteAll(node.enum)}, got ${quote(value)}`);
      this.hasUnknownChoice = true;
    }
    for (const { rule, text } of limitFault(node, value)) { this.report(rule, path, text); }
  }

  private walkItems(node: SchemaNode, items: readonly unknown[], path: string): void {
    if (node.items) {
      const { items: item } = node;
      items.forEach((value, index) => this.walk(item, value, `${path}[${index}]`, { value: items, key: index, isRequired: true }));
    }
    if (node.listType !== 'set' && node.listType !== 'map') { return; }
    const keys = node.listMapKeys ?? [];
    const seen = new Set<string>();
    for (const item of items) {
      const identity = node.listType === 'set' ? item : keys.map(key => isRecord(item) ? item[key] : undefined);
      const text = JSON.stringify(identity) ?? '';
      if (seen.has(text)) {
        const what = node.listType === 'set' ? 'an item twice' : `two items with the same ${keys.join(' and ')}`;
        this.report(DUPLICATE_ITEM, path, `must not have ${what}, got ${quoteAll(Array.isArray(identity) ? identity : [identity])} twice`);
      }
      seen.add(text);
    }
  }

  private walkFields(node: SchemaNode, fields: JsonObject, path: string): void {
    const { properties, additionalProperties } = node;
    for (const name of node.required ?? NO_NAMES) {
      const property = properties?.[name] ?? {};
      if (fields[name] !== undefined || property.defaulted) { continue; }
      this.report(REQUIRED, join(path, name), 'is required');
      this.hasUnknownChoice ||= property.enum !== undefined;
      this.replace(fields, name, emptyValue(property));
    }
    for (const name of Object.keys(fields)) {
      const value = fields[name];
      if (value === undefined) { continue; }
      if (properties && Object.hasOwn(properties, name)) {
        this.walk(properties[name], value, join(path, name), { value: fields, key: name, isRequired: node.required?.includes(name) });
      } else if (typeof additionalProperties === 'object') {
        this.walk(additionalProperties, value, `${path}[${quote(name)}]`, { value: fields, key: name });
      } else if (additionalProperties !== true && !node.preserveUnknownFields) {
        this.reportUnknown(node, path, name);
        this.replace(fields, name, undefined);
      }
    }
  }

  private walkBranches(node: SchemaNode, value: unknown, path: string): void {
    if (!node.allOf && !node.anyOf && !node.oneOf && !node.not) { return; }
    const fits = (branch: SchemaNode): boolean => fitsBranch(branch, value);
    const { allOf = [], anyOf, oneOf, not } = node;
    const isBroken = !allOf.every(fits) || (anyOf && !anyOf.some(fits)) || (oneOf && oneOf.filter(fits).length !== 1) || (not && fits(not));
    if (!isBroken) { return; }
    const fields = [...new Set(requiredFields(node))].sort();
    this.report(ALTERNATIVES, path, fields.length > 0 ? `must have only one of the fields ${fields.join(', ')}, which exclude each other; remove the others` : 'must match one of the alternatives of the schema');
  }

  private reportUnknown({ properties }: SchemaNode, path: string, name: string): void {
    const known = properties ? ` (known here: ${Object.keys(properties).join(', ')})` : '';
    this.report(UNKNOWN_FIELD, join(path, name), `is not a field of the schema; remove it, or correct its name${known}`);
  }

  private report(rule: RuleBase, path: string, text: string): void {
    this.violations.push({ rule, message: `'${path}' ${text}`, path });
  }

  private replace(parent: object, key: string | number, value: unknown): void {
    const replaced = this.unreadable.get(parent) ?? new Map<string | number, unknown>();
    this.unreadable.set(parent, replaced.set(key, value));
  }
}

const NO_NAMES: readonly string[] = [];

/** Where a value is. */
interface Parent {
  readonly value: object;
  readonly key: string | number;
  /** Whether rules read the value without checking that it is there. */
  readonly isRequired?: boolean;
}

/** What rules read instead of a required value that is missing or has the wrong type. */
function emptyValue(node: SchemaNode): unknown {
  switch (node.type) {
    case 'array': return [];
    case 'string': return '';
    case 'integer':
    case 'number': return 0;
    case 'boolean': return false;
    default: return Object.fromEntries((node.required ?? []).map(name => [name, emptyValue(node.properties?.[name] ?? {})]));
  }
}

/** Branches contain value validations only: types and unknown fields are not checked in them. */
function fitsBranch(branch: SchemaNode, value: unknown): boolean {
  if (!hasType(branch, value)) { return false; }
  if (branch.enum && !branch.enum.includes(value)) { return false; }
  if (limitFault(branch, value).length > 0) { return false; }
  if (Array.isArray(value) && branch.items && !value.every(item => fitsBranch(branch.items ?? {}, item))) { return false; }
  if (isRecord(value)) {
    if ((branch.required ?? []).some(name => value[name] === undefined)) { return false; }
    for (const [name, property] of Object.entries(branch.properties ?? {})) {
      if (value[name] !== undefined && !fitsBranch(property, value[name])) { return false; }
    }
  }
  const fits = (inner: SchemaNode): boolean => fitsBranch(inner, value);
  return (branch.allOf ?? []).every(fits)
    && (branch.anyOf === undefined || branch.anyOf.some(fits))
    && (branch.oneOf === undefined || branch.oneOf.filter(fits).length === 1)
    && (branch.not === undefined || !fits(branch.not));
}

/** All fields that the branches of a node require. */
function requiredFields(node: SchemaNode): string[] {
  return [...node.allOf ?? [], ...node.anyOf ?? [], ...node.oneOf ?? [], ...node.not ? [node.not] : []]
    .flatMap(branch => [...branch.required ?? [], ...requiredFields(branch)]);
}

function hasType(node: SchemaNode, value: unknown): boolean {
  if (node.intOrString) { return typeof value === 'string' || Number.isInteger(value); }
  switch (node.type) {
    case 'object': return isRecord(value);
    case 'array': return Array.isArray(value);
    case 'integer': return Number.isInteger(value);
    case 'number': return Number.isFinite(value);
    case 'string': return typeof value === 'string';
    case 'boolean': return typeof value === 'boolean';
    default: return true;
  }
}

function describeType(node: SchemaNode): string {
  if (node.intOrString) { return 'an integer or a string'; }
  const type = node.type ?? 'value';
  return `${/^[aio]/.test(type) ? 'an' : 'a'} ${type}`;
}

/** Strings, lists and objects are not shown: they may be large or contain secrets. */
function describeValue(value: unknown): string {
  if (value === null) { return 'null'; }
  if (typeof value === 'number' || typeof value === 'boolean') { return quote(value); }
  if (Array.isArray(value)) { return 'an array'; }
  return typeof value === 'object' ? 'an object' : 'a string';
}

function join(path: string, name: string): string {
  if (!isPlainName(name)) { return `${path}[${quote(name)}]`; }
  return path === '' ? name : `${path}.${name}`;
}

/** The names of fields are few, and each is asked for once for each object. */
const PLAIN_NAMES = new Map<string, boolean>();
const MOST_NAMES = 5000;

function isPlainName(name: string): boolean {
  let isPlain = PLAIN_NAMES.get(name);
  if (isPlain === undefined) {
    isPlain = /^[A-Za-z_][\w-]*$/.test(name);
    if (PLAIN_NAMES.size < MOST_NAMES) { PLAIN_NAMES.set(name, isPlain); }
  }
  return isPlain;
}
