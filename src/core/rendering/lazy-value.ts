import { Lazy } from 'cdk8s';

/** What the lazy values of this library are made from. */
const SOURCES = new WeakMap<object, () => unknown>();

/**
 * A value that cdk8s computes when it renders.
 *
 * @param toJson what is rendered for a value. It must depend on nothing else: whether the result has changed is then known without it.
 */
export function lazyOf<T>(produce: () => T, toJson: (value: T) => unknown): unknown {
  const lazy: unknown = Lazy.any({ produce: () => toJson(produce()) });
  SOURCES.set(lazy as object, produce);
  return lazy;
}

/** What decides what a lazy value renders: for one of this library, what it is made from. */
export function sourceOf(lazy: Lazy): unknown {
  const produce = SOURCES.get(lazy);
  return produce ? produce() : lazy.produce() as unknown;
}
