import { ApiObject, App, Chart, Duration, JsonPatch, Testing } from 'cdk8s';
import { schemaFaults } from './crd-check';
import { ActiveGateCapability } from '../../src/dynatrace/active-gate-capability';
import { DynaKube } from '../../src/dynatrace/dynakube';
import { DynaKubeMode } from '../../src/dynatrace/dynakube-mode';
import { DynaKubeProps } from '../../src/dynatrace/dynakube-props';
import { DynatraceProxy } from '../../src/dynatrace/dynatrace-proxy';

const API_URL = 'https://abc12345.live.dynatrace.com/api';
const RETRY = 'feature.dynatrace.com/oneagent-initial-connect-retry-ms';

function monitoring(): Chart {
  return new Chart(new App(), 'monitoring', { namespace: 'dynatrace' });
}

function dynakubeOf(props: Partial<DynaKubeProps> = {}): DynaKube {
  return new DynaKube(monitoring(), 'DynaKube', { apiUrl: API_URL, ...props });
}

function manifestOf(dynakube: DynaKube) {
  const [manifest] = Testing.synth(Chart.of(dynakube));
  expect(schemaFaults(manifest)).toEqual([]);
  return manifest;
}

test('the quick start gives a DynaKube of the latest version', () => {
  expect(manifestOf(dynakubeOf({ mode: DynaKubeMode.cloudNativeFullStack() }))).toMatchInlineSnapshot(`
{
  "apiVersion": "dynatrace.com/v1beta6",
  "kind": "DynaKube",
  "metadata": {
    "name": "dynakube",
    "namespace": "dynatrace",
  },
  "spec": {
    "apiUrl": "https://abc12345.live.dynatrace.com/api",
    "oneAgent": {
      "cloudNativeFullStack": {},
    },
  },
}
`);
});

test('every property of its own is written', () => {
  const every: Required<Omit<DynaKubeProps, 'spec'>> = {
    apiUrl: 'https://abc12345.apps.dynatrace.com',
    tokens: 'tokens',
    customPullSecret: 'pull-secret',
    skipCertCheck: true,
    enableIstio: true,
    initialConnectRetry: Duration.seconds(3),
    networkZone: 'zone',
    proxy: DynatraceProxy.url('http://proxy.example.com:3128'),
    trustedCAs: 'cas',
    hostGroup: 'shop',
    activeGate: { capabilities: [ActiveGateCapability.ROUTING] },
    metadataEnrichment: {
      namespaceSelector: { matchLabels: { enrich: 'true' } },
      initResources: { requests: { cpu: '10m' } },
    },
    resourceAttributes: { team: 'shop' },
    publicRegistryOverride: 'registry.example.com/dynatrace',
    dynatraceApiRequestThreshold: Duration.hours(1),
    featureFlags: { 'automatic-injection': 'false' },
    mode: DynaKubeMode.applicationMonitoring(),
    metadata: { name: 'production', labels: { team: 'platform' }, annotations: { note: 'text' } },
  };
  expect(manifestOf(dynakubeOf(every))).toMatchInlineSnapshot(`
{
  "apiVersion": "dynatrace.com/v1beta6",
  "kind": "DynaKube",
  "metadata": {
    "annotations": {
      "feature.dynatrace.com/automatic-injection": "false",
      "feature.dynatrace.com/oneagent-initial-connect-retry-ms": "3000",
      "note": "text",
    },
    "labels": {
      "team": "platform",
    },
    "name": "production",
    "namespace": "dynatrace",
  },
  "spec": {
    "activeGate": {
      "capabilities": [
        "routing",
      ],
    },
    "apiUrl": "https://abc12345.apps.dynatrace.com",
    "customPullSecret": "pull-secret",
    "dynatraceApiRequestThreshold": 60,
    "enableIstio": true,
    "metadataEnrichment": {
      "enabled": true,
      "initResources": {
        "requests": {
          "cpu": "10m",
        },
      },
      "namespaceSelector": {
        "matchLabels": {
          "enrich": "true",
        },
      },
    },
    "networkZone": "zone",
    "oneAgent": {
      "applicationMonitoring": {},
      "hostGroup": "shop",
    },
    "proxy": {
      "value": "http://proxy.example.com:3128",
    },
    "publicRegistryOverride": "registry.example.com/dynatrace",
    "resourceAttributes": {
      "team": "shop",
    },
    "skipCertCheck": true,
    "tokens": "tokens",
    "trustedCAs": "cas",
  },
}
`);
});

describe('the name', () => {
  test('is "dynakube", and also that of the Secret with the tokens', () => {
    const dynakube = dynakubeOf();
    expect([dynakube.name, dynakube.tokens]).toEqual(['dynakube', 'dynakube']);
    expect(manifestOf(dynakube).spec.tokens).toBeUndefined();
  });

  test('can be another one', () => {
    const dynakube = dynakubeOf({ metadata: { name: 'production' } });
    expect([dynakube.name, dynakube.tokens]).toEqual(['production', 'production']);
  });

  test('stays "dynakube" where metadata has none', () => {
    expect(dynakubeOf({ metadata: { name: undefined, labels: { a: 'b' } } }).name).toBe('dynakube');
  });

  test.each<[string, DynaKubeProps['spec'], string]>([
    ['1a', undefined, '\'metadata.name\' of a DynaKube takes lower-case letters, digits and \'-\', a letter first, got "1a"'],
    ['a.b', undefined, '\'metadata.name\' of a DynaKube takes lower-case letters, digits and \'-\', a letter first, got "a.b"'],
    ['a'.repeat(41), undefined, `'metadata.name' of this DynaKube takes 40 characters at most, got "${'a'.repeat(41)}" (41); the operator appends to it`],
    ['a'.repeat(32), { extensions: { prometheus: {} } },
      `'metadata.name' of this DynaKube takes 31 characters at most, got "${'a'.repeat(32)}" (32); the operator appends to it`],
    ['a'.repeat(36), { kspm: {} }, `'metadata.name' of this DynaKube takes 35 characters at most, got "${'a'.repeat(36)}" (36); the operator appends to it`],
    ['a'.repeat(38), { telemetryIngest: {} },
      `'metadata.name' of this DynaKube takes 37 characters at most, got "${'a'.repeat(38)}" (38); the operator appends to it`],
    ['A', undefined, '\'metadata.name\' takes lower-case letters, digits, \'-\' and \'.\', 253 characters at most, got "A"'],
  ])('must not be %s with %j', (name, spec, message) => {
    expect(() => dynakubeOf({ metadata: { name }, spec })).toThrow(new Error(message));
  });

  test('may be as long as the operator allows', () => {
    expect(dynakubeOf({ metadata: { name: 'a'.repeat(40) } }).name).toHaveLength(40);
    expect(dynakubeOf({ metadata: { name: 'a'.repeat(31) }, spec: { extensions: { prometheus: {} } } }).name).toHaveLength(31);
  });
});

test('a chart without a namespace is an error that names the remedy', () => {
  expect(() => new DynaKube(new Chart(new App(), 'monitoring'), 'DynaKube', { apiUrl: API_URL })).toThrow(new Error(
    'the namespace of "monitoring/DynaKube" is not known: pass \'namespace\' to its chart or \'metadata.namespace\' to the construct',
  ));
});

test.each<[Partial<DynaKubeProps>, string]>([
  [{ networkZone: 'a\tb' }, '\'networkZone\' takes a text without control characters, got "a\\tb"'],
  [{ hostGroup: 'a\n' }, '\'hostGroup\' takes a text without control characters, got "a\\n"'],
  [{ apiUrl: 'https://abc12345.live.dynatrace.com' },
    '\'apiUrl\' must end in "/api", such as "https://abc12345.live.dynatrace.com/api", got "https://abc12345.live.dynatrace.com"'],
  [{ customPullSecret: 'A' }, '\'customPullSecret\' takes the name of a Secret: lower-case letters, digits, \'-\' and \'.\', 253 characters at most, got "A"'],
  [{ trustedCAs: '' }, '\'trustedCAs\' takes the name of a ConfigMap: lower-case letters, digits, \'-\' and \'.\', 253 characters at most, got ""'],
  [{ dynatraceApiRequestThreshold: Duration.seconds(90) }, '\'dynatraceApiRequestThreshold\' must be a whole number of minutes, 65535 at most, got "1.5"'],
  [{ dynatraceApiRequestThreshold: Duration.minutes(65536) },
    '\'dynatraceApiRequestThreshold\' must be a whole number of minutes, 65535 at most, got "65536"'],
  [{ initialConnectRetry: Duration.millis(0.5) }, '\'initialConnectRetry\' must be a whole number of milliseconds, 2147483647 at most, got "0.5"'],
  [{ resourceAttributes: { 'a/b/c': '' } },
    '\'resourceAttributes\' takes keys of letters, digits, \'-\', \'_\' and \'.\', 63 characters at most, maybe behind a DNS name and \'/\', got "a/b/c"'],
])('%j is refused', (props, message) => {
  expect(() => dynakubeOf(props)).toThrow(new Error(message));
});

describe('secrets', () => {
  const token = ['dt0c01', 'ABC', 'secretpart'].join('.');

  test.each<[string, Partial<DynaKubeProps>]>([
    ['tokens', { tokens: token }],
    ['spec.tokens', { spec: { tokens: token } }],
    ['customPullSecret', { customPullSecret: ` ${token}` }],
  ])('a token in %s is refused and not quoted', (prop, props) => {
    expect(() => dynakubeOf(props)).toThrow(new Error(
      `'${prop}' takes the name of a Secret, got what looks like a Dynatrace token; put the token into a Secret and pass the name of that`,
    ));
  });

  test('a password in a proxy that is passed through is refused and not quoted', () => {
    expect(() => dynakubeOf({ spec: { proxy: { value: 'http://user:hunter2@proxy.example.com' } } })).toThrow(new Error(
      '\'spec.proxy.value\' must not hold a password: put the URL into a Secret, under the key "proxy", and pass DynatraceProxy.fromSecretName()',
    ));
  });

  test('a proxy with a password is a Secret', () => {
    expect(manifestOf(dynakubeOf({ proxy: DynatraceProxy.fromSecretName('proxy') })).spec.proxy).toEqual({ valueFrom: 'proxy' });
  });
});

describe('what is false', () => {
  test('is left out where the operator drops it', () => {
    const dynakube = dynakubeOf({ enableIstio: false, skipCertCheck: false, activeGate: { useEphemeralVolume: false } });
    expect(manifestOf(dynakube).spec).toEqual({ apiUrl: API_URL });
  });

  test('is left out of what is passed through too', () => {
    const dynakube = dynakubeOf({ spec: { enableIstio: false, skipCertCheck: false, activeGate: { useEphemeralVolume: false, replicas: 2 } } });
    expect(manifestOf(dynakube).spec).toEqual({ apiUrl: API_URL, activeGate: { replicas: 2 } });
  });

  test('is kept where it means something', () => {
    expect(manifestOf(dynakubeOf({ metadataEnrichment: { enabled: false } })).spec.metadataEnrichment).toEqual({ enabled: false });
  });
});

describe('capabilities', () => {
  test('are sorted, and can be added later', () => {
    const dynakube = dynakubeOf({ activeGate: { capabilities: [ActiveGateCapability.ROUTING, ActiveGateCapability.DEBUGGING] } });
    dynakube.addCapability(ActiveGateCapability.KUBERNETES_MONITORING);
    dynakube.addCapability(ActiveGateCapability.ROUTING);
    expect(dynakube.capabilities).toEqual(['debugging', 'kubernetes-monitoring', 'routing']);
    expect(manifestOf(dynakube).spec.activeGate).toEqual({ capabilities: ['debugging', 'kubernetes-monitoring', 'routing'] });
  });

  test('turn on an ActiveGate that was not there', () => {
    const dynakube = dynakubeOf();
    dynakube.addCapability(ActiveGateCapability.METRICS_INGEST);
    dynakube.addCapability(ActiveGateCapability.DYNATRACE_API);
    expect(manifestOf(dynakube).spec.activeGate).toEqual({ capabilities: ['dynatrace-api', 'metrics-ingest'] });
  });

  test('are copied in and out', () => {
    const capabilities = [ActiveGateCapability.ROUTING];
    const dynakube = dynakubeOf({ activeGate: { capabilities } });
    capabilities.push(ActiveGateCapability.DEBUGGING);
    dynakube.capabilities.pop();
    expect(dynakube.capabilities).toEqual(['routing']);
  });

  test('must not be given twice', () => {
    expect(() => dynakubeOf({ activeGate: { capabilities: [ActiveGateCapability.ROUTING, ActiveGateCapability.ROUTING] } }))
      .toThrow(new Error('\'activeGate.capabilities\' must not hold a capability twice, got "routing"'));
  });

  test('that are passed through can be read, but not added to', () => {
    const dynakube = dynakubeOf({ spec: { activeGate: { capabilities: ['routing'] } } });
    dynakube.addCapability(ActiveGateCapability.ROUTING);
    expect(dynakube.capabilities).toEqual(['routing']);
    expect(() => dynakube.addCapability(ActiveGateCapability.DEBUGGING)).toThrow(new Error(
      '\'spec.activeGate.capabilities\' has another value than the property of DynaKube that stands for it: leave one of them out',
    ));
    expect(manifestOf(dynakube).spec.activeGate).toEqual({ capabilities: ['routing'] });
  });
});

describe('feature flags', () => {
  test('are annotations with their prefix', () => {
    const dynakube = dynakubeOf({ featureFlags: { 'automatic-injection': 'false' } });
    dynakube.addFeatureFlag('ignored-namespaces', '["^istio-system$"]');
    dynakube.addFeatureFlag('automatic-injection', 'false');
    expect(manifestOf(dynakube).metadata.annotations).toEqual({
      'feature.dynatrace.com/automatic-injection': 'false',
      'feature.dynatrace.com/ignored-namespaces': '["^istio-system$"]',
    });
  });

  test.each<[Partial<DynaKubeProps>, string]>([
    [{ featureFlags: { 'feature.dynatrace.com/no-proxy': '' } },
      '\'featureFlags\' takes names without "feature.dynatrace.com/", got "feature.dynatrace.com/no-proxy"'],
    [{ featureFlags: { '': '' } }, '\'featureFlags\' takes names of letters, digits, \'-\', \'_\' and \'.\', 63 characters at most, got ""'],
    [{ featureFlags: { 'a/b': '' } }, '\'featureFlags\' takes names of letters, digits, \'-\', \'_\' and \'.\', 63 characters at most, got "a/b"'],
    [{ featureFlags: { 'no-proxy': 'a' }, metadata: { annotations: { 'feature.dynatrace.com/no-proxy': 'b' } } },
      'the feature flag "feature.dynatrace.com/no-proxy" must not be set twice, got "a" after "b"; remove one of them'],
    [{ featureFlags: { 'oneagent-initial-connect-retry-ms': '1' }, initialConnectRetry: Duration.seconds(1) },
      `the feature flag "${RETRY}" must not be set twice, got "1000" after "1"; remove one of them`],
  ])('%j is refused', (props, message) => {
    expect(() => dynakubeOf(props)).toThrow(new Error(message));
  });

  test('must not be set to another value later', () => {
    const dynakube = dynakubeOf({ featureFlags: { 'no-proxy': 'a' } });
    expect(() => dynakube.addFeatureFlag('no-proxy', 'b'))
      .toThrow(new Error('the feature flag "feature.dynatrace.com/no-proxy" must not be set twice, got "b" after "a"; remove one of them'));
  });
});

describe('the wait before the first connection', () => {
  function annotationsOf(props: Partial<DynaKubeProps>, change: (dynakube: DynaKube) => void = () => {}) {
    const dynakube = dynakubeOf(props);
    dynakube._letSidecarStartFirst();
    change(dynakube);
    return manifestOf(dynakube).metadata.annotations;
  }

  test('is not set without need', () => {
    expect(manifestOf(dynakubeOf()).metadata).toEqual({ name: 'dynakube', namespace: 'dynatrace' });
  });

  test('is 6 seconds where a sidecar must start first', () => {
    expect(annotationsOf({ metadata: { annotations: { note: 'text' } } })).toEqual({ [RETRY]: '6000', note: 'text' });
  });

  test.each<[string, Partial<DynaKubeProps>]>([
    ['property', { initialConnectRetry: Duration.seconds(10) }],
    ['flag', { featureFlags: { 'oneagent-initial-connect-retry-ms': '10000' } }],
    ['annotation', { metadata: { annotations: { [RETRY]: '10000' } } }],
  ])('is what the user has set by %s', (_, props) => {
    expect(annotationsOf(props)).toEqual({ [RETRY]: '10000' });
  });

  test('is what the user sets later', () => {
    expect(annotationsOf({}, dynakube => dynakube.metadata.addAnnotation(RETRY, '1'))).toEqual({ [RETRY]: '1' });
    expect(annotationsOf({}, dynakube => dynakube.addFeatureFlag('oneagent-initial-connect-retry-ms', '-1'))).toEqual({ [RETRY]: '-1' });
  });

  test.each<Partial<DynaKubeProps>>([{ enableIstio: true }, { spec: { enableIstio: true } }])('is left to the operator with %j', props => {
    expect(annotationsOf(props)).toBeUndefined();
  });

  test('may be nothing', () => {
    expect(annotationsOf({ initialConnectRetry: Duration.millis(0) })).toEqual({ [RETRY]: '0' });
  });
});

test('a JSON patch may set what no type knows', () => {
  const dynakube = dynakubeOf();
  ApiObject.of(dynakube).addJsonPatch(JsonPatch.add('/spec/fromTheFuture', { enabled: true }));
  expect(Testing.synth(Chart.of(dynakube))[0].spec).toEqual({ apiUrl: API_URL, fromTheFuture: { enabled: true } });
});

describe('a DynaKube that exists elsewhere', () => {
  test('has a name, a namespace, and maybe the URL', () => {
    const chart = monitoring();
    const known = DynaKube.fromDynaKubeName(chart, 'Known', { namespace: 'dynatrace', name: 'dynakube', apiUrl: API_URL });
    const unknown = DynaKube.fromDynaKubeName(chart, 'Unknown', { namespace: 'dynatrace', name: 'other' });
    expect([known.namespace, known.name, known.apiUrl]).toEqual(['dynatrace', 'dynakube', API_URL]);
    expect([unknown.namespace, unknown.name, unknown.apiUrl]).toEqual(['dynatrace', 'other', undefined]);
    expect(Testing.synth(chart)).toEqual([]);
  });

  test('is not one of the app', () => {
    expect(DynaKube.isDynaKube(dynakubeOf())).toBe(true);
    expect(DynaKube.isDynaKube(DynaKube.fromDynaKubeName(monitoring(), 'DynaKube', { namespace: 'dynatrace', name: 'dynakube' }))).toBe(false);
    expect([undefined, null, 'x', {}].map(value => DynaKube.isDynaKube(value))).toEqual([false, false, false, false]);
  });

  test.each([
    [{ namespace: 'dynatrace', name: 'A' }, '\'name\' takes lower-case letters, digits, \'-\' and \'.\', 253 characters at most, got "A"'],
    [{ namespace: 'a.b', name: 'dynakube' }, '\'namespace\' takes lower-case letters, digits and \'-\', 63 characters at most, got "a.b"'],
    [{ namespace: 'dynatrace', name: 'dynakube', apiUrl: '' },
      '\'apiUrl\' must name your own environment, such as "https://abc12345.live.dynatrace.com/api", got ""'],
  ])('%j is refused', (attributes, message) => {
    expect(() => DynaKube.fromDynaKubeName(monitoring(), 'DynaKube', attributes)).toThrow(new Error(message));
  });
});
