import * as fc from 'fast-check';
import { egressHostFault, parseEgressHost } from '../../../src/analysis/syntax/egress-host-syntax';

test.each([
  ['shop/api.example.com', { exclusion: false, namespace: 'shop', dnsName: 'api.example.com' }],
  ['*/*', { exclusion: false, namespace: '*', dnsName: '*' }],
  ['./*', { exclusion: false, namespace: '.', dnsName: '*' }],
  ['~/*', { exclusion: false, namespace: '~', dnsName: '*' }],
  ['~shop/*', { exclusion: true, namespace: 'shop', dnsName: '*' }],
  ['~*/a.test', { exclusion: true, namespace: '*', dnsName: 'a.test' }],
  ['/', { exclusion: false, namespace: '', dnsName: '' }],
  ['shop', undefined],
  ['a/b/c', undefined],
  ['', undefined],
])('"%s" is split into its parts', (text, parts) => {
  expect(parseEgressHost(text)).toEqual(parts);
});

test.each([
  '*/*', './*', '~/*', 'ns1/*', 'ns1/a.com', 'ns1/Foo.com', 'ns1/foo.com.', 'ns1/*.com', '*/a.com', './*.example.com', '~ns1/a.com', '~./a.com', '~*/a.com', 'NS1/*',
])('"%s" is a host of an egress listener', text => {
  expect(egressHostFault(text)).toBeUndefined();
});

const FORM = 'must have the form "<namespace>/<dnsName>"';
const NAMESPACE = 'must begin with the name of a namespace, "*", "." or "~"';
const WILDCARD = 'must use a wildcard for whole labels only, such as "*.example.com"';
const DNS_NAME = 'must end in "*" or in a DNS name with at least one dot';

test.each([
  ['', FORM],
  ['a.com', FORM],
  ['ns1/a.com/x', FORM],
  ['https://a.com', FORM],
  ['/a.com', NAMESPACE],
  ['prod-*/a.com', NAMESPACE],
  ['a.b/a.com', NAMESPACE],
  ['~~/a.com', NAMESPACE],
  ['ns_1/*', NAMESPACE],
  ['ns1/*foo.com', WILDCARD],
  ['ns1/*-foo.com', WILDCARD],
  ['ns1/', DNS_NAME],
  ['ns1/web', DNS_NAME],
  ['ns1/10.0.0.1', DNS_NAME],
  ['ns1/a.*.com', DNS_NAME],
  ['ns1/a_b.com', DNS_NAME],
])('"%s" is not a host of an egress listener: it %s', (text, fault) => {
  expect(egressHostFault(text)).toBe(fault);
});

test('it does not throw for any text', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[~*.a-c/]{0,8}$/)), text => {
    const fault = egressHostFault(text);
    expect(fault === undefined || fault.length > 0).toBe(true);
  }));
});
