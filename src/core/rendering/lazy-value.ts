import { Lazy } from 'cdk8s';

/** What a lazy value of this library is made from. */
const SOURCE = Symbol.for('cdk8s-istio-oneagent.LazySource');

type WithSource = Lazy & { [SOURCE]?: () => unknown };

/**
 * A value that cdk8s computes when it renders.
 *
 * @param toJson what is rendered for a value. It must depend on nothing else: whether the result has changed is then known without it.
 */
export function lazyOf<T>(produce: () => T, toJson: (value: T) => unknown): unknown {
  const lazy = Lazy.any({ produce: () => toJson(produce()) }) as WithSource;
  lazy[SOURCE] = produce;
  return lazy;
}

/** What decides what a lazy value renders: for one of this library, what it is made from. */
export function sourceOf(lazy: WithSource): unknown {
  return lazy[SOURCE] ? lazy[SOURCE]() : lazy.produce() as unknown;
}
