import { Duration } from 'cdk8s';
import * as fc from 'fast-check';

/** A value, or undefined. */
export const optional = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });

/** Names of namespaces and of most objects. */
export const label = fc.stringMatching(/^[a-z]([a-z0-9-]{0,8}[a-z0-9])?$/);

/** Names in a reserved domain. */
export const domain = fc.array(label, { minLength: 1, maxLength: 2 }).map(labels => `${labels.join('.')}.example`);

/** Texts that a YAML parser may treat as another type, unless they are quoted. */
const AMBIGUOUS = [
  'true', 'yes', 'on', 'y', 'null', '~', '0', '-1', '007', '0x1f', '1e3', '.5', '1_000', '.inf', '12:30:45', '2026-01-01', '=', '<<',
];

/** Texts such as `0o17` and `0B1` come out of cdk8s without quotes, and the API server reads them as numbers. No construct can prevent that. */
function isQuotedByCdk8s(value: string): boolean {
  return !/^[-+]?0[oOBX]/.test(value);
}

/** Values of labels. */
export const labelValue = fc.oneof(
  { weight: 3, arbitrary: label },
  fc.stringMatching(/^[A-Za-z0-9]([A-Za-z0-9_.-]{0,8}[A-Za-z0-9])?$/).filter(isQuotedByCdk8s),
  fc.constantFrom(...AMBIGUOUS.filter(text => /^[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?$/.test(text)), ''),
);

/** Keys of labels and annotations. */
export const labelKey = fc.oneof({ weight: 2, arbitrary: label }, fc.tuple(domain, label).map(([prefix, name]) => `${prefix}/${name}`));

/** Labels, for example of pods. */
export const labels = fc.dictionary(labelKey, labelValue, { maxKeys: 3 });

/** Texts without control characters, including texts that YAML can lose or change. */
export const text = fc.oneof(
  label,
  fc.constantFrom(...AMBIGUOUS, ' ', ' a', 'a ', 'a: b', '- a', '#', 'a #b', '"', '\'', '\\', '{a}', '[a]', '&a', '*a', '!a', '%a', '@a', '`a', '|', '>', '?', '---', 'ä', '日本', '🙂'),
  fc.stringMatching(/^[ -~]{1,20}$/).filter(isQuotedByCdk8s),
);

/** Annotations. */
export const annotations = fc.dictionary(labelKey, text, { maxKeys: 3 });

/** Amounts of a resource, in each of its notations. */
const quantity = fc.constantFrom('1', '0.5', '100m', '64Mi', '1.5Gi', '1e3', '2k');

/** Images with a registry, with a tag, a digest or both. */
export const image = fc.tuple(label, fc.constantFrom(':1.0', ':1.331.32.20260115-104523', `@sha256:${'a1'.repeat(32)}`, `:2@sha256:${'b2'.repeat(32)}`))
  .map(([name, version]) => `registry.example/image-${name}${version}`);

/** Whole seconds. */
export const seconds = fc.integer({ min: 1, max: 100_000 }).map(amount => Duration.seconds(amount));

/** Requests and limits of a container. */
export const resources = fc.record({
  requests: fc.dictionary(fc.constantFrom('cpu', 'memory'), quantity),
  limits: fc.dictionary(fc.constantFrom('cpu', 'memory', 'ephemeral-storage'), quantity),
}, { requiredKeys: [] });

/** Some items of a list, each at most once. */
export function someOf<T>(values: readonly T[], minLength = 0): fc.Arbitrary<T[]> {
  return fc.subarray([...values], { minLength });
}
