import { recordOf } from '../../../base/json';
import { quoteAll } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const portSyntax: ObjectRule = {
  name: 'peer-authentication/port-syntax',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: ['security.istio.io/PeerAuthentication'],
  // istiod can't decode the object.
  final: true,
  * check({ spec }) {
    const wrong = Object.keys(recordOf(recordOf(spec).portLevelMtls)).filter(key => !/^(?:0|[1-9][0-9]*)$/.test(key));
    if (wrong.length > 0) {
      yield `'spec.portLevelMtls' must have ports without a sign or leading zeros as keys, got ${quoteAll(wrong)}; write the number alone`;
    }
  },
};
