import { addressIn, assignAddresses } from '../../../../conformance/lab/connections/addresses';

test('names get different addresses in their order', () => {
  expect([...assignAddresses(['b.test', 'a.test', 'b.test'], [])]).toEqual([['a.test', '198.18.0.1'], ['b.test', '198.18.0.2']]);
});

test('names don\'t get addresses that objects name', () => {
  expect([...assignAddresses(['a.test', 'b.test'], ['198.18.0.1', '198.18.0.2/31', '2001:db8::/32', 'c.test'])]).toEqual([
    ['a.test', '198.18.0.4'], ['b.test', '198.18.0.5'],
  ]);
});

test('a range that covers all addresses excludes none', () => {
  expect([...assignAddresses(['a.test'], ['0.0.0.0/0'])]).toEqual([['a.test', '198.18.0.1']]);
});

test('a thousand names have a thousand addresses', () => {
  const addresses = [...assignAddresses(Array.from({ length: 1000 }, (_, index) => `name-${index}.test`), []).values()];
  expect(new Set(addresses).size).toBe(1000);
  expect(addresses[999]).toBe('198.18.3.232');
});

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['203.0.113.7/32', '203.0.113.7'],
  ['203.0.113.7/24', '203.0.113.1'],
  ['2001:db8::10', '2001:db8::10'],
  ['2001:db8::10/64', '2001:db8::'],
])('%s is dialled as %s', (text, address) => {
  expect(addressIn(text)).toBe(address);
});

test('a text that is not an address cannot be dialled', () => {
  expect(() => addressIn('a.test')).toThrow(new Error('"a.test" is not an address'));
});
