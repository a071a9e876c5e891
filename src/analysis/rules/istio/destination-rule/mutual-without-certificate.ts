import { clientTls, isGiven } from './client-tls';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { DESTINATION_RULE } from '../../objects/destination-rule-spec';

export const mutualWithoutCertificate: ObjectRule = {
  name: 'destination-rule/mutual-without-certificate',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: DESTINATION_RULE,
  * check(object) {
    for (const { path, value } of clientTls(object)) {
      if (value.mode !== 'MUTUAL' || isGiven(value.credentialName)) { continue; }
      for (const field of ['clientCertificate', 'privateKey']) {
        if (!isGiven(value[field])) { yield `'${path}.${field}' is required with the mode MUTUAL; set it, or set 'credentialName'`; }
      }
    }
  },
};
