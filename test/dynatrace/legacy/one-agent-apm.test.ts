import { ApiObject, App, Chart, JsonPatch, Testing } from 'cdk8s';
import { Mesh } from '../../../src/core/mesh';
import { DynatraceProxy } from '../../../src/dynatrace/connection/dynatrace-proxy';
import { OneAgentApm, OneAgentApmProps } from '../../../src/dynatrace/legacy/one-agent-apm';
import { OneAgentFlavor } from '../../../src/dynatrace/shared/one-agent-flavor';
import { TokenSecret } from '../../../src/dynatrace/tokens/token-secret';
import { schemaFaults, specFields } from '../crd-check';

const API_URL = 'https://abc12345.live.dynatrace.com/api';

function monitoring(): Chart {
  return new Chart(new App(), 'monitoring', { namespace: 'dynatrace' });
}

function manifestOf(props: Partial<OneAgentApmProps>) {
  const chart = monitoring();
  new OneAgentApm(chart, 'OneAgentApm', { apiUrl: API_URL, ...props });
  return Testing.synth(chart)[0];
}

const EVERY_PROPERTY: Required<OneAgentApmProps> = {
  apiUrl: API_URL,
  tokens: TokenSecret.fromSecretName('tokens'),
  skipCertCheck: true,
  proxy: DynatraceProxy.url('http://proxy.example.com:3128'),
  trustedCaConfigMapName: 'cas',
  networkZone: 'zone',
  enableIstio: true,
  useImmutableImage: true,
  agentVersion: '1.217.71.20210712-202612',
  image: 'registry.example/codemodule:1.2',
  resources: { requests: { memory: '64Mi' } },
  flavor: OneAgentFlavor.MUSL,
  metadata: { name: 'apm' },
};

test('a OneAgentAPM needs no more than the URL', () => {
  expect(manifestOf({})).toEqual({
    apiVersion: 'dynatrace.com/v1alpha1',
    kind: 'OneAgentAPM',
    metadata: { name: 'oneagentapm', namespace: 'dynatrace' },
    spec: { apiUrl: API_URL },
  });
});

test('every property is written', () => {
  expect(manifestOf(EVERY_PROPERTY)).toMatchInlineSnapshot(`
{
  "apiVersion": "dynatrace.com/v1alpha1",
  "kind": "OneAgentAPM",
  "metadata": {
    "name": "apm",
    "namespace": "dynatrace",
  },
  "spec": {
    "agentVersion": "1.217.71.20210712-202612",
    "apiUrl": "https://abc12345.live.dynatrace.com/api",
    "enableIstio": true,
    "flavor": "musl",
    "image": "registry.example/codemodule:1.2",
    "networkZone": "zone",
    "proxy": {
      "value": "http://proxy.example.com:3128",
    },
    "resources": {
      "requests": {
        "memory": "64Mi",
      },
    },
    "skipCertCheck": true,
    "tokens": "tokens",
    "trustedCAs": "cas",
    "useImmutableImage": true,
  },
}
`);
  expect(schemaFaults(manifestOf(EVERY_PROPERTY))).toEqual([]);
});

test('every field of the schema has a property', () => {
  expect(Object.keys(manifestOf(EVERY_PROPERTY).spec).sort()).toEqual(specFields('dynatrace.com/v1alpha1', 'OneAgentAPM').sort());
});

test('empty and false values are not written', () => {
  const manifest = manifestOf({ skipCertCheck: false, enableIstio: false, useImmutableImage: false, resources: { limits: {} } });
  expect(manifest.spec).toEqual({ apiUrl: API_URL });
});

test('the name must fit into the label by which namespaces opt in', () => {
  expect(manifestOf({ metadata: { name: 'a'.repeat(63) } }).metadata.name).toHaveLength(63);
  expect(() => manifestOf({ metadata: { name: 'a'.repeat(64) } })).toThrow(new Error(
    `'metadata.name' of a OneAgentAPM must have at most 63 characters, because it is the value of a label of namespaces, got "${'a'.repeat(64)}"`,
  ));
});

test('a URL that the operator can\'t use is refused', () => {
  expect(() => manifestOf({ apiUrl: 'https:///api' }))
    .toThrow(new Error('\'apiUrl\' must have a host, such as "https://abc12345.live.dynatrace.com/api", got "https:///api"'));
});

test('the Secret with the tokens has the name of the OneAgentAPM, or another one', () => {
  const chart = monitoring();
  expect(new OneAgentApm(chart, 'Default', { apiUrl: API_URL }).tokenSecretName).toBe('oneagentapm');
  expect(new OneAgentApm(chart, 'Other', { apiUrl: API_URL, metadata: { name: 'apm' }, tokens: TokenSecret.fromSecretName('tokens') }).tokenSecretName).toBe('tokens');
});

test('a JSON patch may set what no type knows', () => {
  const chart = monitoring();
  const apm = new OneAgentApm(chart, 'OneAgentApm', { apiUrl: API_URL });
  ApiObject.of(apm).addJsonPatch(JsonPatch.add('/spec/other', 1));
  Mesh.of(chart).disableRule('kubernetes/unknown-field', 'ahead of the schema');
  expect(Testing.synth(chart)[0].spec).toEqual({ apiUrl: API_URL, other: 1 });
});

test('a OneAgentAPM that exists elsewhere has a name, a namespace, and maybe the URL', () => {
  const chart = monitoring();
  const apm = OneAgentApm.fromOneAgentApmAttributes(chart, 'OneAgentApm', { namespace: 'dynatrace', name: 'apm' });
  expect([apm.node.path, apm.namespace, apm.name, apm.apiUrl]).toEqual(['monitoring/OneAgentApm', 'dynatrace', 'apm', undefined]);
  expect(Testing.synth(chart)).toEqual([]);
  expect(() => OneAgentApm.fromOneAgentApmAttributes(chart, 'Wrong', { namespace: 'dynatrace', name: 'apm', apiUrl: '' }))
    .toThrow(new Error('\'apiUrl\' must be the URL of your own environment, such as "https://abc12345.live.dynatrace.com/api", got ""'));
});
