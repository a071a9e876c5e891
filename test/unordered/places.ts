import { CALLS } from '../../src/core/signatures/calls';
import { STRUCTS } from '../../src/core/signatures/types';
import { ValidCall } from '../wrong-values/valid-calls';

/** A list or a map in the arguments of a call. */
export interface Place {
  readonly call: ValidCall;
  /** What declares it, such as `ServiceEntryProps.hosts`, or `Sidecar#allowEgressTo.targets` for a rest parameter. */
  readonly field: string;
  readonly path: readonly (string | number)[];
  readonly isMap: boolean;
  /** Whether the rest of the arguments is the list. */
  readonly isRest: boolean;
}

interface Field {
  readonly name: string;
  readonly type: string;
  readonly isRest: boolean;
}

function fieldsOf(signature: string): readonly Field[] {
  return signature === '' ? [] : signature.split(', ').map(field => {
    const [, rest, name, type] = /^(\.\.\.)?(\w+)\??: (.+)$/.exec(field)!;
    return { name, type, isRest: rest !== undefined };
  });
}

/** All lists and maps that the public API accepts. */
export function declaredFields(): string[] {
  return Object.entries({ ...STRUCTS, ...CALLS }).flatMap(([owner, signature]) => fieldsOf(signature)
    .filter(({ type, isRest }) => isRest || type.endsWith('[]') || type.startsWith('{')).map(({ name }) => `${owner}.${name}`));
}

/** The lists and maps in the arguments of a call, at any depth, and those that could be there. */
export function placesIn(call: ValidCall, args: readonly unknown[]): Place[] {
  const owner = call.name.replace(/^new /, '') as keyof typeof CALLS;
  return fieldsOf(CALLS[owner]).flatMap(({ name, type, isRest }, index) => {
    const field = `${owner}.${name}`;
    return isRest ? [{ call, field, path: [index], isMap: false, isRest }] : placesOf(call, field, type, args[index], [index]);
  });
}

function placesOf(call: ValidCall, field: string, type: string, value: unknown, path: readonly (string | number)[]): Place[] {
  if (type.endsWith('[]')) {
    const inner = (value as readonly unknown[] ?? []).flatMap((item, index) => placesOf(call, field, type.slice(0, -2), item, [...path, index]));
    return [{ call, field, path, isMap: false, isRest: false }, ...inner];
  }
  // What is in a map of any values is checked with the map.
  if (type.startsWith('{')) { return [{ call, field, path, isMap: true, isRest: false }]; }
  if (!Object.hasOwn(STRUCTS, type) || (value === undefined && /(?<!\?): /.test(STRUCTS[type]))) { return []; }
  return fieldsOf(STRUCTS[type]).flatMap(({ name, type: member }) => placesOf(call, `${type}.${name}`, member, (value as Record<string, unknown> | undefined)?.[name], [...path, name]));
}

/** The arguments with other values at a place. */
export function withValues(args: readonly unknown[], { path, isRest }: Place, values: unknown): readonly unknown[] {
  return isRest ? [...args.slice(0, path[0] as number), ...values as unknown[]] : replaced(args, path, values) as unknown[];
}

function replaced(value: any, [key, ...rest]: readonly (string | number)[], other: unknown): unknown {
  const copy = Array.isArray(value) ? [...value] : { ...value };
  copy[key] = rest.length === 0 ? other : replaced(copy[key], rest, other);
  return copy;
}

/** All orders of a list. */
export function ordersOf<T>(items: readonly T[]): T[][] {
  if (items.length < 2) { return [[...items]]; }
  return items.flatMap((first, index) => ordersOf(items.filter((_, other) => other !== index)).map(rest => [first, ...rest]));
}
