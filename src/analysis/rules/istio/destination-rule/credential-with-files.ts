import { clientTls, fileFields, isGiven, originatesTls } from './client-tls';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { DESTINATION_RULE } from '../../objects/destination-rule-spec';

export const credentialWithFiles: ObjectRule = {
  name: 'destination-rule/credential-with-files',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: DESTINATION_RULE,
  * check(object) {
    for (const { path, value } of clientTls(object)) {
      if (!originatesTls(value) || !isGiven(value.credentialName)) { continue; }
      for (const field of fileFields(value)) { yield `'${path}.${field}' must not be set together with 'credentialName', whose Secret contains it; remove one of them`; }
    }
  },
};
