import { parseDestination } from '../../../src/analysis/egress/destination';

test.each([
  ['https://API.example.com', { label: 'https://api.example.com:443', host: 'api.example.com', port: 443, protocol: 'https' }],
  ['http://proxy.example.com:8080/', { label: 'http://proxy.example.com:8080', host: 'proxy.example.com', port: 8080, protocol: 'http' }],
  ['tcp://198.51.100.7:5432', { label: 'tcp://198.51.100.7:5432', address: '198.51.100.7', port: 5432, protocol: 'tcp' }],
  ['tcp://[2001:DB8::1]:5432', { label: 'tcp://[2001:db8::1]:5432', address: '2001:db8::1', port: 5432, protocol: 'tcp' }],
])('%s is a destination', (text, expected) => {
  expect(parseDestination(text)).toEqual(expected);
});

test.each(['api.example.com:443', 'ftp://a.example', 'tcp://a.example', 'https://a.example:0', 'https://a.example:70000', 'https://a b', 'https://u:p@a.example', ''])('"%s" is not', text => {
  expect(() => parseDestination(text)).toThrow(/^(?:a|the host of a) destination must .*; write it like "https:/);
});
