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
      // With MUTUAL the Secret may hold the client's certificate alone.
      const fields = [...verificationFields(value), ...value.mode === 'SIMPLE' && isGiven(value.credentialName) ? ['credentialName'] : []];
      for (const field of fields) { yield `'${path}.${field}' is what servers are verified by, which 'insecureSkipVerify' switches off; remove one of them`; }
    }
  },
};
