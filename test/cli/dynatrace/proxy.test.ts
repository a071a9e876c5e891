import { proxyFor } from '../../../src/cli/dynatrace/proxy';

const TARGET = new URL('https://abc12345.live.dynatrace.com/api');
const HTTPS_PROXY = 'http://proxy.example.com:3128';

test('the option is before the environment, and the variable in capital letters before the other', () => {
  const variables = { HTTPS_PROXY, https_proxy: 'http://other.example.com:3128' };
  expect(proxyFor(TARGET, 'https://mine.example.com', variables)).toEqual({ url: 'https://mine.example.com' });
  expect(proxyFor(TARGET, undefined, variables)).toEqual({ url: HTTPS_PROXY });
  expect(proxyFor(TARGET, undefined, { HTTPS_PROXY: '', https_proxy: 'other.example.com:3128/' })).toEqual({ url: 'http://other.example.com:3128' });
  expect(proxyFor(TARGET, undefined, {})).toBeUndefined();
  expect(proxyFor(TARGET, undefined, { HTTP_PROXY: HTTPS_PROXY })).toBeUndefined();
});

test('a user and password of the environment are sent to the proxy, whatever characters they have', () => {
  const authorizationOf = (userInfo: string) => {
    const { url, authorization } = proxyFor(TARGET, undefined, { HTTPS_PROXY: `http://${userInfo}@proxy.example.com:3128` })!;
    expect(url).toBe(HTTPS_PROXY);
    return Buffer.from(authorization!.slice('Basic '.length), 'base64').toString();
  };
  expect(authorizationOf('user:p%40ss')).toBe('user:p@ss');
  expect(authorizationOf('user:100%')).toBe('user:100%');
  expect(authorizationOf('user')).toBe('user:');
});

test.each([
  ['*', true],
  ['dynatrace.com', true],
  ['.dynatrace.com', true],
  ['*.dynatrace.com', true],
  ['ABC12345.live.dynatrace.com', true],
  ['other.example.com, live.dynatrace.com:443', true],
  ['other.example.com live.dynatrace.com', true],
  ['live.dynatrace.com:8443', false],
  ['trace.com', false],
  ['other.example.com', false],
  ['', false],
  ['.', false],
])('NO_PROXY=%s excludes the host: %s', (list, isExcluded) => {
  expect(proxyFor(TARGET, undefined, { HTTPS_PROXY, NO_PROXY: list }) === undefined).toBe(isExcluded);
  expect(proxyFor(TARGET, undefined, { HTTPS_PROXY, no_proxy: list }) === undefined).toBe(isExcluded);
});

test.each([
  ['https://198.51.100.7', '198.51.100.0/24', true],
  ['https://198.51.101.7', '198.51.100.0/24', false],
  ['https://198.51.100.7', '198.51.100.7', true],
  ['https://198.51.100.7:9999', '198.51.100.7:9999', true],
  ['https://[2001:db8::7]', '2001:db8::/32', true],
  ['https://[2001:db8::7]', '2001:db8::7', true],
  ['https://[2001:db8::7]:9999', '[2001:db8::7]:9999', true],
  ['https://abc12345.live.dynatrace.com', '198.51.100.0/24', false],
])('%s with NO_PROXY=%s has no proxy: %s', (url, list, isExcluded) => {
  expect(proxyFor(new URL(url), undefined, { HTTPS_PROXY, NO_PROXY: list }) === undefined).toBe(isExcluded);
});

test('this machine is asked without the proxy of the environment', () => {
  for (const host of ['localhost', '127.0.0.1', '[::1]']) { expect(proxyFor(new URL(`http://${host}:8080`), undefined, { HTTPS_PROXY })).toBeUndefined(); }
});

test('what is not an HTTP proxy is refused, and no password is shown', () => {
  expect(() => proxyFor(TARGET, 'http://user:secret@proxy.example.com', {}))
    .toThrow(new Error('--proxy must not have a user or password, which other users of the machine can see: set HTTPS_PROXY'));
  expect(() => proxyFor(TARGET, undefined, { HTTPS_PROXY: 'socks5://user:secret@proxy.example.com' }))
    .toThrow(new Error('HTTPS_PROXY must be the URL of an HTTP proxy, such as "http://proxy.example.com:3128", got "socks5://…@proxy.example.com"'));
  expect(() => proxyFor(TARGET, 'http://', {})).toThrow(new Error('--proxy must be the URL of an HTTP proxy, such as "http://proxy.example.com:3128", got "http://"'));
});
