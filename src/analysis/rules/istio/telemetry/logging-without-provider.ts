import { listOf } from '../../../base/json';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { specOf, TELEMETRY } from '../../objects/telemetries';
import { itemSites } from '../../shared/site';

export const loggingWithoutProvider: ObjectRule = {
  name: 'telemetry/logging-without-provider',
  severity: Severity.WARNING,
  upstream: 'IST0157',
  kinds: TELEMETRY,
  check: (object, settings) => (settings.defaultAccessLogProviders ?? []).length > 0 ? [] : itemSites(specOf(object).accessLogging, 'spec.accessLogging')
    .filter(({ value }) => value.disabled !== true && listOf(value.providers).length === 0)
    .map(({ path }) => `'${path}.providers' is empty and the mesh has no default provider of access logs, so access logs are written only if meshConfig.accessLogFile is set; add a provider`),
};
