import { ApiObject, App, Chart, Duration, JsonPatch, Testing } from 'cdk8s';
import { Mesh } from '../../../src/core/mesh';
import { DynatraceProxy } from '../../../src/dynatrace/connection/dynatrace-proxy';
import { ActiveGateCapability } from '../../../src/dynatrace/dynakube/active-gate-options';
import { DynaKube, DynaKubeAttributes } from '../../../src/dynatrace/dynakube/dynakube';
import { DynaKubeCrdVersion } from '../../../src/dynatrace/dynakube/dynakube-crd-version';
import { OtlpSignal, TelemetryProtocol } from '../../../src/dynatrace/dynakube/dynakube-features';
import { DynaKubeMode } from '../../../src/dynatrace/dynakube/dynakube-mode';
import { DynaKubeProps } from '../../../src/dynatrace/dynakube/dynakube-props';
import { FeatureFlag } from '../../../src/dynatrace/dynakube/feature-flag';
import { OperatorVersion } from '../../../src/dynatrace/shared/operator-target';
import { TokenSecret } from '../../../src/dynatrace/tokens/token-secret';
import { schemaFaults } from '../crd-check';

const API_URL = 'https://abc12345.live.dynatrace.com/api';
const RETRY = 'feature.dynatrace.com/oneagent-initial-connect-retry-ms';

function monitoring(): Chart {
  return new Chart(new App(), 'monitoring', { namespace: 'dynatrace' });
}

function dynakubeOf(props: Partial<DynaKubeProps> = {}): DynaKube {
  return new DynaKube(monitoring(), 'DynaKube', { apiUrl: API_URL, ...props });
}

function manifestOf(dynakube: DynaKube) {
  const manifest = ApiObject.of(dynakube).toJson();
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
  const every: Required<Omit<DynaKubeProps, 'spec' | 'kubernetesMonitoring'>> = {
    apiUrl: 'https://abc12345.apps.dynatrace.com',
    tokens: TokenSecret.fromSecretName('tokens'),
    customPullSecret: 'pull-secret',
    skipCertCheck: true,
    enableIstio: true,
    networkZone: 'zone',
    proxy: DynatraceProxy.url('http://proxy.example.com:3128'),
    trustedCaConfigMapName: 'cas',
    hostGroup: 'shop',
    activeGate: { capabilities: [ActiveGateCapability.ROUTING] },
    metadataEnrichment: {
      namespaceSelector: { matchLabels: { enrich: 'true' } },
      initResources: { requests: { cpu: '10m' } },
    },
    resourceAttributes: { team: 'shop' },
    publicRegistryOverride: 'registry.example.com/dynatrace',
    dynatraceApiRequestThreshold: Duration.hours(1),
    featureFlags: [FeatureFlag.automaticInjection(false), FeatureFlag.initialConnectRetry(Duration.seconds(3))],
    mode: DynaKubeMode.applicationMonitoring(),
    logMonitoring: {},
    kspm: { mappedHostPaths: ['/boot'] },
    telemetryIngest: { protocols: [TelemetryProtocol.OTLP] },
    extensions: { prometheus: true },
    otlpExporterConfiguration: { signals: [OtlpSignal.TRACES] },
    templates: { otelCollector: { replicas: 2 } },
    operatorVersion: OperatorVersion.V1_10,
    crdVersion: DynaKubeCrdVersion.V1BETA6,
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
    "extensions": {
      "prometheus": {},
    },
    "kspm": {
      "mappedHostPaths": [
        "/boot",
      ],
    },
    "logMonitoring": {},
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
    "otlpExporterConfiguration": {
      "signals": {
        "traces": {},
      },
    },
    "proxy": {
      "value": "http://proxy.example.com:3128",
    },
    "publicRegistryOverride": "registry.example.com/dynatrace",
    "resourceAttributes": {
      "team": "shop",
    },
    "skipCertCheck": true,
    "telemetryIngest": {
      "protocols": [
        "otlp",
      ],
    },
    "templates": {
      "otelCollector": {
        "replicas": 2,
      },
    },
    "tokens": "tokens",
    "trustedCAs": "cas",
  },
}
`);
});

describe('the name', () => {
  test('is "dynakube", and also that of the Secret with the tokens', () => {
    const dynakube = dynakubeOf();
    expect([dynakube.name, dynakube.tokenSecretName]).toEqual(['dynakube', 'dynakube']);
    expect(manifestOf(dynakube).spec.tokens).toBeUndefined();
  });

  test('can be another one', () => {
    const dynakube = dynakubeOf({ metadata: { name: 'production' } });
    expect([dynakube.name, dynakube.tokenSecretName]).toEqual(['production', 'production']);
  });

  test('is "dynakube" if metadata has no name', () => {
    expect(dynakubeOf({ metadata: { name: undefined, labels: { a: 'b' } } }).name).toBe('dynakube');
  });

  test.each<[string, DynaKubeProps['spec'], string]>([
    ['1a', undefined, '\'metadata.name\' of a DynaKube must be lower-case letters, digits and \'-\', a letter first, got "1a"'],
    ['a.b', undefined, '\'metadata.name\' of a DynaKube must be lower-case letters, digits and \'-\', a letter first, got "a.b"'],
    ['a'.repeat(41), undefined, `'metadata.name' of this DynaKube must have at most 40 characters, because the operator adds suffixes to it, got "${'a'.repeat(41)}" (41)`],
    ['a'.repeat(32), { extensions: { prometheus: {} } },
      `'metadata.name' of this DynaKube must have at most 31 characters, because the operator adds suffixes to it, got "${'a'.repeat(32)}" (32)`],
    ['a'.repeat(36), { kspm: {} }, `'metadata.name' of this DynaKube must have at most 35 characters, because the operator adds suffixes to it, got "${'a'.repeat(36)}" (36)`],
    ['a'.repeat(38), { telemetryIngest: {} },
      `'metadata.name' of this DynaKube must have at most 37 characters, because the operator adds suffixes to it, got "${'a'.repeat(38)}" (38)`],
    ['A', undefined, '\'metadata.name\' must be lower-case letters, digits, \'-\' and \'.\', 253 characters at most, got "A"'],
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
    '"monitoring/DynaKube" has no namespace: set \'namespace\' of its chart or \'metadata.namespace\' of the construct',
  ));
});

test.each<[Partial<DynaKubeProps>, string]>([
  [{ networkZone: 'a\tb' }, '\'networkZone\' must not have control characters, got "a\\tb"'],
  [{ hostGroup: 'a\n' }, '\'hostGroup\' must not have control characters, got "a\\n"'],
  [{ apiUrl: 'https://abc12345.live.dynatrace.com' },
    '\'apiUrl\' must end in "/api", such as "https://abc12345.live.dynatrace.com/api", got "https://abc12345.live.dynatrace.com"'],
  [{ customPullSecret: 'A' }, '\'customPullSecret\' must be the name of a Secret: lower-case letters, digits, \'-\' and \'.\', 253 characters at most, got "A"'],
  [{ trustedCaConfigMapName: '' },
    '\'trustedCaConfigMapName\' must be the name of a ConfigMap: lower-case letters, digits, \'-\' and \'.\', 253 characters at most, got ""'],
  [{ dynatraceApiRequestThreshold: Duration.seconds(90) }, '\'dynatraceApiRequestThreshold\' must be a whole number of minutes, at most 65535, got "1.5"'],
  [{ dynatraceApiRequestThreshold: Duration.minutes(65536) },
    '\'dynatraceApiRequestThreshold\' must be a whole number of minutes, at most 65535, got "65536"'],
  [{ resourceAttributes: { 'a/b/c': '' } },
    '\'resourceAttributes\' accepts keys of letters, digits, \'-\', \'_\' and \'.\', at most 63 characters, optionally prefixed with a DNS name and \'/\', got "a/b/c"'],
])('%j is refused', (props, message) => {
  expect(() => dynakubeOf(props)).toThrow(new Error(message));
});

describe('secrets', () => {
  const token = ['dt0c01', 'ABC', 'secretpart'].join('.');

  test.each<[string, Partial<DynaKubeProps>]>([
    ['spec.tokens', { spec: { tokens: token } }],
    ['customPullSecret', { customPullSecret: ` ${token}` }],
  ])('a token in %s is refused and not quoted', (prop, props) => {
    expect(() => dynakubeOf(props)).toThrow(new Error(
      `'${prop}' must be the name of a Secret, got what looks like a Dynatrace token; put the token into a Secret and pass its name`,
    ));
  });

  test('a password in a proxy that is passed through is refused and not quoted', () => {
    expect(() => dynakubeOf({ spec: { proxy: { value: 'http://user:hunter2@proxy.example.com' } } })).toThrow(new Error(
      '\'spec.proxy.value\' must not have a password: put the URL into a Secret, under the key "proxy", and pass DynatraceProxy.fromSecretName()',
    ));
  });

  test('a proxy with a password is a Secret', () => {
    expect(manifestOf(dynakubeOf({ proxy: DynatraceProxy.fromSecretName('proxy') })).spec.proxy).toEqual({ valueFrom: 'proxy' });
  });
});

describe('a field that is false', () => {
  test('is left out if the operator drops it', () => {
    const dynakube = dynakubeOf({ enableIstio: false, skipCertCheck: false, activeGate: { useEphemeralVolume: false } });
    expect(manifestOf(dynakube).spec).toEqual({ apiUrl: API_URL });
  });

  test('is also left out if it is passed through', () => {
    const dynakube = dynakubeOf({ spec: { enableIstio: false, skipCertCheck: false, activeGate: { useEphemeralVolume: false, replicas: 2 } } });
    expect(manifestOf(dynakube).spec).toEqual({ apiUrl: API_URL, activeGate: { replicas: 2 } });
  });

  test('is kept where it means something', () => {
    expect(manifestOf(dynakubeOf({ metadataEnrichment: { enabled: false } })).spec.metadataEnrichment).toEqual({ enabled: false });
  });
});

test('an empty selector of enrichment is kept, which shows that all namespaces are intended', () => {
  const { spec } = manifestOf(dynakubeOf({
    mode: DynaKubeMode.applicationMonitoring({ namespaceSelector: { matchLabels: { monitored: 'yes' } } }),
    metadataEnrichment: { namespaceSelector: {} },
    otlpExporterConfiguration: { signals: [OtlpSignal.TRACES], namespaceSelector: {} },
  }));
  expect([spec.metadataEnrichment, spec.otlpExporterConfiguration]).toEqual([
    { enabled: true, namespaceSelector: {} }, { signals: { traces: {} }, namespaceSelector: {} },
  ]);
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
      .toThrow(new Error('\'activeGate.capabilities\' must not have a capability twice, got "routing"'));
  });

  test('that are passed through can be read, but not added to', () => {
    const dynakube = dynakubeOf({ spec: { activeGate: { capabilities: ['routing'] } } });
    dynakube.addCapability(ActiveGateCapability.ROUTING);
    expect(dynakube.capabilities).toEqual(['routing']);
    expect(() => dynakube.addCapability(ActiveGateCapability.DEBUGGING)).toThrow(new Error(
      '\'spec.activeGate.capabilities\' must not have another value than the property of DynaKube that sets the same field; leave one of them out',
    ));
    expect(manifestOf(dynakube).spec.activeGate).toEqual({ capabilities: ['routing'] });
  });
});

describe('feature flags', () => {
  test('are annotations with their prefix', () => {
    const dynakube = dynakubeOf({ featureFlags: [FeatureFlag.automaticInjection(false)] });
    dynakube.addFeatureFlag(FeatureFlag.ignoredNamespaces('^istio-system$'));
    dynakube.addFeatureFlag(FeatureFlag.automaticInjection(false));
    expect(manifestOf(dynakube).metadata.annotations).toEqual({
      'feature.dynatrace.com/automatic-injection': 'false',
      'feature.dynatrace.com/ignored-namespaces': '["^istio-system$"]',
    });
  });

  test.each<[Partial<DynaKubeProps>, string]>([
    [{ featureFlags: [FeatureFlag.noProxy('a')], metadata: { annotations: { 'feature.dynatrace.com/no-proxy': 'b' } } },
      'the feature flag "feature.dynatrace.com/no-proxy" must not have two values, got "a" after "b"; remove one of them'],
    [{ featureFlags: [FeatureFlag.automaticInjection(true), FeatureFlag.of('automatic-injection', 'false')] },
      'the feature flag "feature.dynatrace.com/automatic-injection" must not have two values, got "false" after "true"; remove one of them'],
    [{ featureFlags: [FeatureFlag.mountCodeModulesViaImageVolume(true)] },
      'the feature flag "mount-code-modules-via-image-volume" needs operator 1.11, got \'operatorVersion\' "1.10"; leave it out, or upgrade the operator first'],
    [{ featureFlags: [FeatureFlag.of('k8s-app-enabled', 'true')] },
      'the feature flag "k8s-app-enabled" is deprecated, got \'operatorVersion\' "1.10"; leave it out, or set it with \'metadata.annotations\''],
    [{ featureFlags: [FeatureFlag.of('init-container-seccomp-profile', 'false')], operatorVersion: OperatorVersion.V1_11 },
      'the feature flag "init-container-seccomp-profile" is deprecated, got \'operatorVersion\' "1.11"; leave it out, or set it with \'metadata.annotations\''],
  ])('%j is refused', (props, message) => {
    expect(() => dynakubeOf(props)).toThrow(new Error(message));
  });

  test('must not be set to another value later', () => {
    const dynakube = dynakubeOf({ featureFlags: [FeatureFlag.noProxy('a')] });
    expect(() => dynakube.addFeatureFlag(FeatureFlag.noProxy('b')))
      .toThrow(new Error('the feature flag "feature.dynatrace.com/no-proxy" must not have two values, got "b" after "a"; remove one of them'));
    expect(() => dynakube.addFeatureFlag(FeatureFlag.oneAgentClassicNonRoot(true))).toThrow(new Error(
      'the feature flag "oneagent-classic-nonroot" needs operator 1.11, got \'operatorVersion\' "1.10"; leave it out, or upgrade the operator first',
    ));
  });

  test('of a newer or older operator are accepted if it knows them, and unknown flags are accepted', () => {
    const later = dynakubeOf({ featureFlags: [FeatureFlag.oneAgentClassicNonRoot(true)], operatorVersion: OperatorVersion.V1_11 });
    const earlier = dynakubeOf({ featureFlags: [FeatureFlag.of('init-container-seccomp-profile', 'false'), FeatureFlag.of('from-the-future', '1')] });
    expect(manifestOf(later).metadata.annotations).toEqual({ 'feature.dynatrace.com/oneagent-classic-nonroot': 'true' });
    expect(manifestOf(earlier).metadata.annotations).toEqual({
      'feature.dynatrace.com/init-container-seccomp-profile': 'false', 'feature.dynatrace.com/from-the-future': '1',
    });
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
    ['flag', { featureFlags: [FeatureFlag.initialConnectRetry(Duration.seconds(10))] }],
    ['annotation', { metadata: { annotations: { [RETRY]: '10000' } } }],
  ])('is what the user has set by %s', (_, props) => {
    expect(annotationsOf(props)).toEqual({ [RETRY]: '10000' });
  });

  test('is what the user sets later', () => {
    expect(annotationsOf({}, dynakube => dynakube.metadata.addAnnotation(RETRY, '1'))).toEqual({ [RETRY]: '1' });
    expect(annotationsOf({}, dynakube => dynakube.addFeatureFlag(FeatureFlag.of('oneagent-initial-connect-retry-ms', '-1')))).toEqual({ [RETRY]: '-1' });
  });

  test.each<Partial<DynaKubeProps>>([{ enableIstio: true }, { spec: { enableIstio: true } }])('is left to the operator with %j', props => {
    expect(annotationsOf(props)).toBeUndefined();
  });

  test('may be nothing', () => {
    expect(annotationsOf({ featureFlags: [FeatureFlag.initialConnectRetry(Duration.millis(0))] })).toEqual({ [RETRY]: '0' });
  });
});

test('a JSON patch may set what no type knows', () => {
  const dynakube = dynakubeOf();
  ApiObject.of(dynakube).addJsonPatch(JsonPatch.add('/spec/fromTheFuture', { enabled: true }));
  Mesh.of(Chart.of(dynakube)).disableRule('kubernetes/unknown-field', 'ahead of the schema');
  expect(Testing.synth(Chart.of(dynakube))[0].spec).toEqual({ apiUrl: API_URL, fromTheFuture: { enabled: true } });
});

describe('a DynaKube that exists elsewhere', () => {
  test('has a name, a namespace, and maybe the URL', () => {
    const chart = monitoring();
    const known = DynaKube.fromDynakubeAttributes(chart, 'Known', { namespace: 'dynatrace', name: 'dynakube', apiUrl: API_URL });
    const unknown = DynaKube.fromDynakubeAttributes(chart, 'Unknown', { namespace: 'dynatrace', name: 'other' });
    expect([known.node.path, known.namespace, known.name, known.apiUrl]).toEqual(['monitoring/Known', 'dynatrace', 'dynakube', API_URL]);
    expect([unknown.namespace, unknown.name, unknown.apiUrl]).toEqual(['dynatrace', 'other', undefined]);
    expect(Testing.synth(chart)).toEqual([]);
  });

  test('is not one of the app', () => {
    expect(DynaKube.isDynakube(dynakubeOf())).toBe(true);
    expect(DynaKube.isDynakube(DynaKube.fromDynakubeAttributes(monitoring(), 'DynaKube', { namespace: 'dynatrace', name: 'dynakube' }))).toBe(false);
    expect([undefined, null, 'x', {}].map(value => DynaKube.isDynakube(value))).toEqual([false, false, false, false]);
  });

  test.each([
    [{ namespace: 'dynatrace', name: 'A' }, '\'name\' must be lower-case letters, digits, \'-\' and \'.\', 253 characters at most, got "A"'],
    [{ namespace: 'a.b', name: 'dynakube' }, '\'namespace\' must be lower-case letters, digits and \'-\', 63 characters at most, got "a.b"'],
    [{ namespace: 'dynatrace' }, '\'name\' must be a string, got "undefined"'],
    [{ namespace: 'dynatrace', name: 'dynakube', apiUrl: 7 }, '\'apiUrl\' must be a string, got "7"'],
    [{ namespace: 'dynatrace', name: 'dynakube', apiUrl: '' },
      '\'apiUrl\' must be the URL of your own environment, such as "https://abc12345.live.dynatrace.com/api", got ""'],
  ])('%j is refused', (attributes, message) => {
    expect(() => DynaKube.fromDynakubeAttributes(monitoring(), 'DynaKube', attributes as DynaKubeAttributes)).toThrow(new Error(message));
  });
});
