import { clientTls, isGiven } from './client-tls';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { DESTINATION_RULE } from '../../objects/destination-rule-spec';

const SCHEME = 'configmap://';

export const configMapCredential: ObjectRule = {
  name: 'destination-rule/config-map-credential',
  severity: Severity.ERROR,
  upstream: 'webhook',
  since: '1.26',
  kinds: DESTINATION_RULE,
  * check(object) {
    const own = object.metadata?.namespace ?? '';
    for (const { path, value: { credentialName } } of clientTls(object)) {
      if (!isGiven(credentialName) || !credentialName.startsWith(SCHEME)) { continue; }
      const [namespace, name = ''] = credentialName.slice(SCHEME.length).split('/');
      if (name === '' || namespace === '' || namespace !== own) {
        yield `'${path}.credentialName' must be "${SCHEME}<namespace>/<name>" with the object's own namespace, got ${quote(credentialName)}`;
      }
    }
  },
};
