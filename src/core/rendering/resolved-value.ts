import { Lazy } from 'cdk8s';
import { sourceOf } from './lazy-value';

/** A copy of what cdk8s makes of a value before it renders it: lazy values and tokens are computed. Nobody else can change it. */
export type ResolvedCopy = undefined | { readonly value: unknown };

/** The items of a list. */
class Items {
  public constructor(public readonly items: readonly unknown[]) {}
}

/** The fields of an object, in their order. */
class Fields {
  public constructor(public readonly names: readonly string[], public readonly values: readonly unknown[]) {}
}

/** The value is of a class that may be rendered in a way that nobody knows. */
class NotPlain extends Error {}

type Parts = Readonly<Record<string, unknown>>;

/**
 * Copies what cdk8s makes of a value.
 *
 * @returns undefined if that cannot be known from the value
 */
export function resolvedCopy(value: unknown): ResolvedCopy {
  try {
    return { value: copyOf(value) };
  } catch {
    return undefined;
  }
}

/** A copy as plain data. */
export function plainValue(copy: NonNullable<ResolvedCopy>): unknown {
  return plain(copy.value);
}

/** Whether cdk8s makes of a value what it made of it when it was copied. False if that cannot be known. */
export function resolvesTo(value: unknown, copy: ResolvedCopy): boolean {
  return copy !== undefined && isSame(value, copy.value);
}

function isSame(value: unknown, copy: unknown): boolean {
  if (typeof value !== 'object' || value === null) { return value === copy && typeof value !== 'function'; }
  const next = resolveOnce(value);
  if (next !== value) { return isSame(next, copy); }
  if (Array.isArray(value)) {
    if (!(copy instanceof Items) || value.length !== copy.items.length) { return false; }
    for (let index = 0; index < value.length; index++) {
      if (!isSame(value[index], copy.items[index])) { return false; }
    }
    return true;
  }
  if (!(copy instanceof Fields) || value.constructor !== Object) { return false; }
  const { names, values } = copy;
  let index = 0;
  // All questions of an app come here for all fields of all objects: this is several times as fast as a list of the names.
  for (const name in value) {
    if (name !== names[index] || !isSame((value as Parts)[name], values[index])) { return false; }
    index++;
  }
  return index === names.length;
}

function copyOf(value: unknown): unknown {
  if (typeof value === 'function') { throw new NotPlain(); }
  if (typeof value !== 'object' || value === null) { return value; }
  const next = resolveOnce(value);
  if (next !== value) { return copyOf(next); }
  if (Array.isArray(value)) { return new Items(value.map(copyOf)); }
  if (value.constructor !== Object) { throw new NotPlain(); }
  const names: string[] = [];
  for (const name in value) { names.push(name); }
  return new Fields(names, names.map(name => copyOf((value as Parts)[name])));
}

function plain(copy: unknown): unknown {
  if (copy instanceof Items) { return copy.items.map(plain); }
  if (copy instanceof Fields) { return Object.fromEntries(copy.names.map((name, index) => [name, plain(copy.values[index])])); }
  return copy;
}

/** One step of what the resolvers of cdk8s do with a value, in their order. The value itself if it is not for them. */
function resolveOnce(value: object): unknown {
  if (value.constructor !== Object && value instanceof Lazy) { return sourceOf(value); }
  const { resolve } = value as { resolve?: unknown };
  return typeof resolve === 'function' ? Reflect.apply(resolve, value, []) as unknown : value;
}
