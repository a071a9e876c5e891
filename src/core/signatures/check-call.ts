import { Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { CALLS, DESCRIPTIONS, ENUMS, MEMBERS, STRUCTS } from './signatures';
import { isRecord } from '../../analysis/base/json';
import { quote, quoteAll } from '../../analysis/base/quote';

/** A parameter or a property: `name: type`, with `?` behind the name of an optional one and `...` before that of a rest parameter. */
interface Field {
  readonly name: string;
  readonly type: string;
  readonly isOptional: boolean;
  readonly isRest: boolean;
}

const parsed = new Map<string, readonly Field[]>();

/**
 * Checks the arguments of a public constructor or method by their types. The compiler does not see what JavaScript, a cast or YAML passes.
 *
 * @param call the constructor (`Sidecar`), static method (`EgressHost.of`) or method (`Sidecar#allowEgressTo`)
 * @throws if an argument, or a property of it at any depth, is not of its type
 */
export function checkCall(call: string, args: readonly unknown[]): void {
  const parameters = fieldsOf(CALLS[call]);
  for (const [index, { name, type, isOptional, isRest }] of parameters.entries()) {
    if (isRest) {
      args.slice(index).forEach((arg, place) => { checkValue(type, arg, `${name}[${place}]`); });
    } else if (!isOptional || args[index] !== undefined) {
      checkValue(type, args[index], name, true);
    }
  }
}

/** @param isParameter whether the properties of the value are named without it */
function checkValue(type: string, value: unknown, path: string, isParameter = false): void {
  if (type.endsWith('[]')) {
    if (!Array.isArray(value)) { throw wrong(path, 'must be a list', value); }
    value.forEach((item, index) => { checkValue(type.slice(0, -2), item, `${path}[${index}]`); });
  } else if (type.startsWith('{')) {
    if (!isPlain(value)) { throw wrong(path, 'must be a map', value); }
    if (Object.hasOwn(value, '__proto__')) { throw new Error(`'${path}' must not have the key "__proto__", which cdk8s loses; rename it`); }
    for (const [key, member] of Object.entries(value)) { checkValue(type.slice(1, -1), member, `${path}[${quote(key)}]`); }
  } else if (Object.hasOwn(STRUCTS, type)) {
    checkStruct(type, value, path, isParameter ? '' : `${path}.`);
  } else if (!isOfType(type, value)) {
    throw wrong(path, `must be ${describe(type)}`, value, type);
  }
}

function checkStruct(type: string, value: unknown, path: string, prefix: string): void {
  const fields = fieldsOf(STRUCTS[type]);
  // A struct may be an object of a class of the user's. An object that has none of the properties is something else.
  if (!isRecord(value) || !(isPlain(value) || fields.some(({ name }) => name in value))) {
    throw wrong(path, `must be an object with the properties of ${type}`, value);
  }
  for (const { name, type: member, isOptional } of fields) {
    if (!isOptional || value[name] !== undefined) { checkValue(member, value[name], `${prefix}${name}`); }
  }
}

function isOfType(type: string, value: unknown): boolean {
  switch (type) {
    case 'any': return true;
    case 'string':
    case 'number':
    case 'boolean': return typeof value === type;
    case 'construct': return Construct.isConstruct(value);
    default: return Object.hasOwn(ENUMS, type) ? ENUMS[type].split(', ').includes(value as string) : isInstance(type, value);
  }
}

/** Whether a value has the members of a class or interface. Names of classes are no proof: bundlers change them. */
function isInstance(type: string, value: unknown): boolean {
  return isRecord(value) && MEMBERS[type].split(', ').every(member => member in value);
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (!isRecord(value)) { return false; }
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function describe(type: string): string {
  if (type === 'boolean') { return 'true or false'; }
  if (type === 'construct') { return 'a construct of the app'; }
  if (Object.hasOwn(ENUMS, type)) { return `one of ${quoteAll(ENUMS[type].split(', '))}`; }
  return Object.hasOwn(DESCRIPTIONS, type) ? DESCRIPTIONS[type] : `a ${type}`;
}

function wrong(path: string, rule: string, value: unknown, type = ''): Error {
  const got = isRecord(value) && !isPlain(value) && !Construct.isConstruct(value) ? nameOf(value) : value;
  return new Error(`'${path}' ${rule}, got ${quote(Construct.isConstruct(got) ? `the construct ${got.node.path}` : got)}${remedyFor(value, type)}`);
}

function nameOf(value: object): string {
  const { name } = value.constructor;
  return `${/^[AEIO]/.test(name) ? 'an' : 'a'} ${name}`;
}

function remedyFor(value: unknown, type: string): string {
  if (value instanceof Lazy) { return '; it is checked at once, so pass the value itself'; }
  if (typeof value === 'function' && Object.hasOwn(MEMBERS, type)) { return '; call the function, or create an instance of the class'; }
  return '';
}

function fieldsOf(text: string): readonly Field[] {
  let fields = parsed.get(text);
  if (!fields) {
    fields = text === '' ? [] : text.split(', ').map(field => {
      const [, rest, name, optional, type] = /^(\.\.\.)?(\w+)(\?)?: (.+)$/.exec(field)!;
      return { name, type, isOptional: optional !== undefined, isRest: rest !== undefined };
    });
    parsed.set(text, fields);
  }
  return fields;
}
