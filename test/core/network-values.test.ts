import { checkCidr, checkPortNumber } from '../../src/core/network-values';

test.each([1, 443, 65535])('%d is a port', port => {
  expect(checkPortNumber('port', port)).toBe(port);
});

test.each([0, -1, 65536, 443.5, NaN, Infinity])('%d throws', port => {
  expect(() => checkPortNumber('prop', port)).toThrow(new Error(`'prop' must be a port number from 1 to 65535, got "${port}"`));
});

test.each([['10.0.0.0/8', '10.0.0.0/8'], ['10.1.2.3/8', '10.0.0.0/8'], ['2001:DB8::/32', '2001:db8::/32']])('the CIDR %s is %s', (given, cidr) => {
  expect(checkCidr('cidrs', given, '10.0.0.0/8')).toBe(cidr);
});

test.each([
  ['10.1.2.3', 'did you mean "10.1.2.3/32"'],
  ['everything', 'use the form "10.0.0.0/8"'],
])('%s is not a CIDR', (given, remedy) => {
  expect(() => checkCidr('cidrs', given, '10.0.0.0/8')).toThrow(new Error(`'cidrs' must be CIDRs, got "${given}"; ${remedy}`));
});
