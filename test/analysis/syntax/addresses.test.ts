import { BlockList, isIP, isIPv4, isIPv6 } from 'node:net';
import * as fc from 'fast-check';
import {
  canonicalIp, cidrContains, cidrOfAddress, isCidr, isIpAddress, isIpv6, isIstioIpAddress, isSingleAddress, maskedCidr, parseCidr,
} from '../../../src/analysis/syntax/addresses';

const ipv4 = fc.ipV4();
const ipv6 = fc.ipV6();
const cidrs = fc.oneof(
  fc.tuple(ipv4, fc.integer({ min: 0, max: 32 })),
  fc.tuple(ipv6, fc.integer({ min: 0, max: 128 })),
).map(([address, prefix]) => `${address}/${prefix}`);

test.each<[text: string, isAddress: boolean, isIstioAddress: boolean]>([
  ['1.2.3.4', true, true],
  ['2001:db8::1', true, true],
  ['::', true, true],
  ['::ffff:10.0.0.5', true, true],
  ['fe80::1%eth0', false, true],
  ['fe80::1%', false, false],
  ['1.2.3.4%eth0', false, false],
  ['01.2.3.4', false, false],
  ['1.2.3', false, false],
  ['256.0.0.1', false, false],
  ['[::1]', false, false],
  ['1.2.3.4/32', false, false],
  ['a.com', false, false],
  ['', false, false],
  [' 1.2.3.4', false, false],
])('"%s" is an address: %s, for istiod: %s', (text, isAddress, isIstioAddress) => {
  expect([isIpAddress(text), isIstioIpAddress(text)]).toEqual([isAddress, isIstioAddress]);
});

test.each<[string, boolean]>([['2001:db8::1', true], ['1.2.3.4', false], ['fe80::1%eth0', false]])('"%s" is an IPv6 address: %s', (text, expected) => {
  expect(isIpv6(text)).toBe(expected);
});

test.each([
  ['10.0.0.0/8', { address: '10.0.0.0', prefix: 8, ipv6: false }],
  ['1.2.3.4/16', { address: '1.2.3.4', prefix: 16, ipv6: false }],
  ['0.0.0.0/0', { address: '0.0.0.0', prefix: 0, ipv6: false }],
  ['2001:DB8:0::/32', { address: '2001:db8::', prefix: 32, ipv6: true }],
  ['2001:1::1/128', { address: '2001:1::1', prefix: 128, ipv6: true }],
  ['1.2.3.4/99', undefined],
  ['1.2.3.4/33', undefined],
  ['2001:db8::/129', undefined],
  ['1.2.3.4/', undefined],
  ['1.2.3.4/08', undefined],
  ['1.2.3.4/+8', undefined],
  ['1.2.3.4/8/8', undefined],
  ['1.2.3.4', undefined],
  ['1.2.3/8', undefined],
  ['fe80::%eth0/10', undefined],
  ['', undefined],
])('the CIDR "%s" is parsed', (text, expected) => {
  expect(parseCidr(text)).toEqual(expected);
  expect(isCidr(text)).toBe(expected !== undefined);
});

test.each<[string, boolean]>([
  ['10.0.0.1', true], ['10.0.0.1/32', true], ['10.0.0.0/31', false], ['2001:db8::1/128', true], ['2001:db8::/32', false], ['a.com', false],
])('"%s" means one address: %s', (text, expected) => {
  expect(isSingleAddress(text)).toBe(expected);
});

test.each<[cidr: string, address: string, contains: boolean]>([
  ['10.0.0.0/8', '10.255.255.255', true],
  ['10.0.0.0/8', '11.0.0.0', false],
  ['10.1.2.3/8', '10.200.0.1', true],
  ['0.0.0.0/0', '203.0.113.7', true],
  ['0.0.0.0/0', '2001:db8::1', false],
  ['10.0.0.5/32', '10.0.0.5', true],
  ['10.0.0.5/32', '10.0.0.4', false],
  ['2001:db8::/32', '2001:db8:ffff::1', true],
  ['2001:db8::/32', '2001:db9::1', false],
  ['::/0', '2001:db8::1', true],
  ['::/0', '10.0.0.1', false],
])('%s contains %s: %s', (cidr, address, contains) => {
  expect(cidrContains(parseCidr(cidr)!, address)).toBe(contains);
});

test('an address has one canonical form', () => {
  expect(['2001:DB8:0:0::0001', '2001:db8::1', '0:0:0:0:0:0:0:1', '10.0.0.5'].map(canonicalIp)).toEqual(['2001:db8::1', '2001:db8::1', '::1', '10.0.0.5']);
  fc.assert(fc.property(ipv6, address => canonicalIp(canonicalIp(address)) === canonicalIp(address) && isIpv6(canonicalIp(address))));
});

test('the CIDR of an address contains only that address', () => {
  expect([cidrOfAddress('10.0.0.5'), cidrOfAddress('2001:DB8::1')]).toEqual(['10.0.0.5/32', '2001:db8::1/128']);
  fc.assert(fc.property(fc.oneof(ipv4, ipv6), fc.oneof(ipv4, ipv6), (a, b) => {
    const cidr = parseCidr(cidrOfAddress(a))!;
    expect(cidrContains(cidr, a)).toBe(true);
    expect(cidrContains(cidr, b)).toBe(canonicalIp(a) === canonicalIp(b));
  }));
});

test.each([
  ['10.1.2.3/8', '10.0.0.0'],
  ['10.1.2.3/12', '10.0.0.0'],
  ['10.255.2.3/12', '10.240.0.0'],
  ['10.1.2.3/0', '0.0.0.0'],
  ['10.1.2.3/32', '10.1.2.3'],
  ['2001:db8:ffff::1/32', '2001:db8::'],
  ['2001:db8:ffff::1/36', '2001:db8:f000::'],
  ['::1/0', '::'],
  ['2001:db8::1/128', '2001:db8::1'],
])('with the host part cleared, %s begins at %s', (text, address) => {
  const cidr = parseCidr(text)!;
  expect(maskedCidr(cidr)).toEqual({ ...cidr, address });
});

test('a CIDR with the host part cleared contains the same addresses', () => {
  fc.assert(fc.property(cidrs, fc.oneof(ipv4, ipv6), (text, address) => {
    const cidr = parseCidr(text)!;
    const masked = maskedCidr(cidr);
    expect(maskedCidr(masked)).toEqual(masked);
    expect(cidrContains(masked, cidr.address)).toBe(true);
    expect(cidrContains(masked, address)).toBe(cidrContains(cidr, address));
    expect(isIPv4(masked.address)).toBe(!cidr.ipv6);
  }));
});

test('addresses are told from other texts as Node does', () => {
  const parts = fc.array(fc.constantFrom(':', '::', '.', '0', '1', '25', '256', 'ab', 'FFFF', '12345', '1.2.3.4', 'g', ' ')).map(list => list.join(''));
  fc.assert(fc.property(fc.oneof(parts, ipv4, ipv6), text => {
    expect([isIpAddress(text), isIpv6(text)]).toEqual([isIP(text) !== 0, isIPv6(text)]);
  }), { numRuns: 2000 });
});

test('a CIDR contains the addresses that Node finds in it', () => {
  fc.assert(fc.property(cidrs, fc.oneof(ipv4, ipv6), fc.nat(128), (text, other, bits) => {
    const cidr = parseCidr(text)!;
    const list = new BlockList();
    list.addSubnet(cidr.address, cidr.prefix, cidr.ipv6 ? 'ipv6' : 'ipv4');
    // An address of the range, and one that differs from it in few bits.
    const near = maskedCidr({ ...cidr, prefix: Math.min(bits, cidr.ipv6 ? 128 : 32) }).address;
    for (const address of [cidr.address, near, other].filter(each => isIPv6(each) === cidr.ipv6)) {
      expect(cidrContains(cidr, address)).toBe(list.check(address, cidr.ipv6 ? 'ipv6' : 'ipv4'));
    }
  }));
});
