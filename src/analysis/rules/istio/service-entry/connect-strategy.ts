import { resolutionOf, SERVICE_ENTRY, specOf } from './service-entry-spec';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { isIstioAtLeast } from '../../../settings/istio-version';

const ANNOTATION = 'istio.io/connect-strategy';
const STRATEGY = 'RACE_FIRST_TCP_CONNECT';
const SINCE = '1.30';

export const connectStrategy: ObjectRule = {
  name: 'service-entry/connect-strategy',
  severity: Severity.WARNING,
  upstream: 'ours',
  kinds: SERVICE_ENTRY,
  check: (object, { istioVersion }) => {
    const value = object.metadata?.annotations?.[ANNOTATION];
    if (value === undefined) { return []; }
    const path = `'metadata.annotations' has no effect with "${ANNOTATION}"`;
    if (!isIstioAtLeast(istioVersion, SINCE)) { return [`${path} before Istio ${SINCE}, got Istio ${quote(istioVersion)}; remove it, or upgrade Istio`]; }
    if (value !== STRATEGY) { return [`${path} unless it is "${STRATEGY}", got ${quote(value)}; correct it, or remove it`]; }
    const resolution = resolutionOf(specOf(object));
    return resolution === 'DNS' ? [] : [`${path} unless 'spec.resolution' is DNS, got ${quote(resolution)}; remove it`];
  },
};
