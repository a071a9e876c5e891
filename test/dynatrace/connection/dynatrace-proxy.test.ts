import { DynatraceProxy } from '../../../src/dynatrace/connection/dynatrace-proxy';

test.each([
  'http://proxy.example.com:3128', 'https://proxy.example.com', 'http://proxy.example.com:3128/', 'http://[2001:db8::1]:3128', 'http://user@proxy.example.com',
])('%s is a proxy', url => {
  expect(DynatraceProxy.url(url)._proxySpec).toEqual({ value: url });
});

test('a Secret is referred to by its name', () => {
  expect(DynatraceProxy.fromSecretName('proxy')._proxySpec).toEqual({ valueFrom: 'proxy' });
});

test.each([
  '', 'proxy.example.com:3128', '10.0.0.1:3128', 'http://', 'http:proxy.example.com', 'http://proxy.example.com:x', 'http://proxy.example.com/path',
  'http://proxy.example.com?x=y', 'http://proxy.example.com#x', 'http://proxy example.com', '//proxy.example.com',
])('%j is not a proxy', url => {
  expect(() => DynatraceProxy.url(url))
    .toThrow(new Error(`'proxy' must be a URL with scheme, host and port only, such as "http://proxy.example.com:3128", got ${JSON.stringify(url)}`));
});

test.each([
  'http://user:hunter2@proxy.example.com:3128', 'http://user:@proxy.example.com', 'http://user:hunter#2@proxy.example.com', 'http://user:12/2@proxy.example.com',
  'http://user:12?2@proxy.example.com', 'http://user:hun ter2@proxy.example.com', 'user:hunter2@proxy.example.com:3128',
])('a password is refused and not quoted, however it is written: %#', url => {
  expect(() => DynatraceProxy.url(url)).toThrow(new Error(
    '\'proxy\' must not have a password: put the URL into a Secret, under the key "proxy", and pass DynatraceProxy.fromSecretName()',
  ));
});

test('what can be no Secret is refused', () => {
  expect(() => DynatraceProxy.fromSecretName('http://proxy.example.com')).toThrow(new Error(
    '\'proxy\' must be the name of a Secret: lower-case letters, digits, \'-\' and \'.\', 253 characters at most, got "http://proxy.example.com"',
  ));
});
