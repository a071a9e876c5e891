import * as quotes from '../../src/analysis/base/quote';
import * as spelling from '../../src/analysis/base/spelling';
import * as names from '../../src/analysis/base/without-names';
import * as apiUrls from '../../src/analysis/dynatrace/api-url';
import { parseTexts } from '../../src/analysis/dynatrace/dynatrace-feature-flags';
import * as environments from '../../src/analysis/dynatrace/environment-id';
import * as addressHosts from '../../src/analysis/syntax/address-hosts';
import * as addresses from '../../src/analysis/syntax/addresses';
import * as celSyntax from '../../src/analysis/syntax/cel/cel-syntax';
import * as celTokens from '../../src/analysis/syntax/cel/cel-tokens';
import * as certificate from '../../src/analysis/syntax/certificate';
import * as controlCharacters from '../../src/analysis/syntax/control-characters';
import * as dns1035 from '../../src/analysis/syntax/dns1035';
import * as duration from '../../src/analysis/syntax/duration';
import { EgressHostSet } from '../../src/analysis/syntax/egress-host-set';
import * as egressHosts from '../../src/analysis/syntax/egress-host-syntax';
import { exportToFaults } from '../../src/analysis/syntax/export-to';
import * as goUrl from '../../src/analysis/syntax/go-url';
import * as hosts from '../../src/analysis/syntax/hosts';
import * as imageReference from '../../src/analysis/syntax/image-reference';
import * as labelSyntax from '../../src/analysis/syntax/label-syntax';
import * as namespacedName from '../../src/analysis/syntax/namespaced-name';
import * as protocols from '../../src/analysis/syntax/protocols';
import * as re2Matcher from '../../src/analysis/syntax/re2/re2-matcher';
import * as re2Syntax from '../../src/analysis/syntax/re2/re2-syntax';
import * as regexFault from '../../src/analysis/syntax/re2/regex-fault';
import * as serviceHosts from '../../src/analysis/syntax/service-hosts';
import * as unixAddress from '../../src/analysis/syntax/unix-address';

/** Reads a text, of any length and with anything in it. */
export type Reader = (text: string) => unknown;

let expressions = 0;

/** Functions that need more than one text, or something else than a text. */
const SPECIAL: Readonly<Record<string, Reader>> = {
  quoteAll: text => quotes.quoteAll([text, text]),
  isNear: text => spelling.isNear(text, `${text}x`),
  misspelt: text => spelling.misspelt(text, ['ServiceEntry', `${text}s`]),
  withoutNames: text => names.withoutNames(text, new Set([text.slice(0, 3)])),
  parseTexts,
  cidrContains: text => addresses.cidrContains(addresses.parseCidr('10.0.0.0/8')!, addresses.isIpAddress(text) ? text : '10.0.0.1'),
  canonicalIp: text => addresses.isIpAddress(text) ? addresses.canonicalIp(text) : undefined,
  cidrOfAddress: text => addresses.isIpAddress(text) ? addresses.cidrOfAddress(text) : undefined,
  maskedCidr: text => {
    const cidr = addresses.parseCidr(text);
    return cidr && addresses.maskedCidr(cidr);
  },
  celTokens: text => {
    const tokens = celTokens.celTokens(text);
    return typeof tokens === 'number' ? tokens : tokens.map(token => celTokens.hasCelValue(token, true));
  },
  hasCelValue: text => celTokens.hasCelValue({ kind: 'number', text } as Parameters<typeof celTokens.hasCelValue>[0], false),
  EgressHostSet: text => {
    const set = new EgressHostSet('shop');
    set.add(text);
    return set.isCovered(text);
  },
  exportToFaults: text => [...exportToFaults(text.split(/[,. ]/), 'shop', true), ...exportToFaults([text], text, false)],
  coversHost: text => hosts.coversHost(`*${text}`, `x${text}`),
  hostsOverlap: text => hosts.hostsOverlap(`*${text}`, text),
  isServiceHost: text => serviceHosts.isServiceHost(text, { clusterDomain: text }),
  otherSpellings: text => serviceHosts.otherSpellings(`${text}.svc.cluster.local`, {}),
  nameWithin: text => serviceHosts.nameWithin(`x.${text}.svc.cluster.local`, text, {}),
  namespaceOfAll: text => serviceHosts.namespaceOfAll(`*.${text}.svc.cluster.local`, {}),
  serviceSuffix: text => serviceHosts.serviceSuffix({ clusterDomain: text }),
  // An expression that was read before is not read again.
  re2Matcher: text => re2Matcher.re2Matcher(`${text}|${expressions++}`)?.('a'.repeat(60)),
};

const MODULES: readonly object[] = [
  quotes, spelling, names, apiUrls, environments, addressHosts, addresses, celSyntax, celTokens, certificate, controlCharacters, dns1035,
  duration, egressHosts, goUrl, hosts, imageReference, labelSyntax, namespacedName,
  protocols, re2Matcher, re2Syntax, regexFault, serviceHosts, unixAddress,
];

/** All functions that read a text, by name. */
export const READERS: ReadonlyMap<string, Reader> = new Map([
  ...MODULES.flatMap(module => Object.entries(module) as [string, unknown][])
    .filter((entry): entry is [string, Reader] => typeof entry[1] === 'function' && entry[1].length > 0),
  ...Object.entries(SPECIAL),
  ['re2Matcher on a long text', text => ['(a|b|ab)*c', 'a*a*a*b$', '([a-z]+)+\\.'].map(expression => re2Matcher.re2Matcher(expression)!(text))],
]);
