import { Duration } from 'cdk8s';
import { deprecatedFeatureFlags, featureFlags } from '../../../src/analysis/dynatrace/dynatrace-feature-flags';
import { DEFAULT_OPERATOR_VERSION, OPERATOR_VERSIONS } from '../../../src/analysis/settings/operator-version';
import { FeatureFlag, InjectionFailurePolicy } from '../../../src/dynatrace/dynakube/feature-flag';

const FLAGS: [FeatureFlag, string, string][] = [
  [FeatureFlag.initialConnectRetry(Duration.seconds(6)), 'oneagent-initial-connect-retry-ms', '6000'],
  [FeatureFlag.noProxy('b.example.com', 'a.example.com'), 'no-proxy', 'a.example.com,b.example.com'],
  [FeatureFlag.ignoredNamespaces(...FeatureFlag.DEFAULT_IGNORED_NAMESPACES, '^istio-system$', '^istio-system$'), 'ignored-namespaces',
    '["^gke-.*","^gmp-.*","^istio-system$","^kube-.*","^openshift(-.*)?"]'],
  [FeatureFlag.ignoredNamespaces(), 'ignored-namespaces', '[]'],
  [FeatureFlag.automaticInjection(false), 'automatic-injection', 'false'],
  [FeatureFlag.usePublicRegistry(true), 'use-public-registry', 'true'],
  [FeatureFlag.automaticKubernetesApiMonitoring(true), 'automatic-kubernetes-api-monitoring', 'true'],
  [FeatureFlag.clusterName('production'), 'automatic-kubernetes-api-monitoring-cluster-name', 'production'],
  [FeatureFlag.automaticTlsCertificate(false), 'automatic-tls-certificate', 'false'],
  [FeatureFlag.activeGateAppArmor(true), 'activegate-apparmor', 'true'],
  [FeatureFlag.maxCsiMountAttempts(3), 'max-csi-mount-attempts', '3'],
  [FeatureFlag.maxCsiMountTimeout(Duration.minutes(5)), 'max-csi-mount-timeout', '5m'],
  [FeatureFlag.enableAttributesDtKubernetes(true), 'enable-attributes-dt.kubernetes', 'true'],
  [FeatureFlag.labelVersionDetection(true), 'label-version-detection', 'true'],
  [FeatureFlag.injectionFailurePolicy(InjectionFailurePolicy.FAIL), 'injection-failure-policy', 'fail'],
  [FeatureFlag.oneAgentPrivileged(true), 'oneagent-privileged', 'true'],
  [FeatureFlag.oneAgentSkipLivenessProbe(true), 'oneagent-skip-liveness-probe', 'true'],
  [FeatureFlag.nodeImagePull(true), 'node-image-pull', 'true'],
  [FeatureFlag.useEecLegacyMounts(false), 'use-eec-legacy-mounts', 'false'],
  [FeatureFlag.otlpExporterConfigurationSetNoProxy(false), 'otlp-exporter-configuration-set-no-proxy', 'false'],
  [FeatureFlag.oneAgentClassicNonRoot(true), 'oneagent-classic-nonroot', 'true'],
  [FeatureFlag.mountCodeModulesViaImageVolume(true), 'mount-code-modules-via-image-volume', 'true'],
  [FeatureFlag.of('enable-something.new', 'yes'), 'enable-something.new', 'yes'],
];

test.each(FLAGS)('%j is an annotation', (flag, name, value) => {
  expect([flag.name, flag.annotation, flag.value]).toEqual([name, `feature.dynatrace.com/${name}`, value]);
});

test('every flag has a factory that no operator calls deprecated', () => {
  const newest = OPERATOR_VERSIONS[OPERATOR_VERSIONS.length - 1];
  const offered = new Set(FLAGS.map(([, name]) => name));
  const deprecated = deprecatedFeatureFlags(newest);
  expect(featureFlags(newest).filter(name => !deprecated.includes(name) && !offered.has(name))).toEqual([]);
  expect(deprecated.filter(name => offered.has(name))).toEqual([]);
});

test.each<[() => FeatureFlag, string]>([
  [() => FeatureFlag.initialConnectRetry(Duration.millis(0.5)), '\'initialConnectRetry\' must be a whole number of milliseconds, at most 2147483647, got "0.5"'],
  [() => FeatureFlag.noProxy(), '\'noProxy\' must have at least one host, got none; leave the flag out'],
  [() => FeatureFlag.noProxy('a,b'), '\'noProxy\' accepts hosts without spaces and commas, got "a,b"'],
  [() => FeatureFlag.noProxy('a\nb'), '\'noProxy\' accepts hosts without spaces and commas, got "a\\nb"'],
  [() => FeatureFlag.ignoredNamespaces('('),
    '\'ignoredNamespaces\' accepts regular expressions in the syntax of Go (RE2), got "(", which has an opening parenthesis without a closing one'],
  [() => FeatureFlag.ignoredNamespaces('^(?!shop).*'),
    '\'ignoredNamespaces\' accepts regular expressions in the syntax of Go (RE2), got "^(?!shop).*", which has a lookaround or other unsupported Perl syntax'],
  [() => FeatureFlag.ignoredNamespaces('(a)\\1'),
    '\'ignoredNamespaces\' accepts regular expressions in the syntax of Go (RE2), got "(a)\\\\1", which has a back reference or an unknown escape'],
  [() => FeatureFlag.clusterName(''), '\'clusterName\' must not have control characters, got ""'],
  [() => FeatureFlag.maxCsiMountAttempts(0), '\'maxCsiMountAttempts\' must be a whole number from 1 to 2147483647, got "0"'],
  [() => FeatureFlag.maxCsiMountTimeout(Duration.millis(1)), '\'maxCsiMountTimeout\' must be a whole number of seconds, at most 2147483647, got "0.001"'],
  [() => FeatureFlag.of('feature.dynatrace.com/no-proxy', ''), '\'name\' must not begin with "feature.dynatrace.com/", got "feature.dynatrace.com/no-proxy"; leave the prefix out'],
  [() => FeatureFlag.of('', ''), '\'name\' must be letters, digits, \'-\', \'_\' and \'.\', 63 characters at most, got ""'],
  [() => FeatureFlag.of('a/b', ''), '\'name\' must be letters, digits, \'-\', \'_\' and \'.\', 63 characters at most, got "a/b"'],
])('%# is refused', (flag, message) => {
  expect(flag).toThrow(new Error(message));
});

describe('an operator', () => {
  test.each(OPERATOR_VERSIONS)('%s accepts the flags that it knows, and unknown flags', version => {
    const current = featureFlags(version).filter(name => !deprecatedFeatureFlags(version).includes(name));
    for (const name of [...current, 'from-the-future']) { expect(() => FeatureFlag.of(name, 'true')._checkFor(version)).not.toThrow(); }
  });

  test('refuses newer flags and deprecated flags', () => {
    expect(() => FeatureFlag.oneAgentClassicNonRoot(true)._checkFor(DEFAULT_OPERATOR_VERSION)).toThrow(new Error(
      'the feature flag "oneagent-classic-nonroot" needs operator 1.11, got \'operatorVersion\' "1.10"; leave it out, or upgrade the operator first',
    ));
    expect(() => FeatureFlag.of('activegate-updates', 'false')._checkFor('1.8')).toThrow(new Error(
      'the feature flag "activegate-updates" is deprecated, got \'operatorVersion\' "1.8"; leave it out, or set it with \'metadata.annotations\'',
    ));
  });
});
