import { GATEWAY } from './gateway-spec';
import { Severity } from '../../../finding';
import { isDnsLabel } from '../../../hosts';
import { quote } from '../../../quote';
import type { ObjectRule } from '../../../rule';

export const objectName: ObjectRule = {
  name: 'gateway/object-name',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: GATEWAY,
  check(object) {
    const name = object.metadata?.name ?? '';
    return isDnsLabel(name) ? [] : [`'metadata.name' must be a DNS label: letters, digits and "-", 63 characters at most, got ${quote(name)}`];
  },
};
