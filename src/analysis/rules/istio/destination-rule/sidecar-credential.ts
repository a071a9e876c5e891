import { clientTls, isGiven, originatesTls } from './client-tls';
import { isRecord } from '../../../base/json';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { isIstioAtLeast } from '../../../settings/istio-version';
import { DESTINATION_RULE, specOf } from '../../objects/destination-rule-spec';

export const sidecarCredential: ObjectRule = {
  name: 'destination-rule/sidecar-credential',
  severity: Severity.WARNING,
  upstream: 'ours',
  kinds: DESTINATION_RULE,
  check: (object, { istioVersion }) => isRecord(specOf(object).workloadSelector) ? [] : clientTls(object)
    .filter(({ value }) => originatesTls(value) && isGiven(value.credentialName) && !(value.credentialName.startsWith('configmap://') && isIstioAtLeast(istioVersion, '1.26')))
    .map(({ path, value }) => `'${path}.credentialName' applies to gateways only, sidecars ignore the TLS settings and send plain text, got ${quote(value.credentialName)}; `
      + 'set \'spec.workloadSelector\' or files for sidecars'),
};
