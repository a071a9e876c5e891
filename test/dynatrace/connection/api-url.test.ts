import { dynaKubeApiUrl, legacyApiUrl } from '../../../src/dynatrace/connection/api-url';
import cases from '../../analysis/dynatrace/api-url-cases.json';

const EXAMPLE = '"https://abc12345.live.dynatrace.com/api"';

test.each([
  ['', `'apiUrl' must be the URL of your own environment, such as ${EXAMPLE}, got ""`],
  ['https://ENVIRONMENTID.live.dynatrace.com/api',
    `'apiUrl' must be the URL of your own environment, such as ${EXAMPLE}, got "https://ENVIRONMENTID.live.dynatrace.com/api"`],
  ['https://ab c.live.dynatrace.com/api', `'apiUrl' must be a URL such as ${EXAMPLE}, got "https://ab c.live.dynatrace.com/api"`],
  ['https://abc.live.dynatrace.com/api/', `'apiUrl' must end in "/api", such as ${EXAMPLE}, got "https://abc.live.dynatrace.com/api/"`],
  ['https:///api', `'apiUrl' must have a host, such as ${EXAMPLE}, got "https:///api"`],
  ['https://abc/\n/api', '\'apiUrl\' must not have control characters, got "https://abc/\\n/api"'],
  ['https://abc/#\n/api', '\'apiUrl\' must not have control characters, got "https://abc/#\\n/api"'],
  ['https://user:hunter2@abc.live.dynatrace.com/api',
    '\'apiUrl\' must not have a password: the operator reads tokens from the Secret of \'tokens\''],
  ['https://user:hunter 2@abc.live.dynatrace.com/api',
    '\'apiUrl\' must not have a password: the operator reads tokens from the Secret of \'tokens\''],
])('%j is refused by both operators', (apiUrl, message) => {
  expect(() => dynaKubeApiUrl(apiUrl)).toThrow(new Error(message));
  expect(() => legacyApiUrl(apiUrl)).toThrow(new Error(message));
});

test('the URL of the platform is for today\'s operator only', () => {
  expect(dynaKubeApiUrl('https://abc12345.apps.dynatrace.com')).toBe('https://abc12345.apps.dynatrace.com');
  expect(() => legacyApiUrl('https://abc12345.apps.dynatrace.com'))
    .toThrow(new Error(`'apiUrl' must end in "/api", such as ${EXAMPLE}, got "https://abc12345.apps.dynatrace.com"`));
});

test('a URL of more than 128 characters is for the legacy operator only', () => {
  const apiUrl = `https://${'a'.repeat(117)}/api`;
  expect(() => dynaKubeApiUrl(apiUrl)).toThrow(new Error('\'apiUrl\' must have 128 characters at most, got 129'));
  expect(legacyApiUrl(apiUrl)).toBe(apiUrl);
  expect(dynaKubeApiUrl(`https://${'ä'.repeat(116)}/api`)).toHaveLength(128);
});

const plain = cases.filter(({ apiUrl }) => apiUrl.length <= 128 && !/[\0-\x1f]/.test(apiUrl));

test.each(plain)('today\'s operator and this library agree on $apiUrl', ({ apiUrl, example, refused }) => {
  const check = () => dynaKubeApiUrl(apiUrl);
  if (example || refused) { expect(check).toThrow('\'apiUrl\' '); } else { expect(check()).toBe(apiUrl); }
});
