import {
  deprecatedDynaKubeFieldsNewerThan, dynaKubeFieldsNewerThan, edgeConnectFieldsNewerThan
  ,
} from '../../../src/analysis/dynatrace/newer-fields';
import {
  DEFAULT_OPERATOR_VERSION, isOperatorAtLeast,
  OPERATOR_VERSIONS,
} from '../../../src/analysis/settings/operator-version';

const APP = { codeModulesImagePullPolicy: 'Always' };
const HOST = { imagePullPolicy: 'Always', rollingUpdate: {} };
const ATTRIBUTES = { additionalResourceAttributes: { a: 'b' } };
const IMAGE = { imageRef: { repository: 'r', tag: 't', pullPolicy: 'Always', digest: 'sha256:0' } };

const EVERYTHING = {
  apiUrl: 'https://abc12345.live.dynatrace.com/api',
  publicRegistryOverride: 'registry.example.com',
  resourceAttributes: {},
  metadataEnrichment: { enabled: true, initResources: {} },
  oneAgent: {
    applicationMonitoring: { ...APP, ...ATTRIBUTES },
    cloudNativeFullStack: { ...APP, ...HOST, ...ATTRIBUTES },
    hostMonitoring: { ...HOST, ...ATTRIBUTES },
    classicFullStack: { ...HOST, ...ATTRIBUTES },
  },
  activeGate: { ...HOST, image: 'i', volumes: [], volumeMounts: [] },
  extensions: { databases: [{ id: 'a' }, { id: 'b' }, { id: 'c' }] },
  otlpExporterConfiguration: ATTRIBUTES,
  templates: {
    extensionExecutionController: IMAGE,
    kspmNodeConfigurationCollector: IMAGE,
    logMonitoring: { ...IMAGE, rollingUpdate: {} },
    otelCollector: { ...IMAGE, nodeSelector: {} },
    sqlExtensionExecutor: IMAGE,
  },
  kubernetesMonitoring: {},
};

function pathsBySince(version: typeof OPERATOR_VERSIONS[number]): Record<string, string[]> {
  const paths: Record<string, string[]> = {};
  for (const { path, since } of dynaKubeFieldsNewerThan(EVERYTHING, version)) { (paths[since] ??= []).push(path); }
  return paths;
}

const ELEVEN = ['spec.activeGate.volumes', 'spec.activeGate.volumeMounts', 'spec.kubernetesMonitoring'];
const TEN = [
  'spec.publicRegistryOverride',
  'spec.resourceAttributes',
  'spec.metadataEnrichment.initResources',
  'spec.oneAgent.applicationMonitoring.additionalResourceAttributes',
  'spec.oneAgent.cloudNativeFullStack.additionalResourceAttributes',
  'spec.oneAgent.hostMonitoring.additionalResourceAttributes',
  'spec.oneAgent.classicFullStack.additionalResourceAttributes',
  'spec.otlpExporterConfiguration.additionalResourceAttributes',
  'spec.templates.otelCollector.nodeSelector',
  'spec.templates.extensionExecutionController.imageRef.digest',
  'spec.templates.kspmNodeConfigurationCollector.imageRef.digest',
  'spec.templates.logMonitoring.imageRef.digest',
  'spec.templates.otelCollector.imageRef.digest',
  'spec.templates.sqlExtensionExecutor.imageRef.digest',
];
const NINE = [
  'spec.oneAgent.applicationMonitoring.codeModulesImagePullPolicy',
  'spec.oneAgent.cloudNativeFullStack.codeModulesImagePullPolicy',
  'spec.oneAgent.cloudNativeFullStack.imagePullPolicy',
  'spec.oneAgent.cloudNativeFullStack.rollingUpdate',
  'spec.oneAgent.hostMonitoring.imagePullPolicy',
  'spec.oneAgent.hostMonitoring.rollingUpdate',
  'spec.oneAgent.classicFullStack.imagePullPolicy',
  'spec.oneAgent.classicFullStack.rollingUpdate',
  'spec.activeGate.imagePullPolicy',
  'spec.activeGate.rollingUpdate',
  'spec.extensions.databases[1]',
  'spec.templates.logMonitoring.rollingUpdate',
  'spec.templates.extensionExecutionController.imageRef.pullPolicy',
  'spec.templates.kspmNodeConfigurationCollector.imageRef.pullPolicy',
  'spec.templates.logMonitoring.imageRef.pullPolicy',
  'spec.templates.otelCollector.imageRef.pullPolicy',
  'spec.templates.sqlExtensionExecutor.imageRef.pullPolicy',
];

test('each version of the operator lacks the fields of later versions', () => {
  expect(pathsBySince('1.8')).toEqual({ '1.9': NINE, '1.10': TEN, '1.11': ELEVEN });
  expect(pathsBySince('1.9')).toEqual({ '1.10': TEN, '1.11': ELEVEN });
  expect(pathsBySince('1.10')).toEqual({ 1.11: ELEVEN });
  expect(pathsBySince('1.11')).toEqual({});
});

test('a second database is rejected, everything else is dropped', () => {
  expect(dynaKubeFieldsNewerThan(EVERYTHING, '1.8').filter(({ isRefused }) => isRefused)).toEqual([
    { path: 'spec.extensions.databases[1]', since: '1.9', isRefused: true },
  ]);
});

test('the default is the version whose rules this library has', () => {
  expect([DEFAULT_OPERATOR_VERSION, isOperatorAtLeast('1.10', '1.9'), isOperatorAtLeast('1.10', '1.10'), isOperatorAtLeast('1.9', '1.10')])
    .toEqual(['1.10', true, true, false]);
});

test('image references have new fields in v1beta5 and in EdgeConnect too', () => {
  expect(deprecatedDynaKubeFieldsNewerThan({ templates: { otelCollector: IMAGE } }, '1.9')).toEqual([
    { path: 'spec.templates.otelCollector.imageRef.digest', since: '1.10', isRefused: false },
  ]);
  expect(edgeConnectFieldsNewerThan({ imageRef: { digest: 'sha256:0', pullPolicy: 'Always' } }, '1.8')).toEqual([
    { path: 'spec.imageRef.pullPolicy', since: '1.9', isRefused: false },
    { path: 'spec.imageRef.digest', since: '1.10', isRefused: false },
  ]);
});

test.each([undefined, null, 'text', 5, [], { oneAgent: 'x', activeGate: null, extensions: { databases: {} }, templates: [] }])('any spec is accepted: %j', spec => {
  expect(dynaKubeFieldsNewerThan(spec, '1.8')).toEqual([]);
});

test('null counts as missing', () => {
  expect(dynaKubeFieldsNewerThan({ oneAgent: { hostMonitoring: { rollingUpdate: null } } }, '1.8')).toEqual([]);
});
