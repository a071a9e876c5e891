import { recordOf } from '../../../base/json';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { specOf, TELEMETRY } from '../../objects/telemetries';
import { itemSites } from '../../shared/site';

export const tagName: ObjectRule = {
  name: 'telemetry/tag-name',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: TELEMETRY,
  check: object => itemSites(specOf(object).tracing, 'spec.tracing')
    .filter(({ value }) => Object.hasOwn(recordOf(value.customTags), ''))
    .map(({ path }) => `'${path}.customTags' must not have a tag with an empty name; name it, or remove it`),
};
