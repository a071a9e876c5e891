import { endpoint } from '../../../../conformance/lab/mesh/endpoint';

test.each([
  ['10.244.0.10', 40000, '10.244.0.10:40000'],
  ['::ffff:203.0.113.7', 443, '203.0.113.7:443'],
  ['2001:db8::10', 9999, '[2001:db8::10]:9999'],
])('%s and %d are written as Envoy does', (address, port, expected) => {
  expect(endpoint(address, port)).toBe(expected);
});
