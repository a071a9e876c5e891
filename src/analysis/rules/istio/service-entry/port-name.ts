import { portPath, SERVICE_ENTRY, specOf } from './service-entry-spec';
import { Severity } from '../../../finding';
import { isDnsLabel } from '../../../hosts';
import { quote } from '../../../quote';
import type { ObjectRule } from '../../../rule';

export const portName: ObjectRule = {
  name: 'service-entry/port-name',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: SERVICE_ENTRY,
  * check(object) {
    for (const [index, { name }] of (specOf(object).ports ?? []).entries()) {
      if (!isDnsLabel(name)) { yield `'${portPath(index, 'name')}' must be letters, digits and dashes, 63 characters at most, got ${quote(name)}`; }
    }
  },
};
