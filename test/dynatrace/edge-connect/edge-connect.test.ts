import { ApiObject, App, Chart, Duration, JsonPatch, Testing } from 'cdk8s';
import { Mesh } from '../../../src/core/mesh';
import { EdgeConnect } from '../../../src/dynatrace/edge-connect/edge-connect';
import { EdgeConnectProps } from '../../../src/dynatrace/edge-connect/edge-connect-props';
import { ImagePullPolicy } from '../../../src/dynatrace/pods/image-ref';
import { TaintEffect, TolerationOperator, UnsatisfiableConstraintAction } from '../../../src/dynatrace/pods/scheduling';
import { OperatorVersion } from '../../../src/dynatrace/shared/operator-target';
import { SecretStoreRef } from '../../../src/dynatrace/tokens/external-secret';
import { TokenSecret } from '../../../src/dynatrace/tokens/token-secret';
import { schemaFaults, specFields, unsetFields } from '../crd-check';

const MINIMAL: EdgeConnectProps = {
  apiServer: 'abc12345.apps.dynatrace.com',
  oauth: { clientSecret: TokenSecret.fromSecretName('edgeconnect-oauth') },
};

function monitoring(): Chart {
  return new Chart(new App(), 'monitoring', { namespace: 'dynatrace' });
}

function edgeConnectOf(props: Partial<EdgeConnectProps> = {}): EdgeConnect {
  return new EdgeConnect(monitoring(), 'EdgeConnect', { ...MINIMAL, ...props });
}

function manifestOf(edgeConnect: EdgeConnect) {
  const manifest = Testing.synth(Chart.of(edgeConnect)).find(({ kind }) => kind === 'EdgeConnect');
  expect(schemaFaults(manifest)).toEqual([]);
  return manifest;
}

const EVERY_PROPERTY: Required<EdgeConnectProps> = {
  apiServer: 'abc12345.apps.dynatrace.com',
  oauth: {
    clientSecret: TokenSecret.fromSecretName('oauth'),
    endpoint: 'https://sso.dynatrace.com/sso/oauth2/token?x=1',
    resource: 'urn:dtenvironment:other',
    provisioner: true,
  },
  hostPatterns: ['internal.example.com', '*.shop.example.com'],
  hostRestrictions: ['internal.example.com', '198.51.100.7', '*.shop.example.com'],
  kubernetesAutomation: true,
  imageRef: {
    repository: 'registry.example:5000/edgeconnect', tag: '1.2', digest: `sha256:${'a'.repeat(64)}`, pullPolicy: ImagePullPolicy.IF_NOT_PRESENT,
  },
  customPullSecret: 'pull-secret',
  autoUpdate: false,
  replicas: 2,
  resources: { requests: { cpu: '100m' }, limits: { memory: '128Mi' } },
  env: [{ name: 'A', value: 'b' }, { name: 'B', valueFrom: { secretKeyRef: { name: 'secret', key: 'key' } } }],
  labels: { 'sidecar.istio.io/inject': 'true' },
  annotations: { note: 'text' },
  nodeSelector: { disk: 'ssd' },
  tolerations: [{ key: 'a', operator: TolerationOperator.EQUAL, value: 'b', effect: TaintEffect.NO_EXECUTE, tolerationSeconds: Duration.seconds(60) }],
  topologySpreadConstraints: [{ topologyKey: 'topology.kubernetes.io/zone', maxSkew: 1, whenUnsatisfiable: UnsatisfiableConstraintAction.SCHEDULE_ANYWAY }],
  serviceAccountName: 'automation',
  caCertsRef: 'cas',
  proxy: { host: 'proxy.example.com', port: 3128, noProxy: ['b.example.com', 'a.example.com'], authRef: 'proxy-auth' },
  operatorVersion: OperatorVersion.V1_10,
  metadata: { name: 'workflows', labels: { team: 'platform' } },
};

test('an EdgeConnect needs a host and a Secret; the rest follows from the host', () => {
  expect(manifestOf(edgeConnectOf())).toMatchInlineSnapshot(`
{
  "apiVersion": "dynatrace.com/v1alpha2",
  "kind": "EdgeConnect",
  "metadata": {
    "name": "edgeconnect",
    "namespace": "dynatrace",
  },
  "spec": {
    "apiServer": "abc12345.apps.dynatrace.com",
    "oauth": {
      "clientSecret": "edgeconnect-oauth",
      "endpoint": "https://sso.dynatrace.com/sso/oauth2/token",
      "resource": "urn:dtenvironment:abc12345",
    },
  },
}
`);
});

test('every property is written', () => {
  expect(manifestOf(edgeConnectOf(EVERY_PROPERTY))).toMatchInlineSnapshot(`
{
  "apiVersion": "dynatrace.com/v1alpha2",
  "kind": "EdgeConnect",
  "metadata": {
    "labels": {
      "team": "platform",
    },
    "name": "workflows",
    "namespace": "dynatrace",
  },
  "spec": {
    "annotations": {
      "note": "text",
    },
    "apiServer": "abc12345.apps.dynatrace.com",
    "autoUpdate": false,
    "caCertsRef": "cas",
    "customPullSecret": "pull-secret",
    "env": [
      {
        "name": "A",
        "value": "b",
      },
      {
        "name": "B",
        "valueFrom": {
          "secretKeyRef": {
            "key": "key",
            "name": "secret",
          },
        },
      },
    ],
    "hostPatterns": [
      "*.shop.example.com",
      "internal.example.com",
    ],
    "hostRestrictions": [
      "*.shop.example.com",
      "198.51.100.7",
      "internal.example.com",
    ],
    "imageRef": {
      "digest": "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
      "pullPolicy": "IfNotPresent",
      "repository": "registry.example:5000/edgeconnect",
      "tag": "1.2",
    },
    "kubernetesAutomation": {
      "enabled": true,
    },
    "labels": {
      "sidecar.istio.io/inject": "true",
    },
    "nodeSelector": {
      "disk": "ssd",
    },
    "oauth": {
      "clientSecret": "oauth",
      "endpoint": "https://sso.dynatrace.com/sso/oauth2/token?x=1",
      "provisioner": true,
      "resource": "urn:dtenvironment:other",
    },
    "proxy": {
      "authRef": "proxy-auth",
      "host": "proxy.example.com",
      "noProxy": "a.example.com,b.example.com",
      "port": 3128,
    },
    "replicas": 2,
    "resources": {
      "limits": {
        "memory": "128Mi",
      },
      "requests": {
        "cpu": "100m",
      },
    },
    "serviceAccountName": "automation",
    "tolerations": [
      {
        "effect": "NoExecute",
        "key": "a",
        "operator": "Equal",
        "tolerationSeconds": 60,
        "value": "b",
      },
    ],
    "topologySpreadConstraints": [
      {
        "maxSkew": 1,
        "topologyKey": "topology.kubernetes.io/zone",
        "whenUnsatisfiable": "ScheduleAnyway",
      },
    ],
  },
}
`);
});

test('every field of the schema has a property', () => {
  const manifest = manifestOf(edgeConnectOf(EVERY_PROPERTY));
  expect(Object.keys(manifest.spec).sort()).toEqual(specFields('dynatrace.com/v1alpha2', 'EdgeConnect').sort());
  for (const field of ['oauth', 'imageRef', 'proxy', 'kubernetesAutomation']) { expect(unsetFields(manifest, `spec.${field}`)).toEqual([]); }
});

test('empty values and false defaults are not written', () => {
  const { spec } = manifestOf(edgeConnectOf({
    oauth: { clientSecret: TokenSecret.fromSecretName('oauth'), provisioner: false },
    hostPatterns: [],
    hostRestrictions: [],
    kubernetesAutomation: false,
    imageRef: {},
    labels: {},
    env: [],
    tolerations: [],
    resources: { limits: {} },
  }));
  expect(Object.keys(spec)).toEqual(['apiServer', 'oauth']);
  expect(Object.keys(spec.oauth)).toEqual(['clientSecret', 'endpoint', 'resource']);
});

test.each([
  ['abc12345.apps.dynatrace.com', 'https://sso.dynatrace.com/sso/oauth2/token', 'urn:dtenvironment:abc12345'],
  ['abc.dev.apps.dynatracelabs.com', 'https://sso-dev.dynatracelabs.com/sso/oauth2/token', 'urn:dtenvironment:abc'],
  ['abc.sprint.apps.dynatracelabs.com', 'https://sso.sprint.dynatracelabs.com/sso/oauth2/token', 'urn:dtenvironment:abc'],
])('%s has a single sign-on of its own', (apiServer, endpoint, resource) => {
  const edgeConnect = edgeConnectOf({ apiServer });
  expect(manifestOf(edgeConnect).spec.oauth).toEqual({ clientSecret: 'edgeconnect-oauth', endpoint, resource });
  expect(edgeConnect.hosts).toEqual([apiServer, new URL(endpoint).hostname].sort());
});

const WRONG_API_SERVER = '\'apiServer\' must be the host of the platform only, in lower case, such as "abc12345.apps.dynatrace.com", got ';

test.each([
  ['https://abc12345.apps.dynatrace.com', '"https://abc12345.apps.dynatrace.com"'],
  ['abc12345.apps.dynatrace.com:443', '"abc12345.apps.dynatrace.com:443"'],
  ['abc12345.apps.dynatrace.com/', '"abc12345.apps.dynatrace.com/"'],
  ['abc12345.live.dynatrace.com', '"abc12345.live.dynatrace.com"'],
  ['abc12345.APPS.dynatrace.com', '"abc12345.APPS.dynatrace.com"'],
  ['ENVIRONMENTID.apps.dynatrace.com', '"ENVIRONMENTID.apps.dynatrace.com"'],
  ['*.apps.dynatrace.com', '"*.apps.dynatrace.com"'],
  ['.apps.dynatrace.com', '".apps.dynatrace.com"'],
  ['', '""'],
  ['user:hunter2@abc12345.apps.dynatrace.com', '"…@abc12345.apps.dynatrace.com"'],
])('%s is not a host of the platform', (apiServer, quoted) => {
  expect(() => edgeConnectOf({ apiServer })).toThrow(new Error(WRONG_API_SERVER + quoted));
  expect(() => EdgeConnect.fromEdgeConnectAttributes(monitoring(), 'EdgeConnect', { namespace: 'dynatrace', name: 'e', apiServer }))
    .toThrow(new Error(WRONG_API_SERVER + quoted));
});

test('an API server that is no text is refused', () => {
  expect(() => edgeConnectOf({ apiServer: undefined })).toThrow(new Error('\'apiServer\' must be a string, got "undefined"'));
});

test.each([
  'https://sso.dynatrace.com', 'HTTPS://sso.dynatrace.com/x', 'https://sso.dynatrace.com?x#y', 'https://sso.sprint.dynatracelabs.com/sso',
])('%s is an endpoint', endpoint => {
  const clientSecret = TokenSecret.fromSecretName('oauth');
  expect(manifestOf(edgeConnectOf({ oauth: { clientSecret, endpoint } })).spec.oauth.endpoint).toBe(endpoint);
});

test.each([
  ['http://sso.dynatrace.com/x', '"http://sso.dynatrace.com/x"'],
  ['//sso.dynatrace.com/x', '"//sso.dynatrace.com/x"'],
  ['https:sso.dynatrace.com', '"https:sso.dynatrace.com"'],
  ['https://SSO.dynatrace.com', '"https://SSO.dynatrace.com"'],
  ['https://sso.dynatrace.com:443/x', '"https://sso.dynatrace.com:443/x"'],
  ['https://sso.dynatrace.com:/x', '"https://sso.dynatrace.com:/x"'],
  ['https://sso.dynatrace.com/%zz', '"https://sso.dynatrace.com/%zz"'],
  ['https://sso.dynatracelabs.com', '"https://sso.dynatracelabs.com"'],
  ['https://user:hunter2@sso.dynatrace.com/x', '"https://…@sso.dynatrace.com/x"'],
  ['', '""'],
])('%s is not an endpoint', (endpoint, quoted) => {
  const clientSecret = TokenSecret.fromSecretName('oauth');
  expect(() => edgeConnectOf({ oauth: { clientSecret, endpoint } })).toThrow(new Error(
    `'oauth.endpoint' must be an https URL of Dynatrace's single sign-on, such as "https://sso.dynatrace.com/sso/oauth2/token", got ${quoted}`,
  ));
});

test.each<[Partial<EdgeConnectProps>, string]>([
  [{ metadata: { name: 'e'.repeat(41) } },
    `'metadata.name' of an EdgeConnect must have at most 40 characters, because the operator adds suffixes to it, got "${'e'.repeat(41)}" (41)`],
  [{ kubernetesAutomation: true }, '\'kubernetesAutomation\' needs \'oauth.provisioner\', got "true" without it; set both'],
  [{ oauth: { ...MINIMAL.oauth, resource: 'abc12345' } }, '\'oauth.resource\' must be a URN, such as "urn:dtenvironment:abc12345", got "abc12345"'],
  [{ hostPatterns: ['https://a.example.com'] },
    '\'hostPatterns\' accepts DNS names, wildcards such as "*.example.com", and IP addresses, got "https://a.example.com"'],
  [{ hostPatterns: [''] }, '\'hostPatterns\' accepts DNS names, wildcards such as "*.example.com", and IP addresses, got ""'],
  [{ hostRestrictions: ['a,b'] }, '\'hostRestrictions\' accepts DNS names, wildcards such as "*.example.com", and IP addresses, got "a,b"'],
  [{ replicas: -1 }, '\'replicas\' must be a whole number from 0 to 2147483647, got "-1"'],
  [{ serviceAccountName: '' },
    '\'serviceAccountName\' must be the name of a ServiceAccount: lower-case letters, digits, \'-\' and \'.\', 253 characters at most, got ""'],
  [{ proxy: { host: 'http://proxy' } }, '\'proxy.host\' must be a DNS name or IP address, without scheme and port, got "http://proxy"'],
  [{ proxy: { host: 'user:hunter2@proxy' } }, '\'proxy.host\' must be a DNS name or IP address, without scheme and port, got "…@proxy"'],
  [{ proxy: { host: 'proxy', port: 0 } }, '\'proxy.port\' must be a whole number from 1 to 65535, got "0"'],
  [{ proxy: { host: 'proxy', noProxy: ['a, b'] } }, '\'proxy.noProxy\' accepts hosts without spaces and commas, got "a, b"'],
  [{ imageRef: { repository: 'registry.example/edgeconnect:1.2' } },
    '\'imageRef.repository\' must be a registry and repository without scheme and tag, such as "registry.example.com/dynatrace/agent", got "registry.example/edgeconnect:1.2"'],
  [{ imageRef: { repository: 'https://registry.example/edgeconnect' } },
    '\'imageRef.repository\' must be a registry and repository without scheme and tag, such as "registry.example.com/dynatrace/agent", got "https://registry.example/edgeconnect"'],
  [{ imageRef: { tag: '' } }, '\'imageRef.tag\' must be letters, digits, \'_\', \'.\' and \'-\', at most 128 characters, got ""'],
  [{ imageRef: { digest: 'abc' } }, '\'imageRef.digest\' must be an algorithm, a colon and hexadecimal digits, such as "sha256:…", got "abc"'],
  [{ imageRef: { digest: 'sha256:00' }, operatorVersion: OperatorVersion.V1_9 },
    '\'spec.imageRef.digest\' needs operator 1.10, and with an older operator the API server drops it silently, got \'operatorVersion\' "1.9"; leave it out, or upgrade the operator first'],
  [{ imageRef: { pullPolicy: ImagePullPolicy.ALWAYS }, operatorVersion: OperatorVersion.V1_8 },
    '\'spec.imageRef.pullPolicy\' needs operator 1.9, and with an older operator the API server drops it silently, got \'operatorVersion\' "1.8"; leave it out, or upgrade the operator first'],
])('%j is refused', (props, message) => {
  expect(() => edgeConnectOf(props)).toThrow(new Error(message));
});

describe('host patterns', () => {
  test('are sorted, and can be added later', () => {
    const edgeConnect = edgeConnectOf({ hostPatterns: ['b.example.com'] });
    edgeConnect.addHostPattern('a.example.com');
    edgeConnect.addHostPattern('b.example.com');
    edgeConnect.hostPatterns.pop();
    expect(edgeConnect.hostPatterns).toEqual(['a.example.com', 'b.example.com']);
    expect(manifestOf(edgeConnect).spec.hostPatterns).toEqual(['a.example.com', 'b.example.com']);
  });

  test('are checked when they are added', () => {
    expect(() => edgeConnectOf().addHostPattern('a b')).toThrow(new Error(
      '\'hostPatterns\' accepts DNS names, wildcards such as "*.example.com", and IP addresses, got "a b"',
    ));
  });
});

test('its OAuth client can come from a vault', () => {
  const chart = monitoring();
  const clientSecret = TokenSecret.fromExternalSecret({ store: SecretStoreRef.clusterSecretStore('vault'), key: 'dynatrace/edgeconnect' });
  const edgeConnect = new EdgeConnect(chart, 'EdgeConnect', { ...MINIMAL, oauth: { clientSecret } });
  expect(edgeConnect.clientSecretName).toBe('edgeconnect-oauth');
  expect(Testing.synth(chart)[0]).toEqual({
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata: { name: 'edgeconnect-oauth', namespace: 'dynatrace' },
    spec: {
      secretStoreRef: { kind: 'ClusterSecretStore', name: 'vault' },
      target: { name: 'edgeconnect-oauth' },
      data: [
        { secretKey: 'oauth-client-id', remoteRef: { key: 'dynatrace/edgeconnect', property: 'oauth-client-id' } },
        { secretKey: 'oauth-client-secret', remoteRef: { key: 'dynatrace/edgeconnect', property: 'oauth-client-secret' } },
      ],
    },
  });
});

test('a chart without a namespace is an error that names the remedy', () => {
  expect(() => new EdgeConnect(new Chart(new App(), 'monitoring'), 'EdgeConnect', MINIMAL)).toThrow(new Error(
    '"monitoring/EdgeConnect" has no namespace: set \'namespace\' of its chart or \'metadata.namespace\' of the construct',
  ));
});

test('a JSON patch may set what no type knows', () => {
  const edgeConnect = edgeConnectOf();
  ApiObject.of(edgeConnect).addJsonPatch(JsonPatch.add('/spec/fromTheFuture', 1));
  Mesh.of(Chart.of(edgeConnect)).disableRule('kubernetes/unknown-field', 'ahead of the schema');
  expect(Testing.synth(Chart.of(edgeConnect))[0].spec.fromTheFuture).toBe(1);
});

test('an EdgeConnect that exists elsewhere has a name, a namespace, and maybe the host', () => {
  const chart = monitoring();
  const known = EdgeConnect.fromEdgeConnectAttributes(chart, 'Known', { namespace: 'dynatrace', name: 'edgeconnect', apiServer: MINIMAL.apiServer });
  const unknown = EdgeConnect.fromEdgeConnectAttributes(chart, 'Unknown', { namespace: 'dynatrace', name: 'other' });
  expect([known.node.path, known.namespace, known.name, known.apiServer])
    .toEqual(['monitoring/Known', 'dynatrace', 'edgeconnect', 'abc12345.apps.dynatrace.com']);
  expect([unknown.namespace, unknown.name, unknown.apiServer]).toEqual(['dynatrace', 'other', undefined]);
  expect(Testing.synth(chart)).toEqual([]);
});
