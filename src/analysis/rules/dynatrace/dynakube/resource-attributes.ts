import type { Labels } from '../../../base/labels';
import type { DynaKubeSpec } from '../../../dynatrace/dynakube';
import { attributesMode } from '../../../dynatrace/dynakube-state';

const ALPHANUMERIC = /[a-zA-Z0-9]/;

/** Resource attributes that the operator judges as one map. */
export interface AttributeMap {
  /** Where those are written that are not judged elsewhere. */
  readonly path: string;
  /** What is written there. */
  readonly own: Labels;
  /** The same together with the global ones. */
  readonly all: Labels;
}

/** The maps of resource attributes of a DynaKube. That of a part counts only where it adds something. */
export function attributeMapsOf(spec: DynaKubeSpec): AttributeMap[] {
  const { mode, options } = attributesMode(spec) ?? {};
  const global = spec.resourceAttributes ?? {};
  const parts = [
    { path: `spec.oneAgent.${mode}.additionalResourceAttributes`, own: options?.additionalResourceAttributes ?? {} },
    { path: 'spec.otlpExporterConfiguration.additionalResourceAttributes', own: spec.otlpExporterConfiguration?.additionalResourceAttributes ?? {} },
  ].filter(({ own }) => Object.keys(own).length > 0);
  return [
    { path: 'spec.resourceAttributes', own: global, all: global },
    ...parts.map(({ path, own }) => ({ path, own, all: { ...global, ...own } })),
  ];
}

/** The name that the operator gives to an attribute: a part of the key of an annotation. It may be empty. */
export function cleanedKey(key: string): string {
  const replaced = key.replace(/[^a-zA-Z0-9\-_.]/gu, '_');
  const start = replaced.search(ALPHANUMERIC);
  if (start < 0) { return ''; }
  let end = replaced.length;
  while (!ALPHANUMERIC.test(replaced[end - 1])) { end -= 1; }
  return replaced.slice(start, end);
}
