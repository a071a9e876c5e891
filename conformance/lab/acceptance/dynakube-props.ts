import { Duration } from 'cdk8s';
import * as fc from 'fast-check';
import { domain, image, label, labels, labelValue, optional, seconds, someOf, text } from './kubernetes-values';
import {
  args, dnsPolicy, env, imageRef, labelSelector, numberOrPercent, podOptions, pullPolicy, rollingUpdate, templateOptions, topologySpreadConstraints,
} from './pod-options';
import { tokenSecret } from './token-secrets';
import {
  ActiveGateCapability, ActiveGateCustomProperties, ActiveGateOptions, DynaKubeCrdVersion, DynaKubeMode, DynaKubeProps, DynatraceProxy, FeatureFlag,
  InjectionFailurePolicy, OtlpSignal, TelemetryProtocol,
} from '../../../src';

/** Environments of Dynatrace, SaaS and Managed. */
export const apiUrl = fc.oneof(
  label.map(environment => `https://${environment}.live.dynatrace.com/api`),
  fc.tuple(domain, label).map(([host, environment]) => `https://${host}/e/${environment}/api`),
  domain.map(host => `https://${host}:9999/e/abc12345/api`),
);

/** Proxies to the environment. */
export const proxy = domain.map(host => DynatraceProxy.url(`http://${host}:3128`));

/** Attributes whose keys differ in more than the characters that the operator treats as one. */
const resourceAttributes = fc.dictionary(label.map(key => key.replaceAll('-', '')).filter(key => key !== ''), labelValue.filter(value => value !== ''), { maxKeys: 2 });

const modeOptions = { additionalResourceAttributes: resourceAttributes };
const codeModulesOptions = {
  ...modeOptions,
  namespaceSelector: labelSelector,
  codeModulesImage: image,
  codeModulesImagePullPolicy: pullPolicy,
  initResources: podOptions.resources,
};
const daemonSetOptions = {
  ...modeOptions,
  version: fc.constant('1.331.35.20260115-104523'),
  image,
  imagePullPolicy: pullPolicy,
  args,
  env,
  oneAgentResources: podOptions.resources,
  nodeSelector: labels,
  tolerations: podOptions.tolerations,
  labels,
  annotations: podOptions.annotations,
  dnsPolicy,
  priorityClassName: label,
  secCompProfile: label,
  storageHostPath: label.map(name => `/var/opt/${name}`),
  rollingUpdate,
};
const NO_KEYS = { requiredKeys: [] };

const injectingMode = fc.oneof(
  fc.record({ ...codeModulesOptions, ...daemonSetOptions }, NO_KEYS).map(DynaKubeMode.cloudNativeFullStack),
  fc.record({ ...codeModulesOptions, version: daemonSetOptions.version }, NO_KEYS).map(DynaKubeMode.applicationMonitoring),
);
const otherMode = fc.oneof(
  fc.record(daemonSetOptions, NO_KEYS).map(DynaKubeMode.hostMonitoring),
  fc.record(daemonSetOptions, NO_KEYS).map(DynaKubeMode.classicFullStack),
);

const activeGate: fc.Arbitrary<ActiveGateOptions> = fc.record({
  capabilities: someOf(Object.values(ActiveGateCapability), 1),
  tlsSecretName: label,
  useEphemeralVolume: fc.boolean(),
  image,
  imagePullPolicy: pullPolicy,
  resources: podOptions.resources,
  env,
  labels,
  annotations: podOptions.annotations,
  nodeSelector: labels,
  tolerations: podOptions.tolerations,
  topologySpreadConstraints,
  priorityClassName: label,
  dnsPolicy,
  group: label,
  customProperties: fc.oneof(text.filter(value => value.trim() !== '').map(ActiveGateCustomProperties.text), label.map(ActiveGateCustomProperties.fromSecretName)),
  terminationGracePeriodSeconds: seconds,
  rollingUpdate: fc.record({ maxUnavailable: numberOrPercent(1), partition: fc.integer({ min: 0, max: 9 }) }, NO_KEYS),
  replicas: fc.constant(1),
}, NO_KEYS);

const templates = fc.record({
  extensionExecutionController: fc.record({
    ...templateOptions,
    topologySpreadConstraints,
    useEphemeralVolume: fc.boolean(),
    tlsRefName: label,
    customConfig: label,
    customExtensionCertificates: label,
  }, { requiredKeys: ['imageRef'] }),
  sqlExtensionExecutor: fc.record({ imageRef, tolerations: podOptions.tolerations }, { requiredKeys: ['imageRef'] }),
  kspmNodeConfigurationCollector: fc.record({ ...templateOptions, args, env, nodeSelector: labels, priorityClassName: label }, { requiredKeys: ['imageRef'] }),
  logMonitoring: fc.record({
    ...templateOptions, args, nodeSelector: labels, dnsPolicy, priorityClassName: label, secCompProfile: label, rollingUpdate,
  }, { requiredKeys: ['imageRef'] }),
  otelCollector: fc.record({
    ...templateOptions, replicas: fc.integer({ min: 0, max: 5 }), nodeSelector: labels, topologySpreadConstraints, tlsRefName: label,
  }, { requiredKeys: ['imageRef'] }),
});

const featureFlags = someOf([
  FeatureFlag.initialConnectRetry(Duration.seconds(3)),
  FeatureFlag.noProxy('a.example', '10.0.0.0/8'),
  FeatureFlag.automaticTlsCertificate(false),
  FeatureFlag.activeGateAppArmor(true),
  FeatureFlag.maxCsiMountAttempts(3),
  FeatureFlag.maxCsiMountTimeout(Duration.minutes(20)),
  FeatureFlag.labelVersionDetection(true),
  FeatureFlag.injectionFailurePolicy(InjectionFailurePolicy.FAIL),
  FeatureFlag.oneAgentPrivileged(true),
  FeatureFlag.oneAgentSkipLivenessProbe(true),
  FeatureFlag.useEecLegacyMounts(false),
]);

/** Features together with what they need: KSPM, extensions and telemetry have images, capabilities and limits. */
const features = fc.record({
  logMonitoring: fc.record({
    ingestRuleMatchers: fc.array(fc.record({ attribute: label, values: fc.uniqueArray(label, { minLength: 1, maxLength: 2 }) }), { maxLength: 2 }),
  }, NO_KEYS),
  kspm: fc.record({ mappedHostPaths: fc.uniqueArray(label.map(name => `/${name}`), { minLength: 1, maxLength: 2 }) }),
  telemetryIngest: fc.record({ protocols: someOf(Object.values(TelemetryProtocol)), serviceName: label, tlsRefName: label }, NO_KEYS),
  extensions: fc.record({
    prometheus: fc.boolean(),
    databases: fc.uniqueArray(fc.record({
      id: fc.stringMatching(/^[a-z][a-z0-9]{0,6}$/),
      replicas: fc.integer({ min: 0, max: 3 }),
      resources: podOptions.resources,
      labels,
      annotations: podOptions.annotations,
      nodeSelector: labels,
      topologySpreadConstraints,
      serviceAccountName: label,
    }, { requiredKeys: ['id'] }), { selector: ({ id }) => id, maxLength: 2 }),
  }, NO_KEYS),
  otlpExporterConfiguration: fc.record({
    signals: someOf(Object.values(OtlpSignal), 1),
    namespaceSelector: labelSelector,
    overrideEnvVars: fc.boolean(),
    additionalResourceAttributes: resourceAttributes,
  }, { requiredKeys: ['signals'] }),
  metadataEnrichment: fc.record({ enabled: fc.boolean(), namespaceSelector: labelSelector, initResources: podOptions.resources }, NO_KEYS),
  templates,
}, { requiredKeys: ['templates'] });

const common = {
  apiUrl,
  tokens: tokenSecret('dynakube'),
  customPullSecret: label,
  skipCertCheck: fc.boolean(),
  networkZone: label,
  proxy,
  trustedCaConfigMapName: label,
  hostGroup: label,
  featureFlags,
  dynatraceApiRequestThreshold: fc.integer({ min: 0, max: 65535 }).map(minutes => Duration.minutes(minutes)),
};

/** Props of DynaKubes of `v1beta6` that the operator accepts. */
const v1beta6: fc.Arbitrary<DynaKubeProps> = fc.tuple(
  fc.record({ ...common, resourceAttributes, mode: fc.oneof({ weight: 3, arbitrary: injectingMode }, otherMode) }, { requiredKeys: ['apiUrl'] }),
  optional(activeGate),
  features,
).map(([rest, gate, feature]) => {
  const needsMonitoring = feature.kspm !== undefined || feature.extensions !== undefined;
  const capabilities = [...new Set([...gate?.capabilities ?? [], ...needsMonitoring ? [ActiveGateCapability.KUBERNETES_MONITORING] : []])];
  return { ...rest, ...feature, ...gate || needsMonitoring ? { activeGate: { ...gate, capabilities } } : {} };
});

/** Props of DynaKubes of `v1beta5`, which has fewer fields. */
const v1beta5: fc.Arbitrary<DynaKubeProps> = fc.record({
  ...common,
  crdVersion: fc.constant(DynaKubeCrdVersion.V1BETA5),
  mode: fc.record({ namespaceSelector: labelSelector, codeModulesImage: image, env, args, labels }, NO_KEYS).map(DynaKubeMode.cloudNativeFullStack),
}, { requiredKeys: ['apiUrl', 'crdVersion'] });

/** Props of DynaKubes that the operator accepts, without their Secret, name and namespace. */
export const dynakubeProps: fc.Arbitrary<DynaKubeProps> = fc.oneof({ weight: 9, arbitrary: v1beta6 }, v1beta5);
