import type { KubernetesObject } from '../../../../src/analysis/base/kubernetes-object';
import { check } from '../../../../src/analysis/check';
import { DEFAULT_MESH_SETTINGS } from '../../../../src/analysis/settings/mesh-settings';
import type { OperatorVersion } from '../../../../src/analysis/settings/operator-version';

function dynakube(spec: object, annotations: Record<string, string> = {}, version = 'v1beta6'): KubernetesObject {
  return {
    apiVersion: `dynatrace.com/${version}`,
    kind: 'DynaKube',
    metadata: { name: 'dynakube', namespace: 'dynatrace', annotations },
    spec: { apiUrl: 'https://abc12345.live.dynatrace.com/api', ...spec },
  };
}

function messages(rule: string, object: KubernetesObject, operatorVersion?: OperatorVersion): string[] {
  const settings = { ...DEFAULT_MESH_SETTINGS, ...operatorVersion === undefined ? {} : { operatorVersion } };
  return check([object], settings).filter(finding => finding.rule === `dynakube/${rule}`).map(({ message }) => message);
}

test.each<[string, object, string[]]>([
  ['no-api-url', { apiUrl: '' }, ["'spec.apiUrl' must be the URL of your environment's API, got none; write https://<environment>.live.dynatrace.com/api"]],
  ['api-url', { apiUrl: 'https://a b/api' }, ['\'spec.apiUrl\' must be a URL, got "https://a b/api"; write https://<environment>.live.dynatrace.com/api']],
  ['api-url', { apiUrl: '/api' }, ['\'spec.apiUrl\' must name a host, got "/api"; write https://<environment>.live.dynatrace.com/api']],
  ['api-url-scheme', { apiUrl: 'ftp://abc12345.live.dynatrace.com/api' }, [
    '\'spec.apiUrl\' should begin with https://, got "ftp://abc12345.live.dynatrace.com/api": the operator can\'t call this URL, and with enableIstio it stops there; write https',
  ]],
  // A URL that the webhook rejects has no second finding for its scheme.
  ['api-url-scheme', { apiUrl: 'ftp://abc12345.live.dynatrace.com' }, []],
  ['duplicate-argument', { oneAgent: { hostMonitoring: { args: ['--set-host-tag=a', '--set-host-tag=b', '--set-host-property=a', '--set-host-property=a=b'] } } }, []],
  ['duplicate-argument', { oneAgent: { hostMonitoring: { args: ['--set-host-tag', '--set-host-tag='] } } }, [
    '\'spec.oneAgent.hostMonitoring.args\' must not set a host tag twice, got "--set-host-tag=" twice; remove one',
  ]],
  ['name', { telemetryIngest: {}, kspm: {} }, []],
  ['kspm-root-path', { kspm: { mappedHostPaths: ['/', '/'] } }, []],
  ['database-mount', {
    trustedCAs: 'cas',
    extensions: {
      databases: [{
        id: 'a',
        volumes: [{ name: 'v' }],
        volumeMounts: [
          { name: 'w', mountPath: '/opt' },
          ...['opt', '/var/ssl-certs/user/x', '/', '/tmp/../x'].map(mountPath => ({ name: 'v', mountPath })),
        ],
      }],
    },
  }, [
    '\'spec.extensions.databases[0].volumeMounts[0].name\' must be the name of a volume of the same database, got "w"; declare it in \'volumes\'',
    '\'spec.extensions.databases[0].volumeMounts[1].mountPath\' must be an absolute path, got "opt"; begin it with a slash',
    '\'spec.extensions.databases[0].volumeMounts[2].mountPath\' must not overlap "/var/ssl-certs/user", where the executor has a built-in mount, got "/var/ssl-certs/user/x"; '
    + 'choose another folder',
    '\'spec.extensions.databases[0].volumeMounts[3].mountPath\' must not overlap "/tmp", where the executor has a built-in mount, got "/"; choose another folder',
  ]],
  ['resource-attribute', { resourceAttributes: { 'a b': 'x' }, oneAgent: { hostMonitoring: { additionalResourceAttributes: { c: 'd e' } } } }, [
    '\'spec.resourceAttributes\' must have keys such as "k8s.cluster.name" or "example.com/team", with at most 63 characters after the slash, got "a b"',
    '\'spec.oneAgent.hostMonitoring.additionalResourceAttributes\' must have values of letters, digits, "-", "_" and ".", 63 characters at most, got "d e" for "c"',
  ]],
  ['resource-attribute-key', { resourceAttributes: { '///': 'x', ['a'.repeat(64)]: 'x' }, otlpExporterConfiguration: { additionalResourceAttributes: { a: 'b' } } }, [
    '\'spec.resourceAttributes\' must have keys with a letter or digit, got "///"',
    `'spec.resourceAttributes' must have keys of 63 characters at most, got "${'a'.repeat(64)}"`,
  ]],
  ['resource-attribute-key', { resourceAttributes: { 'a/b': 'x', 'a b': 'x' }, otlpExporterConfiguration: { additionalResourceAttributes: { a_b: 'x' } } }, [
    '\'spec.resourceAttributes\' must have keys that differ in more than their special characters, got "a b" and "a/b", which both become "a_b"; rename one',
    '\'spec.otlpExporterConfiguration.additionalResourceAttributes\' must have keys that differ in more than their special characters, got "a b" and "a_b", which both become "a_b"; rename one',
  ]],
  ['many-resource-attributes', {
    resourceAttributes: Object.fromEntries([...'abcdefgh'].map(key => [key, 'x'])),
    oneAgent: { applicationMonitoring: { additionalResourceAttributes: { h: 'y', i: 'x', j: 'x', k: 'x' } } },
  }, [
    '\'spec.oneAgent.applicationMonitoring.additionalResourceAttributes\' should set at most 10 attributes, got "11" together with the global ones; '
    + 'remove some, because each of them makes every record larger and more expensive',
  ]],
  ['deprecated-version', { oneAgent: { cloudNativeFullStack: { version: '1.283.132.20240205-143805' } } }, [
    '\'spec.oneAgent.cloudNativeFullStack.version\' is deprecated, got "1.283.132.20240205-143805"; set \'image\' and \'codeModulesImage\' instead, or remove it if a platform token turns on the public registry',
  ]],
  ['unused-collector-template', { extensions: { prometheus: {} }, templates: { otelCollector: { imageRef: { pullPolicy: 'Always' } } } }, [
    "'spec.templates.otelCollector.imageRef' triggers a warning of the operator without 'spec.telemetryIngest', although Prometheus extensions use the image; "
    + 'disable this rule',
  ]],
  ['active-gate-memory', { extensions: { prometheus: {} }, activeGate: { resources: { limits: {} } } }, [
    "'spec.activeGate.resources.limits' should limit the memory of the ActiveGate too, got no 'memory'; set it, other limits do not protect the memory of the node",
  ]],
  ['explicit-false', { skipCertCheck: false, activeGate: { useEphemeralVolume: false } }, [
    "'spec.skipCertCheck' is false, and operator 1.10 drops the field when it writes the DynaKube, so GitOps tools show a permanent difference; remove it",
    "'spec.activeGate.useEphemeralVolume' is false, and operator 1.10 drops the field when it writes the DynaKube, so GitOps tools show a permanent difference; remove it",
  ]],
])('%s: %j', (rule, spec, expected) => {
  expect(messages(rule, dynakube(spec))).toEqual(expected);
});

test('a secret part of a proxy URL is never shown', () => {
  const found = ['http://user:pass%25word@proxy.example.com:3128', "http://user:pass'#word@proxy.example.com"].flatMap(value => check([dynakube({ proxy: { value } })]));
  expect(found.map(({ rule }) => rule)).toEqual(['dynakube/proxy-url', 'dynakube/proxy-url']);
  expect(JSON.stringify(found)).not.toMatch(/pass%25|pass'/);
});

test('the public registry makes the version of OneAgent ineffective', () => {
  const spec = { oneAgent: { applicationMonitoring: { version: '1.283.132.20240205-143805' } } };
  expect(messages('deprecated-version', dynakube(spec, { 'feature.dynatrace.com/use-public-registry': 'true' }))).toEqual([
    '\'spec.oneAgent.applicationMonitoring.version\' is deprecated, got "1.283.132.20240205-143805"; remove it, because the operator ignores it with the public registry',
  ]);
});

test('operator 1.11 has default images of the collector and of KSPM', () => {
  const object = dynakube({ telemetryIngest: {}, kspm: {} });
  expect([messages('collector-image', object).length, messages('kspm-image', object).length]).toEqual([1, 1]);
  expect([...messages('collector-image', object, '1.11'), ...messages('kspm-image', object, '1.11')]).toEqual([]);
});

test('feature flags are those of the target operator', () => {
  const object = dynakube({}, { 'feature.dynatrace.com/activegate-ignore-proxy': 'true', 'feature.dynatrace.com/oneagent-classic-nonroot': 'true' });
  expect(messages('unknown-flag', object)).toEqual([
    '\'metadata.annotations\' has a feature flag that the operator does not know, got "feature.dynatrace.com/oneagent-classic-nonroot"; correct its name, or remove it',
  ]);
  expect(messages('deprecated-flag', object)).toEqual([]);
  expect(messages('unknown-flag', object, '1.11')).toEqual([]);
  expect(messages('deprecated-flag', object, '1.11')).toEqual(['\'metadata.annotations\' has a deprecated feature flag, got "feature.dynatrace.com/activegate-ignore-proxy"; remove it']);
});

test('an object of v1beta5 is checked after its conversion', () => {
  const rules = (object: KubernetesObject) => check([object]).map(({ rule }) => rule);
  expect(rules(dynakube({ activeGate: { useEphemeralVolume: true, volumeClaimTemplate: {} }, oneAgent: { hostMonitoring: {}, classicFullStack: {} } }, {}, 'v1beta5')))
    .toEqual(['dynakube/old-api-version', 'dynakube/lost-in-conversion', 'dynakube/lost-in-conversion']);
  expect(rules(dynakube({ kspm: { mappedHostPaths: ['x'] } }, {}, 'v1beta5'))).not.toContain('dynakube/kspm-relative-path');
});

test('volumes of the ActiveGate must not use built-in names and paths, however the path is written', () => {
  const activeGate = {
    volumes: [{ name: 'trustedcas' }, { name: 'mine' }],
    volumeMounts: [{ name: 'mine', mountPath: '/var/log//dynatrace/gateway' }, { name: 'mine', mountPath: '/var/log/mine' }],
  };
  expect(messages('active-gate-volume', dynakube({ activeGate }), '1.11')).toEqual([
    '\'spec.activeGate.volumes[0].name\' must not be the name of a built-in volume of the ActiveGate, got "trustedcas"; choose another name',
    '\'spec.activeGate.volumeMounts[0].mountPath\' must not be the path of a built-in volume of the ActiveGate, got "/var/log//dynatrace/gateway"; choose another path',
  ]);
});
