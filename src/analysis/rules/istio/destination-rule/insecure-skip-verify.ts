import { clientTls, isGiven, originatesTls, verificationFields } from './client-tls';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { DESTINATION_RULE } from '../../objects/destination-rule-spec';

export const insecureSkipVerify: ObjectRule = {
  name: 'destination-rule/insecure-skip-verify',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: DESTINATION_RULE,
  * check(object) {
    for (const { path, value } of clientTls(object)) {
      if (value.insecureSkipVerify !== true || !originatesTls(value)) { continue; }
      // With MUTUAL, the Secret may contain only the client's certificate.
      const fields = [...verificationFields(value), ...value.mode === 'SIMPLE' && isGiven(value.credentialName) ? ['credentialName'] : []];
      for (const field of fields) { yield `'${path}.${field}' defines how servers are verified, which 'insecureSkipVerify' turns off; remove one of them`; }
    }
  },
};
