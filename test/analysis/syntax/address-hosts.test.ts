import { hostOfAddress, representsAddress } from '../../../src/analysis/syntax/address-hosts';

test.each([
  ['198.51.100.7', '198-51-100-7.oneagent.invalid'],
  ['2001:db8::7', '2001-db8--7.oneagent.invalid'],
  ['::1', '0--1.oneagent.invalid'],
])('the ServiceEntry of the address %s has the host %s', (address, host) => {
  expect(hostOfAddress(address)).toBe(host);
});

test.each([
  ['198-51-100-7.oneagent.invalid', true], ['ignored.subdomain', true], ['api.example.com', false], ['invalid', false], ['www.ignored.subdomain', false],
])('whether %s represents an address: %s', (host, expected) => {
  expect(representsAddress(host)).toBe(expected);
});
