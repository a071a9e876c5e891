import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { parseGoUrl } from '../../../syntax/go-url';

export const proxyPassword: ObjectRule = {
  name: 'dynakube/proxy-password',
  severity: Severity.WARNING,
  upstream: 'ours',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec }) {
    // Without a value, the message can't show the password.
    if (parseGoUrl(spec.proxy?.value ?? '')?.password) {
      yield "'spec.proxy.value' contains a password, which everyone can read who can read the DynaKube or its repository; "
        + "change the password, write the URL to the key \"proxy\" of a Secret, and name the Secret in 'spec.proxy.valueFrom'";
    }
  }),
};
