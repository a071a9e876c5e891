import { ApiObject, App, Chart } from 'cdk8s';
import { DynaKube, DynaKubeMode, EdgeConnect, EdgeConnectProps, FeatureFlag, OneAgentInjection, SecretStoreRef, TokenSecret } from '../../src';

// In parts, so that no file of this project holds what looks like a token.
const SECRET = 'NOBODYMAYSEEME';
const token = ['dt0c01', 'ABC', SECRET].join('.');
const url = `https://user:${SECRET}@abc12345.live.dynatrace.com/api`;

function monitoring(): Chart {
  return new Chart(new App(), 'monitoring', { namespace: 'dynatrace' });
}

function edgeConnect(props: Partial<EdgeConnectProps>) {
  const oauth = { clientSecret: TokenSecret.fromSecretName('oauth') };
  return () => new EdgeConnect(monitoring(), 'EdgeConnect', { apiServer: 'abc12345.apps.dynatrace.com', oauth, ...props });
}

function external(options: Omit<Parameters<typeof TokenSecret.fromExternalSecret>[0], 'store'>) {
  return () => new DynaKube(monitoring(), 'DynaKube', {
    apiUrl: 'https://abc12345.live.dynatrace.com/api',
    tokens: TokenSecret.fromExternalSecret({ store: SecretStoreRef.secretStore('vault'), ...options }),
  });
}

function pods(change: (injection: OneAgentInjection) => void, annotations?: Record<string, string>) {
  const spec = { template: { metadata: { annotations } } };
  return () => change(OneAgentInjection.of(new ApiObject(monitoring(), 'Web', { apiVersion: 'apps/v1', kind: 'Deployment', spec })));
}

test.each<[string, () => unknown]>([
  ['the name of a Secret', () => TokenSecret.fromSecretName(token)],
  ['the name of a Secret that is made', external({ key: 'k', secretName: token })],
  ['an entry of the vault', external({ key: token })],
  ['a property', external({ key: 'k', properties: { apiToken: token } })],
  ['a property without an entry', external({ properties: { apiToken: token } })],
  ['a key of the Secret', external({ key: 'k', properties: { apiToken: 'a', [token]: 'b' } })],
  ['another entry', external({ remoteRefs: { apiToken: { key: 'a', property: token } } })],
  ['a version', external({ remoteRefs: { apiToken: { key: 'a', version: token } } })],
  ['a store', () => SecretStoreRef.clusterSecretStore(token)],
  ['apiServer', edgeConnect({ apiServer: token })],
  ['apiServer with a user', edgeConnect({ apiServer: `user:${SECRET}@abc12345.apps.dynatrace.com` })],
  ['oauth.endpoint', edgeConnect({ oauth: { clientSecret: TokenSecret.fromSecretName('oauth'), endpoint: url } })],
  ['oauth.resource', edgeConnect({ oauth: { clientSecret: TokenSecret.fromSecretName('oauth'), resource: token } })],
  ['hostPatterns', edgeConnect({ hostPatterns: [url] })],
  ['hostRestrictions', edgeConnect({ hostRestrictions: [`*${token}`] })],
  ['proxy.host', edgeConnect({ proxy: { host: `user:${SECRET}@proxy` } })],
  ['proxy.authRef', edgeConnect({ proxy: { host: 'proxy', authRef: token } })],
  ['proxy.noProxy', edgeConnect({ proxy: { host: 'proxy', noProxy: [`${url} b`] } })],
  ['a ConfigMap', edgeConnect({ caCertsRef: token })],
  ['a ServiceAccount', edgeConnect({ serviceAccountName: token })],
  ['a repository', edgeConnect({ imageRef: { repository: `https://${token}` } })],
  ['a tag', edgeConnect({ imageRef: { tag: `:${token}` } })],
  ['a digest', edgeConnect({ imageRef: { digest: token } })],
  ['a feature flag', () => FeatureFlag.of(`/${token}`, '')],
  ['hosts without proxy', () => FeatureFlag.noProxy(`${url} b`)],
  ['ignored namespaces', () => FeatureFlag.ignoredNamespaces(`${token}(`)],
  ['a feature flag that is there twice', () => new DynaKube(monitoring(), 'DynaKube', {
    apiUrl: 'https://abc12345.live.dynatrace.com/api',
    mode: DynaKubeMode.hostMonitoring(),
    featureFlags: [FeatureFlag.of('a', token), FeatureFlag.of('a', url)],
  })],
  ['a path', pods(injection => injection.useInstallPath(token))],
  ['metadata', pods(injection => injection.addMetadata('a', `${token}\n`))],
  ['metadata that is there already', pods(injection => injection.addMetadata('a', url), { 'metadata.dynatrace.com/a': token })],
])('what gets into %s by mistake is refused, and not shown', (_, mistake) => {
  let message = '';
  try {
    mistake();
  } catch (error) {
    message = (error as Error).message;
  }
  expect(message).not.toBe('');
  expect(message).not.toContain(SECRET);
});
