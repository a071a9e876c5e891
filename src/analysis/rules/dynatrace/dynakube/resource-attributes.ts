import type { Labels } from '../../../base/labels';
import type { DynaKubeSpec } from '../../../dynatrace/dynakube';
import { attributesMode } from '../../../dynatrace/dynakube-state';

const ALPHANUMERIC = /[a-zA-Z0-9]/;

/** Resource attributes that the operator checks as one map. */
export interface AttributeMap {
  /** Path of the field that the rules report. */
  readonly path: string;
  /** The attributes of this field. */
  readonly own: Labels;
  /** The attributes of this field and the global ones. */
  readonly all: Labels;
}

/** The maps of resource attributes of a DynaKube. The additional maps are included only if they are not empty. */
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

/** The key of an attribute after the operator has cleaned it for use in the key of an annotation. It may be empty. */
export function cleanedKey(key: string): string {
  const replaced = key.replace(/[^a-zA-Z0-9\-_.]/gu, '_');
  const start = replaced.search(ALPHANUMERIC);
  if (start < 0) { return ''; }
  let end = replaced.length;
  while (!ALPHANUMERIC.test(replaced[end - 1])) { end -= 1; }
  return replaced.slice(start, end);
}
