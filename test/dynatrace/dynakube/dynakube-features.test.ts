import { ApiObject, App, Chart, Duration, Testing } from 'cdk8s';
import { ActiveGateCapability } from '../../../src/dynatrace/dynakube/active-gate-options';
import { DynaKube } from '../../../src/dynatrace/dynakube/dynakube';
import { OtlpSignal, TelemetryProtocol } from '../../../src/dynatrace/dynakube/dynakube-features';
import { DynaKubeMode } from '../../../src/dynatrace/dynakube/dynakube-mode';
import { DynaKubeProps } from '../../../src/dynatrace/dynakube/dynakube-props';
import { DynaKubeTemplates } from '../../../src/dynatrace/dynakube/dynakube-templates';
import { EdgeConnect } from '../../../src/dynatrace/edge-connect/edge-connect';
import { ImagePullPolicy } from '../../../src/dynatrace/pods/image-ref';
import { IntOrString } from '../../../src/dynatrace/pods/rolling-update';
import { DnsPolicy, TolerationOperator, UnsatisfiableConstraintAction } from '../../../src/dynatrace/pods/scheduling';
import { OperatorVersion } from '../../../src/dynatrace/shared/operator-target';
import { TokenSecret } from '../../../src/dynatrace/tokens/token-secret';
import { schemaFaults, unsetFields } from '../crd-check';

const API_URL = 'https://abc12345.live.dynatrace.com/api';

function monitoring(): Chart {
  return new Chart(new App(), 'monitoring', { namespace: 'dynatrace' });
}

function dynakubeOf(props: Partial<DynaKubeProps>): DynaKube {
  return new DynaKube(monitoring(), 'DynaKube', { apiUrl: API_URL, ...props });
}

function manifestOf(props: Partial<DynaKubeProps>) {
  const manifest = ApiObject.of(dynakubeOf(props)).toJson();
  expect(schemaFaults(manifest)).toEqual([]);
  return manifest;
}

const imageRef = { repository: 'registry.example/image', tag: '1', digest: 'sha256:00', pullPolicy: ImagePullPolicy.ALWAYS };
const pods = {
  imageRef,
  resources: { requests: { cpu: '10m' }, limits: { memory: '64Mi' } },
  labels: { a: 'b' },
  annotations: { c: 'd' },
  tolerations: [{ operator: TolerationOperator.EXISTS }],
};
const topologySpreadConstraints = [{ topologyKey: 'zone', maxSkew: 1, whenUnsatisfiable: UnsatisfiableConstraintAction.DO_NOT_SCHEDULE }];
const SPREAD = [{ topologyKey: 'zone', maxSkew: 1, whenUnsatisfiable: 'DoNotSchedule' }];

describe('a feature that its presence turns on', () => {
  test('is written, even if it is empty', () => {
    const features = { logMonitoring: {}, kspm: {}, telemetryIngest: {} };
    expect(manifestOf(features).spec).toEqual({ apiUrl: API_URL, ...features });
  });

  test('has all its fields', () => {
    const manifest = manifestOf({
      logMonitoring: { ingestRuleMatchers: [{ attribute: 'k8s.namespace.name', values: ['shop', 'cart'] }] },
      kspm: { mappedHostPaths: ['/etc', '/boot', '/etc'] },
      telemetryIngest: { protocols: [TelemetryProtocol.ZIPKIN, TelemetryProtocol.OTLP, TelemetryProtocol.OTLP], serviceName: 'ingest', tlsRefName: 'tls' },
      otlpExporterConfiguration: {
        signals: [OtlpSignal.METRICS, OtlpSignal.TRACES, OtlpSignal.LOGS],
        namespaceSelector: { matchLabels: { otlp: 'true' } },
        overrideEnvVars: true,
        additionalResourceAttributes: { team: 'shop' },
      },
    });
    expect(manifest.spec).toEqual({
      apiUrl: API_URL,
      logMonitoring: { ingestRuleMatchers: [{ attribute: 'k8s.namespace.name', values: ['cart', 'shop'] }] },
      kspm: { mappedHostPaths: ['/boot', '/etc'] },
      telemetryIngest: { protocols: ['otlp', 'zipkin'], serviceName: 'ingest', tlsRefName: 'tls' },
      otlpExporterConfiguration: {
        signals: { metrics: {}, traces: {}, logs: {} },
        namespaceSelector: { matchLabels: { otlp: 'true' } },
        overrideEnvVars: true,
        additionalResourceAttributes: { team: 'shop' },
      },
    });
    for (const feature of ['logMonitoring', 'kspm', 'telemetryIngest']) { expect(unsetFields(manifest, `spec.${feature}`)).toEqual([]); }
  });

  test('is a signal of the OTLP exporters too', () => {
    const { spec } = manifestOf({ otlpExporterConfiguration: { signals: [OtlpSignal.TRACES] } });
    expect(spec.otlpExporterConfiguration).toEqual({ signals: { traces: {} } });
  });
});

describe('extensions', () => {
  test('are written if one is on', () => {
    expect(manifestOf({ extensions: { prometheus: true } }).spec.extensions).toEqual({ prometheus: {} });
    expect(manifestOf({ extensions: { prometheus: false, databases: [] } }).spec).toEqual({ apiUrl: API_URL });
  });

  test('have databases with fields of their own', () => {
    const { resources, labels, annotations } = pods;
    const every = { id: 'pg-1', replicas: 2, resources, labels, annotations, nodeSelector: { disk: 'ssd' }, serviceAccountName: 'pg' };
    const manifest = manifestOf({
      extensions: {
        databases: [
          { id: 'mysql' },
          { ...every, topologySpreadConstraints },
        ],
      },
    });
    expect(manifest.spec.extensions.databases).toEqual([
      { id: 'mysql' },
      { ...every, topologySpreadConstraints: SPREAD },
    ]);
  });
});

describe('templates', () => {
  const every: Required<DynaKubeTemplates> = {
    extensionExecutionController: {
      ...pods, topologySpreadConstraints, useEphemeralVolume: true, tlsRefName: 'tls', customConfig: 'config', customExtensionCertificates: 'certificates',
    },
    sqlExtensionExecutor: { imageRef, tolerations: pods.tolerations },
    kspmNodeConfigurationCollector: {
      ...pods, args: ['--a'], env: [{ name: 'A', value: 'b' }], nodeSelector: { disk: 'ssd' }, priorityClassName: 'high',
    },
    logMonitoring: {
      ...pods,
      args: ['--a'],
      nodeSelector: { disk: 'ssd' },
      dnsPolicy: DnsPolicy.CLUSTER_FIRST,
      priorityClassName: 'high',
      secCompProfile: 'profile.json',
      rollingUpdate: { maxSurge: IntOrString.number(1), maxUnavailable: IntOrString.percent(20) },
    },
    otelCollector: { ...pods, replicas: 2, nodeSelector: { disk: 'ssd' }, topologySpreadConstraints, tlsRefName: 'tls' },
  };

  test('are written as the vendor names them', () => {
    expect(manifestOf({ templates: every }).spec.templates).toEqual({
      ...every,
      extensionExecutionController: { ...every.extensionExecutionController, topologySpreadConstraints: SPREAD },
      logMonitoring: { ...every.logMonitoring, rollingUpdate: { maxSurge: 1, maxUnavailable: '20%' } },
      otelCollector: { ...every.otelCollector, topologySpreadConstraints: SPREAD },
    });
  });

  test('leave fields with core types of Kubernetes to "spec"', () => {
    const core = /^spec\.templates\.\w+\.(persistentVolumeClaim|nodeAffinity|updateStrategy|resources|env|tolerations|topologySpreadConstraints)\b/;
    expect(unsetFields(manifestOf({ templates: every }), 'spec.templates').filter(field => !core.test(field))).toEqual([]);
    expect(manifestOf({
      templates: { extensionExecutionController: { labels: { a: 'b' } } },
      spec: { templates: { extensionExecutionController: { persistentVolumeClaim: { storageClassName: 'fast' } } } },
    }).spec.templates).toEqual({ extensionExecutionController: { labels: { a: 'b' }, persistentVolumeClaim: { storageClassName: 'fast' } } });
  });

  test('that are empty are not written', () => {
    expect(manifestOf({
      templates: {
        logMonitoring: { args: [] },
        otelCollector: {},
        extensionExecutionController: { useEphemeralVolume: false },
        kspmNodeConfigurationCollector: { labels: {} },
      },
    }).spec).toEqual({ apiUrl: API_URL });
  });
});

describe('what came with an operator', () => {
  const kubernetesMonitoring = {
    clusterName: 'production',
    tlsSecretName: 'tls',
    replicas: 1,
    image: 'registry.example/activegate:1',
    env: [{ name: 'A', value: 'b' }],
    terminationGracePeriodSeconds: Duration.minutes(1),
    rollingUpdate: { partition: 1 },
  };
  const volumes = { volumes: [{ name: 'data', emptyDir: {} }], volumeMounts: [{ name: 'data', mountPath: '/data' }] };

  test('1.11 is written for that one', () => {
    const chart = monitoring();
    new DynaKube(chart, 'DynaKube', { apiUrl: API_URL, kubernetesMonitoring, spec: { activeGate: volumes }, operatorVersion: OperatorVersion.V1_11 });
    expect(Testing.synth(chart)[0].spec).toEqual({
      apiUrl: API_URL,
      activeGate: volumes,
      kubernetesMonitoring: {
        registration: { clusterName: 'production' },
        tlsCertsRef: { secretName: 'tls' },
        replicas: 1,
        image: 'registry.example/activegate:1',
        env: [{ name: 'A', value: 'b' }],
        terminationGracePeriodSeconds: 60,
        rollingUpdate: { partition: 1 },
      },
    });
  });

  test('fields of 1.11 are merged with the properties of the ActiveGate', () => {
    const { spec } = ApiObject.of(dynakubeOf({
      activeGate: { capabilities: [ActiveGateCapability.ROUTING] }, spec: { activeGate: volumes }, operatorVersion: OperatorVersion.V1_11,
    })).toJson();
    expect(spec.activeGate).toEqual({ capabilities: ['routing'], ...volumes });
  });

  function refusal(path: string, since: string, version: string): Error {
    return new Error(`'${path}' needs operator ${since}, and with an older operator the API server drops it silently, got 'operatorVersion' "${version}"; leave it out, or upgrade the operator first`);
  }

  test.each<[Partial<DynaKubeProps>, OperatorVersion | undefined, string, string]>([
    [{ kubernetesMonitoring }, undefined, 'spec.kubernetesMonitoring', '1.11'],
    [{ spec: { activeGate: volumes } }, OperatorVersion.V1_10, 'spec.activeGate.volumes', '1.11'],
    [{ resourceAttributes: { team: 'shop' } }, OperatorVersion.V1_9, 'spec.resourceAttributes', '1.10'],
    [{ spec: { publicRegistryOverride: 'registry.example' } }, OperatorVersion.V1_9, 'spec.publicRegistryOverride', '1.10'],
    [{ mode: DynaKubeMode.hostMonitoring({ additionalResourceAttributes: { a: 'b' } }) }, OperatorVersion.V1_9,
      'spec.oneAgent.hostMonitoring.additionalResourceAttributes', '1.10'],
    [{ templates: { otelCollector: { nodeSelector: { a: 'b' } } } }, OperatorVersion.V1_9, 'spec.templates.otelCollector.nodeSelector', '1.10'],
    [{ activeGate: { imagePullPolicy: ImagePullPolicy.ALWAYS } }, OperatorVersion.V1_8, 'spec.activeGate.imagePullPolicy', '1.9'],
  ])('%j is refused for an older one: %s', (props, operatorVersion, path, since) => {
    expect(() => dynakubeOf({ ...props, operatorVersion })).toThrow(refusal(path, since, operatorVersion ?? '1.10'));
  });

  test('1.8 has at most one database, according to its schema', () => {
    expect(() => dynakubeOf({ extensions: { databases: [{ id: 'a' }, { id: 'b' }] }, operatorVersion: OperatorVersion.V1_8 })).toThrow(new Error(
      '\'spec.extensions.databases[1]\' needs operator 1.9, and with an older operator the API server rejects it, got \'operatorVersion\' "1.8"; leave it out, or upgrade the operator first',
    ));
  });

  test('is judged at synth by the oldest that is named, because a cluster has one operator', () => {
    const chart = monitoring();
    const dynakube = new DynaKube(chart, 'DynaKube', { apiUrl: API_URL, kubernetesMonitoring, operatorVersion: OperatorVersion.V1_11 });
    expect(() => Testing.synth(chart)).not.toThrow();
    new EdgeConnect(chart, 'EdgeConnect', {
      apiServer: 'abc12345.apps.dynatrace.com', oauth: { clientSecret: TokenSecret.fromSecretName('oauth') }, operatorVersion: OperatorVersion.V1_10,
    });
    expect(() => Testing.synth(chart)).toThrow(`[${dynakube.node.path}] 'spec.kubernetesMonitoring' came with operator 1.11`);
  });
});

test.each<[Partial<DynaKubeProps>, string]>([
  [{ logMonitoring: { ingestRuleMatchers: [{ attribute: 'a', values: [] }] } },
    '\'logMonitoring.ingestRuleMatchers\' must have an attribute and at least one value, got "{\\"attribute\\":\\"a\\",\\"values\\":[]}"'],
  [{ kspm: { mappedHostPaths: ['etc'] } }, '\'kspm.mappedHostPaths\' accepts absolute paths, got "etc"'],
  [{ kspm: { mappedHostPaths: ['/etc', '/'] } },
    '\'kspm.mappedHostPaths\' must be either "/", which includes all paths, or other paths, got "[\\"/\\",\\"/etc\\"]"; remove "/" or the others'],
  [{ telemetryIngest: { serviceName: '1a' } },
    '\'telemetryIngest.serviceName\' must be lower-case letters, digits and \'-\', a letter first, 63 characters at most, got "1a"'],
  [{ otlpExporterConfiguration: { signals: [] } }, '\'otlpExporterConfiguration.signals\' must have at least one signal, got none; leave the exporters out'],
  [{ extensions: { databases: [{ id: 'a' }, { id: 'a' }] } }, '\'extensions.databases\' must not have an id twice, got "a"'],
  [{ extensions: { databases: [{ id: 'postgresql' }] } }, '\'extensions.databases.id\' must be lower-case letters, digits and \'-\', 8 characters at most, got "postgresql"'],
  [{ templates: { sqlExtensionExecutor: { imageRef: {} } } }, '\'templates.sqlExtensionExecutor.imageRef\' must have an image, got "{}"'],
  [{ templates: { logMonitoring: { args: ['a\n'] } } }, '\'templates.logMonitoring.args\' must not have control characters, got "a\\n"'],
  [{ templates: { otelCollector: { replicas: 0.5 } } }, '\'templates.otelCollector.replicas\' must be a whole number from 0 to 2147483647, got "0.5"'],
  [{ kubernetesMonitoring: { replicas: -1 } }, '\'kubernetesMonitoring.replicas\' must be a whole number from 0 to 2147483647, got "-1"'],
])('%j is refused', (props, message) => {
  expect(() => dynakubeOf(props)).toThrow(new Error(message));
});
