import { metricOverrides, tagOverrides } from './tag-overrides';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { TELEMETRY } from '../../objects/telemetries';

export const tagOverrideName: ObjectRule = {
  name: 'telemetry/tag-override-name',
  severity: Severity.WARNING,
  upstream: 'webhook-warning',
  kinds: TELEMETRY,
  check: object => metricOverrides(object).flatMap(tagOverrides).filter(({ name }) => name === '')
    .map(({ path }) => `'${path}' should not have a tag with an empty name; name it, or remove it`),
};
