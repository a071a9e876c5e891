import { portPath, SERVICE_ENTRY, specOf } from './service-entry-spec';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { isDnsLabel } from '../../../syntax/hosts';

export const portName: ObjectRule = {
  name: 'service-entry/port-name',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: SERVICE_ENTRY,
  * check(object) {
    for (const [index, { name }] of (specOf(object).ports ?? []).entries()) {
      if (!isDnsLabel(name)) { yield `'${portPath(index, 'name')}' must consist of letters, digits and dashes, 63 characters at most, got ${quote(name)}`; }
    }
  },
};
