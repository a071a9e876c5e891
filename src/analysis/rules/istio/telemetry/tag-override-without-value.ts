import { metricOverrides, tagOverrides } from './tag-overrides';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { TELEMETRY } from '../../objects/telemetries';

export const tagOverrideWithoutValue: ObjectRule = {
  name: 'telemetry/tag-override-without-value',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: TELEMETRY,
  check: object => metricOverrides(object).flatMap(tagOverrides)
    .filter(({ operation, value }) => operation !== 'REMOVE' && (value === undefined || value === ''))
    .map(({ path, name }) => `'${path}[${quote(name)}].value' is required, because the default operation sets a tag; set it, or set 'operation: REMOVE'`),
};
