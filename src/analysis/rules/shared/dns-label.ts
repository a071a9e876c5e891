import { quote } from '../../base/quote';
import { isDnsLabel } from '../../syntax/hosts';

const DNS_LABEL = 'a DNS label: letters, digits and "-", 63 characters at most';

/** What the names of ports, and of the subset of an egress proxy, must be. */
export const PORT_NAME = 'letters, digits and dashes, 63 characters at most';

/** The message about a value that is not a DNS label; none if it is one. */
export function dnsLabelFaults(path: string, value: unknown, must: string = DNS_LABEL): string[] {
  return typeof value === 'string' && isDnsLabel(value) ? [] : [`'${path}' must be ${must}, got ${quote(value)}`];
}
