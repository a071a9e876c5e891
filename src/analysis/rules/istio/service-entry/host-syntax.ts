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
  // User info may contain any character, so everything up to the last at sign is removed.
  const url = /^[a-z][a-z0-9+.-]*:\/\/(?:.*@)?([^/:?#]*)/is.exec(host);
  if (url) { return `write only the host name of the URL, ${quote(url[1])}`; }
  if (isIpAddress(host.replace(/^\[|\]$/g, ''))) { return "write a name of your choice, and put the address into 'addresses'"; }
  if (/^[^:]*:[0-9]+$/.test(host)) { return "move the port to 'ports'"; }
  if (host.includes('/')) { return 'remove the path, traffic is matched by host and port only'; }
  if (host.includes('_')) { return 'an underscore is not allowed in a host name'; }
  if (/[^\x20-\x7e]/.test(host)) {
    const ascii = asciiForm(host);
    return ascii === undefined ? 'only letters, digits, dashes and dots are allowed' : `write it in its ASCII form, ${quote(ascii)}`;
  }
  if (host.includes('*')) { return 'a wildcard may only replace the whole first label, such as "*.example.com"'; }
  return 'use labels of letters, digits and dashes, at most 63 characters each and 255 together, and the last label must not be a number';
}

/** A name with letters beyond ASCII as DNS has it. Undefined if there is no such form. */
function asciiForm(host: string): string | undefined {
  // In a URL, these characters end a name.
  if (/[\s/?#@:\\%]/.test(host)) { return undefined; }
  try {
    return new URL(`http://${host}`).hostname;
  } catch {
    return undefined;
  }
}
