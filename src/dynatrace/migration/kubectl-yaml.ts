import type { DocumentOptions, ParseOptions, ScalarTag, SchemaOptions, Tags } from 'yaml';

const TAG = 'tag:yaml.org,2002:';

/** Booleans of YAML 1.1, which kubectl reads. YAML 1.2 has `true` and `false` only. */
const BOOLEAN: ScalarTag = {
  tag: `${TAG}bool`,
  default: true,
  test: /^(?:[yY]|yes|Yes|YES|true|True|TRUE|on|On|ON|[nN]|no|No|NO|false|False|FALSE|off|Off|OFF)$/,
  resolve: text => /^(?:y|true|on)/i.test(text),
};

/** Integers as Go reads them: a leading zero makes them octal, and underscores are ignored. */
const INTEGER: ScalarTag = {
  tag: `${TAG}int`,
  default: true,
  test: /^[-+]?(?:0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO]?[0-7_]+|0|[1-9][0-9_]*)$/,
  resolve: text => integerOf(text.replace(/_/g, '')),
};

/** Numbers with a fraction or an exponent, and decimal numbers with a leading zero that are not octal, such as `09`. */
const FLOAT: ScalarTag = {
  tag: `${TAG}float`,
  default: true,
  test: /^[-+]?(?:\.[0-9][0-9_]*|[0-9][0-9_]*(?:\.[0-9_]*)?)(?:[eE][-+]?[0-9]+)?$/,
  resolve: text => Number(text.replace(/_/g, '')),
};

/**
 * Options by which a YAML document is read as kubectl reads it: `sigs.k8s.io/yaml` knows the booleans and octal numbers of YAML 1.1, and merge keys, but
 * neither its dates nor its base 60 numbers.
 */
export const KUBECTL_YAML: ParseOptions & DocumentOptions & SchemaOptions = {
  schema: 'core',
  merge: true,
  customTags: (tags: Tags) => [BOOLEAN, INTEGER, FLOAT, ...tags.filter(tag => typeof tag === 'string' || ![BOOLEAN.tag, INTEGER.tag].includes(tag.tag))],
};

function integerOf(text: string): number {
  const [, sign, digits] = /^([-+]?)(.*)$/.exec(text)!;
  const value = Number(/^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits);
  return sign === '-' ? -value : value;
}
