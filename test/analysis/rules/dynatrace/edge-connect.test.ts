import { check } from '../../../../src/analysis/check';

const OAUTH = { clientSecret: 'oauth', endpoint: 'https://sso.dynatrace.com/sso/oauth2/token', resource: 'urn:dtenvironment:abc12345' };

function rules(spec: object | undefined, version = 'v1alpha2'): string[] {
  const object = { apiVersion: `dynatrace.com/${version}`, kind: 'EdgeConnect', metadata: { name: 'a', namespace: 'dynatrace' }, spec };
  return check([object]).map(({ rule }) => rule.replace('edge-connect/', ''));
}

function withApiServer(apiServer: string): string[] {
  return rules({ apiServer, oauth: OAUTH });
}

function withEndpoint(endpoint: string): string[] {
  return rules({ apiServer: 'abc12345.apps.dynatrace.com', oauth: { ...OAUTH, endpoint } });
}

test.each([
  ['abc12345.apps.dynatrace.com', []],
  ['abc.dev.apps.dynatracelabs.com', []],
  ['*.apps.dynatrace.com', []],
  ['..apps.dynatrace.com', []],
  ['', ['api-server']],
  ['.apps.dynatrace.com', ['api-server']],
  ['abc12345.APPS.dynatrace.com', ['api-server']],
  ['abc12345.apps.dynatrace.com/x', ['api-server']],
  ['user@abc12345.apps.dynatrace.com', ['api-server']],
  ['%C3%A4.apps.dynatrace.com', ['api-server']],
  ['https://abc12345.apps.dynatrace.com', ['api-server-scheme', 'api-server']],
  ['abc12345.apps.dynatrace.com:443', ['api-server-scheme']],
  ['a b.apps.dynatrace.com', ['api-server']],
])('the API server %j breaks %j', (apiServer, expected) => {
  expect(withApiServer(apiServer)).toEqual(expected);
});

test.each([
  ['https://sso.dynatrace.com', []],
  ['HTTPS://user@sso.dynatrace.com/x', []],
  ['https://sso-dev.dynatracelabs.com?x', []],
  ['https://SSO.dynatrace.com', ['oauth-host']],
  ['https://sso.dynatrace.com:', ['oauth-host']],
  ['//sso.dynatrace.com', ['oauth-endpoint']],
  ['sso.dynatrace.com/x', ['oauth-endpoint', 'oauth-host']],
  ['https://sso.dynatrace.com:x', ['oauth-endpoint']],
])('the endpoint %j breaks %j', (endpoint, expected) => {
  expect(withEndpoint(endpoint)).toEqual(expected);
});

test('without a spec, the older version has no ServiceAccount, and the newer version has the default', () => {
  expect(rules(undefined)).toEqual(['api-server', 'oauth-endpoint', 'oauth-host']);
  expect(rules(undefined, 'v1alpha1')).toEqual(['api-server', 'service-account', 'oauth-endpoint', 'oauth-host']);
  expect(rules({ apiServer: 'abc12345.apps.dynatrace.com', oauth: OAUTH, serviceAccountName: null }, 'v1alpha1')).toEqual([]);
});
