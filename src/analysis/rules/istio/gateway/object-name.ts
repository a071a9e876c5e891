import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { isDnsLabel } from '../../../syntax/hosts';
import { GATEWAY } from '../../objects/gateway-spec';

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
