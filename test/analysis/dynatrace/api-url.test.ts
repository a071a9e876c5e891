import * as fc from 'fast-check';
import cases from './api-url-cases.json';
import { apiUrlEndpoint, apiUrlFault, comparableApiUrl, isApiUrlTooLong, isExampleApiUrl } from '../../../src/analysis/dynatrace/api-url';
import { anyText } from '../../any-text';

// The operator's own results for each URL: its webhook, and the endpoint of its API calls.
describe.each(cases)('$apiUrl', ({ apiUrl, example, refused, endpoint }) => {
  test(`is ${example ? '' : 'not '}an example`, () => {
    expect(isExampleApiUrl(apiUrl)).toBe(example);
  });

  test(`is ${refused ? 'rejected' : 'accepted'}`, () => {
    expect(apiUrlFault(apiUrl) !== undefined).toBe(refused);
  });

  test(`leads to ${endpoint ? JSON.stringify(endpoint) : 'nowhere'}`, () => {
    expect(apiUrlEndpoint(apiUrl)).toEqual(endpoint ?? undefined);
  });
});

test.each([
  ['https://ab c.live.dynatrace.com/api', 'syntax'],
  ['https://abc12345.live.dynatrace.com', 'suffix'],
  ['https:///api', 'host'],
  ['/api', 'host'],
])('the fault of %s is its %s', (apiUrl, fault) => {
  expect(apiUrlFault(apiUrl)).toBe(fault);
});

test('a port with more than 32 bits has no endpoint, one with 32 bits is kept', () => {
  expect(apiUrlEndpoint('https://a.example:4294967296/api')).toBeUndefined();
  expect(apiUrlEndpoint('https://a.example:4294967295/api')).toEqual({ scheme: 'https', host: 'a.example', port: 4294967295 });
});

test('the operator loses the brackets of an address when it replaces its zone, so there is no endpoint', () => {
  expect(apiUrlEndpoint('https://[fe80::1%25a.apps.b]/api')).toBeUndefined();
});

test('a URL may have 128 characters', () => {
  expect(isApiUrlTooLong('ä'.repeat(128))).toBe(false);
  expect(isApiUrlTooLong('😀'.repeat(128))).toBe(false);
  expect(isApiUrlTooLong('a'.repeat(129))).toBe(true);
});

test('no text makes it throw', () => {
  fc.assert(fc.property(anyText(), text => {
    apiUrlFault(`https://${text}/api`);
    apiUrlEndpoint(`https://${text}`);
    apiUrlEndpoint(text);
  }));
});

test.each([
  ['https://abc.apps.dynatrace.com', 'https://abc.live.dynatrace.com/api'],
  ['https://abc.dev.apps.dynatracelabs.com/x', 'https://abc.dev.dynatracelabs.com/api'],
  ['HTTPS://user:pw@abc.apps.dynatrace.com:443/x?a=b#c', 'https://user:pw@abc.live.dynatrace.com:443/api?a=b#c'],
  ['//abc.apps.dynatrace.com', '//abc.live.dynatrace.com/api'],
  // All other URLs are compared as they are written.
  ['https://ABC.live.dynatrace.com:443/api', 'https://ABC.live.dynatrace.com:443/api'],
  ['https://abc.APPS.dynatrace.com', 'https://abc.APPS.dynatrace.com'],
  ['https://a b.apps.dynatrace.com', 'https://a b.apps.dynatrace.com'],
])('%s belongs to the environment %s', (apiUrl, expected) => {
  expect(comparableApiUrl(apiUrl)).toBe(expected);
});
