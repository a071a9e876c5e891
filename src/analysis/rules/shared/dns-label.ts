import { quote } from '../../base/quote';
import { isDnsLabel } from '../../syntax/hosts';

const DNS_LABEL = 'be a DNS label: letters, digits and "-", 63 characters at most';

/** What names of ports, and of the subset of an egress proxy, must do. */
export const PORT_NAME = 'consist of letters, digits and dashes, 63 characters at most';

/**
 * The fault of a value that is not a DNS label. Empty if it is one.
 *
 * @param rule what messages say after "must"
 */
export function dnsLabelFaults(path: string, value: unknown, rule: string = DNS_LABEL): string[] {
  return typeof value === 'string' && isDnsLabel(value) ? [] : [`'${path}' must ${rule}, got ${quote(value)}`];
}
