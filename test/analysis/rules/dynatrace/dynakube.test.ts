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
  const oneAgent = { applicationMonitoring: {} };
  const found = ['http://user:pass%25word@proxy.example.com:3128', "http://user:pass'#word@proxy.example.com", 'http://user:pass%41word@proxy.example.com']
    .flatMap(value => check([dynakube({ oneAgent, proxy: { value } })]));
  expect(found.map(({ rule }) => rule)).toEqual(['dynakube/proxy-url', 'dynakube/proxy-password', 'dynakube/proxy-url', 'dynakube/proxy-password']);
  expect(JSON.stringify(found)).not.toMatch(/pass%|pass'|passA/);
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

test.each([
  ['proxy.example.com:3128', ["'spec.proxy.value' should begin with http:// or https://, because the URL has no host otherwise; write http://<host>:<port>"]],
  ['socks5://proxy.example.com:1080', ["'spec.proxy.value' should begin with http:// or https://, the scheme of an HTTP proxy, got the scheme \"socks5\"; write http://<host>:<port>"]],
  ['HTTP://proxy.example.com:3128', []],
])('the proxy %s', (value, expected) => {
  expect(messages('proxy-scheme', dynakube({ proxy: { value } }))).toEqual(expected);
});

describe('values of feature flags', () => {
  const flag = (name: string, value: string, operator?: OperatorVersion) => messages('flag-value', dynakube({}, { [`feature.dynatrace.com/${name}`]: value }), operator);

  test.each([
    ['oneagent-initial-connect-retry-ms', '6s', 'a whole number of milliseconds such as "6000"'],
    ['automatic-injection', 'no', '"true" or "false"'],
    ['max-csi-mount-timeout', '10', 'a duration such as "10m"'],
    ['max-csi-mount-attempts', '-1', 'a whole number from "0"'],
    ['injection-failure-policy', 'Fail', '"silent" or "fail"'],
    ['ignored-namespaces', 'istio-system', 'a JSON array of regular expressions such as ["^istio-system$"]'],
  ])('%s: %s can not be read', (name, value, values) => {
    expect(flag(name, value)).toEqual([
      `'metadata.annotations' has the feature flag feature.dynatrace.com/${name}, which must be ${values}, got "${value}": `
      + 'the operator cannot read it and silently uses the default; correct the value',
    ]);
  });

  test.each([
    ['oneagent-initial-connect-retry-ms', '-1'], ['oneagent-initial-connect-retry-ms', '+6000'], ['automatic-injection', 'T'], ['automatic-injection', ''],
    ['max-csi-mount-timeout', '1h30m'], ['max-csi-mount-attempts', '0'], ['ignored-namespaces', 'null'], ['no-proxy', 'anything'],
    // A deprecated flag has a finding of its own.
    ['k8s-app-enabled', 'maybe'], ['unknown', 'x'],
  ])('%s: %s has no finding', (name, value) => {
    expect(flag(name, value)).toEqual([]);
  });

  test('a flag that the version of the operator deprecates or does not know is not checked', () => {
    expect([flag('activegate-ignore-proxy', 'x').length, flag('activegate-ignore-proxy', 'x', '1.11').length]).toEqual([1, 0]);
    expect([flag('oneagent-classic-nonroot', 'x').length, flag('oneagent-classic-nonroot', 'x', '1.11').length]).toEqual([0, 1]);
  });
});

test('a flag with the old prefix is found, whatever its name', () => {
  const annotations = { 'alpha.operator.dynatrace.com/feature-x': '1', 'alpha.operator.dynatrace.com/other': '1', 'feature.dynatrace.com/no-proxy': 'a' };
  expect(messages('old-flag-prefix', dynakube({}, annotations))).toEqual([
    '\'metadata.annotations\' has a feature flag with a prefix that the operator no longer reads, got "alpha.operator.dynatrace.com/feature-x"; '
    + 'write feature.dynatrace.com/x if the operator still has this flag, or remove it',
  ]);
});

describe('selectors of enrichment', () => {
  const some = { matchLabels: { monitored: 'yes' } };
  const signals = { traces: {} };

  test('a selector of the mode does not limit other sections', () => {
    const oneAgent = { applicationMonitoring: { namespaceSelector: some } };
    const spec = { oneAgent, metadataEnrichment: { enabled: true }, otlpExporterConfiguration: { signals } };
    expect(messages('enrichment-selector', dynakube(spec))).toEqual(['metadataEnrichment', 'otlpExporterConfiguration'].map(section =>
      `'spec.${section}' has no namespaceSelector and changes the pods of all namespaces, because the selector in 'spec.oneAgent.applicationMonitoring' limits code modules only; `
      + `set 'spec.${section}.namespaceSelector' to the same selector, or to {} for all namespaces`));
  });

  test.each<[string, object]>([
    ['is explicitly for all namespaces', { oneAgent: { applicationMonitoring: { namespaceSelector: some } }, metadataEnrichment: { enabled: true, namespaceSelector: {} } }],
    ['is off', { oneAgent: { applicationMonitoring: { namespaceSelector: some } }, metadataEnrichment: {}, otlpExporterConfiguration: { signals: {} } }],
    ['is for the same namespaces as the mode', { oneAgent: { applicationMonitoring: { namespaceSelector: {} } }, metadataEnrichment: { enabled: true } }],
    ['has no mode beside it', { oneAgent: { hostMonitoring: {} }, metadataEnrichment: { enabled: true } }],
  ])('enrichment that %s has no finding', (_, spec) => {
    expect(messages('enrichment-selector', dynakube(spec))).toEqual([]);
  });
});

describe('a network zone in arguments', () => {
  const host = (zone: string) => ({ hostMonitoring: { args: [`--set-network-zone=${zone}`] } });
  const zone = (spec: object) => messages('network-zone-argument', dynakube(spec));

  test('separates OneAgent from what has another zone', () => {
    expect(zone({ networkZone: 'north', oneAgent: host('south') })).toEqual([
      "'spec.oneAgent.hostMonitoring.args' put OneAgent on the nodes into the network zone \"south\", but the ActiveGate and code modules are in \"north\" of 'spec.networkZone'; "
      + "remove the argument, and set the zone in 'spec.networkZone' only",
    ]);
    expect(zone({ oneAgent: { cloudNativeFullStack: host('south').hostMonitoring } })).toEqual([
      "'spec.oneAgent.cloudNativeFullStack.args' put OneAgent on the nodes into the network zone \"south\", but the ActiveGate and code modules are in the default zone; "
      + "remove the argument, and set the zone in 'spec.networkZone' only",
    ]);
  });

  test('is harmless if it is the same, or nothing else has a zone', () => {
    expect(zone({ networkZone: 'north', oneAgent: host('north') })).toEqual([]);
    expect(zone({ networkZone: 'North', oneAgent: host('north') })).toEqual([]);
    expect(zone({ oneAgent: { cloudNativeFullStack: host('default').hostMonitoring } })).toEqual([]);
    expect(zone({ oneAgent: host('south') })).toEqual([]);
    expect(zone({ networkZone: 'north', oneAgent: host('') })).toEqual([]);
  });
});

test.each<[object, number]>([
  [{}, 1], [{ activeGate: { image: 'a/b' } }, 1], [{ oneAgent: { hostGroup: 'a' } }, 1], [{ extensions: {} }, 1], [{ metadataEnrichment: { enabled: false } }, 1],
  [{ oneAgent: { hostMonitoring: {} } }, 0], [{ extensions: { prometheus: {} } }, 0], [{ metadataEnrichment: { enabled: true } }, 0],
  [{ logMonitoring: {} }, 0],
  [{ telemetryIngest: {} }, 0], [{ otlpExporterConfiguration: { signals: { logs: {} } } }, 0],
])('%j runs nothing: %d', (spec, count) => {
  expect(messages('runs-nothing', dynakube(spec))).toHaveLength(count);
});

describe('operator 1.11', () => {
  const both = (rule: string, object: KubernetesObject) => [messages(rule, object).length, messages(rule, object, '1.11').length];
  const kspm = { mappedHostPaths: ['/boot'] };

  test('allows several replicas of an ActiveGate that does not monitor the cluster', () => {
    expect(both('kspm-replicas', dynakube({ kspm, activeGate: { capabilities: ['routing'], replicas: 2 } }))).toEqual([1, 0]);
    expect(both('kspm-replicas', dynakube({ kspm, activeGate: { capabilities: ['kubernetes-monitoring'], replicas: 2 } }))).toEqual([1, 1]);
  });

  test('monitors the cluster without an ActiveGate', () => {
    expect(messages('kspm-without-monitoring', dynakube({ kspm, kubernetesMonitoring: { registration: {} } }), '1.11')).toEqual([]);
    expect(messages('kspm-without-monitoring', dynakube({ kspm, kubernetesMonitoring: {} }), '1.11')).toHaveLength(1);
  });

  test('allows an image of your own for classic full stack', () => {
    const annotations = { 'feature.dynatrace.com/use-public-registry': 'true' };
    expect(both('classic-with-public-registry', dynakube({ oneAgent: { classicFullStack: { image: 'registry.example.com/oneagent:1' } } }, annotations))).toEqual([1, 0]);
    expect(both('classic-with-public-registry', dynakube({ oneAgent: { classicFullStack: {} } }, annotations))).toEqual([1, 1]);
  });

  test('checks all selectors of namespaces', () => {
    const namespaceSelector = { matchLabels: { a: '%' } };
    expect(both('namespace-selector', dynakube({ metadataEnrichment: { namespaceSelector }, otlpExporterConfiguration: { namespaceSelector } }))).toEqual([0, 2]);
  });

  test('keeps false, and the host paths of KSPM', () => {
    expect(both('explicit-false', dynakube({ enableIstio: false }))).toEqual([1, 0]);
    expect(both('lost-in-conversion', dynakube({ kspm, activeGate: { useEphemeralVolume: true } }, {}, 'v1beta5'))).toEqual([2, 1]);
    expect(both('kspm-relative-path', dynakube({ kspm: { mappedHostPaths: ['boot'] } }, {}, 'v1beta5'))).toEqual([0, 1]);
  });
});
