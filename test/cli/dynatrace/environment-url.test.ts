import { apiUrlOf } from '../../../src/cli/dynatrace/environment-url';

test.each([
  ['https://abc12345.live.dynatrace.com', 'https://abc12345.live.dynatrace.com/api'],
  ['https://abc12345.live.dynatrace.com/', 'https://abc12345.live.dynatrace.com/api'],
  ['https://abc12345.live.dynatrace.com/api', 'https://abc12345.live.dynatrace.com/api'],
  ['https://abc12345.live.dynatrace.com/api/', 'https://abc12345.live.dynatrace.com/api'],
  ['https://abc12345.apps.dynatrace.com', 'https://abc12345.live.dynatrace.com/api'],
  ['https://dynatrace.example.com/e/1a2b3c', 'https://dynatrace.example.com/e/1a2b3c/api'],
  ['https://activegate.example.com:9999/e/1a2b3c/api', 'https://activegate.example.com:9999/e/1a2b3c/api'],
  ['http://127.0.0.1:8080', 'http://127.0.0.1:8080/api'],
  ['http://localhost:8080', 'http://localhost:8080/api'],
])('%s has its API at %s', (environment, api) => {
  expect(apiUrlOf(environment).href).toBe(api);
});

const FORM = 'pass the URL of your environment, such as https://abc12345.live.dynatrace.com, or https://dynatrace.example.com/e/<environment id>';

test.each([
  ['abc12345', `--environment is not a URL, got "abc12345"; ${FORM}`],
  ['ftp://abc12345.live.dynatrace.com', `--environment is not a URL, got "ftp://abc12345.live.dynatrace.com"; ${FORM}`],
  ['dt0c01.ABC.DEF', `--environment is not a URL, got "dt0c01.…"; ${FORM}`],
  ['https://user:secret@abc12345.live.dynatrace.com', '--environment must not have a user or password; the token is read from --token-file'],
  ['https://abc12345.live.dynatrace.com/api?Api-Token=secret', `--environment must not have a query or fragment; ${FORM}`],
  ['http://abc12345.live.dynatrace.com', '--environment must begin with "https://", got "http://abc12345.live.dynatrace.com": the token would cross the network in plain text'],
  ['http://127.0.0.1.example.com', '--environment must begin with "https://", got "http://127.0.0.1.example.com": the token would cross the network in plain text'],
  ['https://ENVIRONMENTID.live.dynatrace.com', `--environment is the placeholder of an example, got "https://ENVIRONMENTID.live.dynatrace.com"; ${FORM}`],
])('%s is refused', (environment, message) => {
  expect(() => apiUrlOf(environment)).toThrow(new Error(message));
});
