import { Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { CALLS } from './calls';
import { DESCRIPTIONS, ENUMS, MEMBERS, STRUCTS } from './types';
import { isRecord } from '../../analysis/base/json';
import { quote, quoteAll } from '../../analysis/base/quote';

/** A parameter or a property: `name: type`, with `?` behind the name of an optional one and `...` before that of a rest parameter. */
interface Field {
  readonly name: string;
  readonly type: string;
  readonly isOptional: boolean;
  readonly isRest: boolean;
}

/**
 * Checks the arguments of a public constructor or method by their types. The compiler does not see what JavaScript, a cast or YAML passes.
 *
 * @param call the constructor (`Sidecar`), static method (`EgressHost.of`) or method (`Sidecar#allowEgressTo`)
 * @throws if an argument, or a property of it at any depth, is not of its type
 */
export function checkCall(call: keyof typeof CALLS, args: readonly unknown[]): void {
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
  if (!isRecord(value) || !(isPlain(value) || hasStruct(fields, value))) {
    throw wrong(path, `must be an object with the properties of ${type}`, value);
  }
  for (const { name, type: member, isOptional } of fields) {
    if (!isOptional || value[name] !== undefined) { checkValue(member, value[name], `${prefix}${name}`); }
  }
}

/** Whether an instance has the properties of a struct: some of them if its class is the user's, all of them if it is one of this library, which is meant for something else. */
function hasStruct(fields: readonly Field[], value: object): boolean {
  return isOfLibrary(value) ? fields.every(({ name }) => name in value) : fields.some(({ name }) => name in value);
}

function isOfType(type: string, value: unknown): boolean {
  switch (type) {
    case 'any': return true;
    case 'string':
    case 'number':
    case 'boolean': return typeof value === type;
    case 'construct': return Construct.isConstruct(value);
    default: return Object.hasOwn(ENUMS, type) ? namesIn(ENUMS[type]).includes(value as string) : isInstance(type, value);
  }
}

/**
 * Whether a value is an instance of a class or interface: whether it has the members of it. `instanceof` and the name of the class are no proof: there can be several
 * copies of this library, and bundlers change names.
 */
function isInstance(type: string, value: unknown): value is object {
  return isRecord(value) && (isInterface(type) || !isPlain(value)) && namesIn(MEMBERS[type]).every(member => member in value);
}

/** Whether a name is that of a behavioral interface, which jsii begins with an I. An object of any kind can have one. */
function isInterface(type: string): boolean {
  return /^I[A-Z]/.test(type);
}

/** Whether a value is a construct, or an instance of a class whose members are known: of one that is a parameter, or of an egress target. */
function isOfLibrary(value: object): boolean {
  return Construct.isConstruct(value) || Object.keys(MEMBERS).some(type => (!isInterface(type) || (type === 'IEgressTarget' && !isPlain(value))) && isInstance(type, value));
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (!isRecord(value)) { return false; }
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function describe(type: string): string {
  if (type === 'boolean') { return 'true or false'; }
  if (type === 'construct') { return 'a construct of the app'; }
  if (Object.hasOwn(ENUMS, type)) { return `one of ${quoteAll(namesIn(ENUMS[type]))}`; }
  return Object.hasOwn(DESCRIPTIONS, type) ? DESCRIPTIONS[type] : `a ${type}`;
}

function wrong(path: string, rule: string, value: unknown, type = ''): Error {
  return new Error(`'${path}' ${rule}, got ${quote(shown(value))}${remedyFor(value, type)}`);
}

/** An instance is shown by its class: its fields mean nothing to users. */
function shown(value: unknown): unknown {
  if (Construct.isConstruct(value)) { return `the construct ${value.node.path}`; }
  if (!isRecord(value) || isPlain(value)) { return value; }
  const { name } = ((value as object).constructor ?? {}) as { name?: unknown };
  return typeof name === 'string' && name !== '' ? `${/^(?!One)[AEIO]/.test(name) ? 'an' : 'a'} ${name}` : value;
}

function remedyFor(value: unknown, type: string): string {
  if (value instanceof Lazy) { return '; it is checked at once, so pass the value itself'; }
  if (typeof value === 'function' && Object.hasOwn(MEMBERS, type)) { return '; call the function, or create an instance of the class'; }
  return '';
}

// Each signature is parsed once.
const parsed = new Map<string, readonly Field[]>();
const split = new Map<string, readonly string[]>();

function fieldsOf(signature: string): readonly Field[] {
  return once(parsed, signature, () => namesIn(signature).map(field => {
    const [, rest, name, optional, type] = /^(\.\.\.)?(\w+)(\?)?: (.+)$/.exec(field)!;
    return { name, type, isOptional: optional !== undefined, isRest: rest !== undefined };
  }));
}

function namesIn(list: string): readonly string[] {
  return once(split, list, () => list === '' ? [] : list.split(', '));
}

function once<T>(known: Map<string, T>, key: string, make: () => T): T {
  let value = known.get(key);
  if (value === undefined) { known.set(key, value = make()); }
  return value;
}
