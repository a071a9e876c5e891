import { domainToASCII } from 'node:url';
import { hostsOf, SERVICE_ENTRY, specOf } from './service-entry-spec';
import { quote, quoteHost } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { isIpAddress } from '../../../syntax/addresses';
import { isWildcardDomain } from '../../../syntax/hosts';

export const hostSyntax: ObjectRule = {
  name: 'service-entry/host-syntax',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: SERVICE_ENTRY,
  * check(object) {
    for (const { path, host } of hostsOf(specOf(object))) {
      if (!isWildcardDomain(host)) { yield `'${path}' must be a DNS name, got ${quoteHost(host)}; ${remedy(host)}`; }
    }
  },
};

function remedy(host: string): string {
  // User info may hold any character, so all up to the last at sign goes.
  const url = /^[a-z][a-z0-9+.-]*:\/\/(?:.*@)?([^/:?#]*)/is.exec(host);
  if (url) { return `give only the host name of the URL, ${quote(url[1])}`; }
  if (isIpAddress(host.replace(/^\[|\]$/g, ''))) { return "an address belongs to 'addresses', under a name of your own choice here"; }
  if (/^[^:]*:[0-9]+$/.test(host)) { return "the port belongs to 'ports'"; }
  if (host.includes('/')) { return 'leave the path out, for traffic is told apart by host and port'; }
  if (host.includes('_')) { return 'an underscore is not allowed in a host name'; }
  if (/[^\x20-\x7e]/.test(host)) {
    const ascii = domainToASCII(host);
    return ascii === '' ? 'only letters, digits, dashes and dots are allowed' : `write it in its ASCII form, ${quote(ascii)}`;
  }
  if (host.includes('*')) { return 'a wildcard may only stand for the whole first label, such as "*.example.com"'; }
  return 'it takes labels of letters, digits and dashes, of at most 63 characters each and 255 together, and the last one is no number';
}
