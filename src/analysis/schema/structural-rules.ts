import { Severity } from '../findings/finding';
import type { RuleBase } from '../findings/rule';

/** Rules of every schema. The API server rejects an object that violates one of them before Istio sees the object. */
export const TYPE = schemaRule('kubernetes/type');
export const REQUIRED = schemaRule('kubernetes/required');
export const UNKNOWN_FIELD = schemaRule('kubernetes/unknown-field');
export const ENUM = schemaRule('kubernetes/enum');
export const RANGE = schemaRule('kubernetes/range');
export const SIZE = schemaRule('kubernetes/size');
export const PATTERN = schemaRule('kubernetes/pattern');
export const FORMAT = schemaRule('kubernetes/format');
export const DUPLICATE_ITEM = schemaRule('kubernetes/duplicate-item');
export const ALTERNATIVES = schemaRule('kubernetes/alternatives');
export const API_VERSION = schemaRule('kubernetes/api-version');
export const NEWER_THAN_ISTIO = schemaRule('kubernetes/newer-than-istio');

export const STRUCTURAL_RULES: readonly RuleBase[] = [
  API_VERSION, NEWER_THAN_ISTIO, TYPE, REQUIRED, UNKNOWN_FIELD, ENUM, RANGE, SIZE, PATTERN, FORMAT, DUPLICATE_ITEM, ALTERNATIVES,
];

function schemaRule(name: string): RuleBase {
  return { name, severity: Severity.ERROR, upstream: 'schema' };
}
