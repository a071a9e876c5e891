import { ApiObject, App, Chart, Cron, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { IConstruct } from 'constructs';
import * as fc from 'fast-check';
import {
  ConnectionInfo, DynaKube, DynaKubeMode, FeatureFlag, InjectionFailurePolicy, LabelSelectorOperator, Mesh, OneAgentEgress, OneAgentFlavor,
  OneAgentInjection, OneAgentVolumeType, Sidecar,
} from '../../../src';
import { meetsLabelSelector } from '../../../src/analysis/base/label-selector';

const API_URL = 'https://abc12345.live.dynatrace.com/api';

function shop(): Chart {
  return new Chart(new App(), 'shop', { namespace: 'shop' });
}

function raw(chart: Chart, annotations?: Record<string, string>): ApiObject {
  const spec = { template: { metadata: { annotations } } };
  return new ApiObject(chart, 'Web', { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec });
}

function namespaceOf(chart: Chart, labels?: Record<string, string>): ApiObject {
  return new ApiObject(chart, 'Namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels } });
}

function annotationsOf(deployment: ApiObject): Record<string, string> {
  return deployment.toJson().spec.template.metadata.annotations;
}

describe('pods', () => {
  test.each<[string, (injection: OneAgentInjection) => void, Record<string, string>]>([
    ['get nothing', injection => injection.disable(), { 'dynatrace.com/inject': 'false' }],
    ['get OneAgent', injection => injection.enableOneAgent(), { 'oneagent.dynatrace.com/inject': 'true' }],
    ['don\'t get OneAgent', injection => injection.disableOneAgent(), { 'oneagent.dynatrace.com/inject': 'false' }],
    ['don\'t get metadata', injection => injection.disableMetadataEnrichment(), { 'metadata-enrichment.dynatrace.com/inject': 'false' }],
    ['don\'t get OTLP variables', injection => injection.disableOtlpExporterConfiguration(), { 'otlp-exporter-configuration.dynatrace.com/inject': 'false' }],
    ['leave containers alone', injection => { injection.excludeContainer('istio-proxy'); injection.excludeContainer('cache'); },
      { 'container.inject.dynatrace.com/istio-proxy': 'false', 'container.inject.dynatrace.com/cache': 'false' }],
    ['don\'t start without', injection => injection.failurePolicy(InjectionFailurePolicy.FAIL), { 'oneagent.dynatrace.com/failure-policy': 'fail' }],
    ['get some code modules', injection => injection.technologies('nodejs', 'java', 'java'), { 'oneagent.dynatrace.com/technologies': 'java,nodejs' }],
    ['have musl', injection => injection.flavor(OneAgentFlavor.MUSL), { 'oneagent.dynatrace.com/flavor': 'musl' }],
    ['have it elsewhere', injection => injection.installPath('/opt/dt/agent'), { 'oneagent.dynatrace.com/install-path': '/opt/dt/agent' }],
    ['have a volume of their own', injection => injection.volumeType(OneAgentVolumeType.EPHEMERAL), { 'oneagent.dynatrace.com/volume-type': 'ephemeral' }],
    ['have small volumes', injection => { injection.oneAgentVolumeSize('500Mi'); injection.configVolumeSize('10Mi'); },
      { 'volume.dynatrace.com/oneagent-bin': '500Mi', 'volume.dynatrace.com/dynatrace-config': '10Mi' }],
    ['have mounts one by one', injection => injection.splitMounts(), { 'dynatrace.com/split-mounts': 'true' }],
    ['send more', injection => injection.addMetadata('team', 'shop & cart'), { 'metadata.dynatrace.com/team': 'shop & cart' }],
  ])('%s', (_, change, annotations) => {
    const web = raw(shop(), { note: 'ours' });
    change(OneAgentInjection.of(web));
    change(OneAgentInjection.of(web));
    expect(annotationsOf(web)).toEqual({ note: 'ours', ...annotations });
  });

  test.each<[string, (chart: Chart) => IConstruct]>([
    ['a Deployment', chart => new kplus.Deployment(chart, 'X', { containers: [{ image: 'registry.example/web:1.0' }] })],
    ['a CronJob', chart => new kplus.CronJob(chart, 'X', { schedule: Cron.hourly(), containers: [{ image: 'registry.example/web:1.0' }] })],
    ['a Pod', chart => new kplus.Pod(chart, 'X', { containers: [{ image: 'registry.example/web:1.0' }] })],
  ])('are those of %s of cdk8s-plus', (_, make) => {
    const chart = shop();
    OneAgentInjection.of(make(chart)).disableOneAgent();
    expect(JSON.stringify(Testing.synth(chart))).toContain('"annotations":{"oneagent.dynatrace.com/inject":"false"}');
  });

  test('keep what stands there already', () => {
    const web = raw(shop(), { 'oneagent.dynatrace.com/inject': 'true', 'dynatrace.com/inject': 'false' });
    OneAgentInjection.of(web).disable();
    expect(() => OneAgentInjection.of(web).disableOneAgent()).toThrow(new Error(
      '"oneagent.dynatrace.com/inject" of "shop/Web" is "true" already, it can\'t be "false" too; remove one of them',
    ));
    expect(annotationsOf(web)).toEqual({ 'oneagent.dynatrace.com/inject': 'true', 'dynatrace.com/inject': 'false' });
  });

  test('have one injection', () => {
    const web = raw(shop());
    expect(OneAgentInjection.of(web)).toBe(OneAgentInjection.of(web));
  });

  test.each<[(injection: OneAgentInjection) => void, string]>([
    [injection => injection.excludeContainer('A'), '\'name\' of a container must be lower-case letters, digits and \'-\', 63 characters at most, got "A"'],
    [injection => injection.technologies(), '\'technologies\' takes names of lower-case letters, digits and \'-\', one at least, got ""'],
    [injection => injection.technologies('java,php'), '\'technologies\' takes names of lower-case letters, digits and \'-\', one at least, got "java,php"'],
    ...['opt', '/opt/', '/opt//x', '/opt/../x', '/opt/.', '/opt/a b', '/a:b', '/a,b', '/', ''].map((path): [(injection: OneAgentInjection) => void, string] => [
      injection => injection.installPath(path),
      `'installPath' takes an absolute path without blanks, commas, colons, "//", "." and "..", and without a final "/", got "${path}"`,
    ]),
    [injection => injection.oneAgentVolumeSize('1 GB'), '\'oneAgentVolumeSize\' takes quantities such as "100m" or "64Mi", got "1 GB"'],
    [injection => injection.configVolumeSize(''), '\'configVolumeSize\' takes quantities such as "100m" or "64Mi", got ""'],
    [injection => injection.addMetadata('a/b', 'x'),
      '\'addMetadata\' takes keys of letters, digits, \'-\', \'_\' and \'.\', 63 characters at most, maybe behind a DNS name and \'/\', got "metadata.dynatrace.com/a/b"'],
    [injection => injection.addMetadata('a', ''), '\'addMetadata\' takes a text without control characters, got ""'],
    [injection => injection.mapRelease({}), '"shop/Web" is a workload: pass the Namespace that its pods are in'],
  ])('are not annotated with what no webhook reads: %#', (change, message) => {
    const web = raw(shop());
    expect(() => change(OneAgentInjection.of(web))).toThrow(new Error(message));
    expect(annotationsOf(web)).toBeUndefined();
  });

  test('are not those of a Service', () => {
    const service = new ApiObject(shop(), 'Service', { apiVersion: 'v1', kind: 'Service' });
    expect(() => OneAgentInjection.of(service)).toThrow(
      '"shop/Service" has no pod template: pass a Pod, Deployment, StatefulSet, DaemonSet, ReplicaSet, Job, CronJob or Rollout, got v1 Service',
    );
  });
});

describe('a namespace', () => {
  function monitored(selector: Parameters<typeof DynaKubeMode.applicationMonitoring>[0], labels?: Record<string, string>, flags: FeatureFlag[] = []) {
    const app = new App();
    const monitoring = new Chart(app, 'monitoring', { namespace: 'dynatrace' });
    const dynakube = new DynaKube(monitoring, 'DynaKube', { apiUrl: API_URL, mode: DynaKubeMode.applicationMonitoring(selector), featureFlags: flags });
    const namespace = namespaceOf(new Chart(app, 'shop'), labels);
    OneAgentInjection.of(namespace).monitoredBy(dynakube);
    return namespace.toJson().metadata.labels;
  }

  test('gets the labels that a DynaKube selects by', () => {
    expect(monitored({ namespaceSelector: { matchLabels: { monitored: 'yes', team: 'shop' } } }, { team: 'shop', other: 'label' }))
      .toEqual({ monitored: 'yes', team: 'shop', other: 'label' });
  });

  test('gets those of expressions too, unless it has them', () => {
    const namespaceSelector = {
      matchLabels: { stage: 'test' },
      matchExpressions: [
        { key: 'team', operator: LabelSelectorOperator.IN, values: ['shop', 'cart'] },
        { key: 'stage', operator: LabelSelectorOperator.EXISTS },
        { key: 'monitored', operator: LabelSelectorOperator.EXISTS },
        { key: 'kubernetes.io/metadata.name', operator: LabelSelectorOperator.NOT_IN, values: ['istio-system'] },
        { key: 'off', operator: LabelSelectorOperator.DOES_NOT_EXIST },
      ],
    };
    expect(monitored({ namespaceSelector })).toEqual({ team: 'shop', stage: 'test', monitored: 'true' });
    expect(monitored({ namespaceSelector }, { team: 'cart' })).toEqual({ team: 'cart', stage: 'test', monitored: 'true' });
  });

  test('needs none where all are selected, or it is by its name', () => {
    expect(monitored({})).toBeUndefined();
    expect(monitored({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } } })).toBeUndefined();
  });

  test('is selected by whatever selector, or that is an error', () => {
    const { IN, NOT_IN, EXISTS, DOES_NOT_EXIST } = LabelSelectorOperator;
    const key = fc.constantFrom('a', 'b', 'kubernetes.io/metadata.name');
    const value = fc.constantFrom('1', '2', 'shop');
    const expression = fc.oneof(
      fc.record({ key, operator: fc.constantFrom(IN, NOT_IN), values: fc.array(value, { minLength: 1 }) }),
      fc.record({ key, operator: fc.constantFrom(EXISTS, DOES_NOT_EXIST) }),
    );
    const selectors = fc.record({ matchLabels: fc.dictionary(key, value), matchExpressions: fc.array(expression, { maxLength: 3 }) });
    const given = fc.dictionary(fc.constantFrom('a', 'b'), value);
    let monitoredOnes = 0;
    fc.assert(fc.property(selectors, given, (namespaceSelector, labels) => {
      let after: Record<string, string> = {};
      try {
        after = monitored({ namespaceSelector }, labels) ?? {};
      } catch (error) {
        expect((error as Error).message).toContain('the namespace "shop" can\'t have the labels');
        return;
      }
      monitoredOnes++;
      expect(after).toMatchObject(labels);
      expect(meetsLabelSelector(namespaceSelector, { ...after, 'kubernetes.io/metadata.name': 'shop' })).toBe(true);
    }));
    expect(monitoredOnes).toBeGreaterThan(0);
  });

  test.each<[Parameters<typeof monitored>, string]>([
    [[{ namespaceSelector: { matchLabels: { team: 'shop' } } }, { team: 'cart' }],
      'the namespace "shop" can\'t have the labels that the DynaKube "dynakube" selects by, got "{\\"team\\":\\"cart\\",\\"kubernetes.io/metadata.name\\":\\"shop\\"}"; change its \'namespaceSelector\''],
    [[{ namespaceSelector: { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: LabelSelectorOperator.NOT_IN, values: ['shop'] }] } }],
      'the namespace "shop" can\'t have the labels that the DynaKube "dynakube" selects by, got "{\\"kubernetes.io/metadata.name\\":\\"shop\\"}"; change its \'namespaceSelector\''],
    [[{}, undefined, [FeatureFlag.ignoredNamespaces('^shop$')]],
      'the DynaKube "dynakube" leaves the namespace "shop" alone, whatever its labels: see FeatureFlag.ignoredNamespaces()'],
  ])('can\'t be monitored: %#', (args, message) => {
    expect(() => monitored(...args)).toThrow(new Error(message));
  });

  test('can\'t be monitored by a DynaKube without code modules', () => {
    const app = new App();
    const monitoring = new Chart(app, 'monitoring', { namespace: 'dynatrace' });
    const dynakube = new DynaKube(monitoring, 'DynaKube', { apiUrl: API_URL, mode: DynaKubeMode.hostMonitoring() });
    expect(() => OneAgentInjection.of(namespaceOf(new Chart(app, 'shop'))).monitoredBy(dynakube)).toThrow(new Error(
      'the DynaKube "dynakube" puts OneAgent into no pods: give it the mode cloudNativeFullStack or applicationMonitoring',
    ));
  });

  test('of cdk8s-plus has fields of its pods that say what release they are', () => {
    const chart = shop();
    const injection = OneAgentInjection.of(new kplus.Namespace(chart, 'Namespace', { metadata: { name: 'shop' } }));
    injection.mapRelease({ version: 'metadata.labels[\'app.kubernetes.io/version\']', stage: 'metadata.namespace' });
    injection.mapRelease({ product: 'metadata.annotations[\'product\']', buildVersion: 'metadata.labels[\'build\']' });
    expect(Testing.synth(chart)[0].metadata.annotations).toEqual({
      'mapping.release.dynatrace.com/version': 'metadata.labels[\'app.kubernetes.io/version\']',
      'mapping.release.dynatrace.com/stage': 'metadata.namespace',
      'mapping.release.dynatrace.com/product': 'metadata.annotations[\'product\']',
      'mapping.release.dynatrace.com/build-version': 'metadata.labels[\'build\']',
    });
    expect(() => injection.mapRelease({ stage: 'metadata.name' })).toThrow(new Error(
      '"mapping.release.dynatrace.com/stage" of "shop/Namespace" is "metadata.namespace" already, it can\'t be "metadata.name" too; remove one of them',
    ));
    expect(() => injection.mapRelease({ version: 'app.kubernetes.io/version' })).toThrow(new Error(
      '\'version\' takes the path of a pod\'s field, such as "metadata.labels[\'app.kubernetes.io/version\']", got "app.kubernetes.io/version"',
    ));
  });

  test('has no pod template', () => {
    expect(() => OneAgentInjection.of(namespaceOf(shop())).disable()).toThrow(new Error(
      '"shop/Namespace" is a Namespace, whose pods have annotations of their own: pass their workloads, got "dynatrace.com/inject"',
    ));
  });
});

describe('the proof that OneAgent gets out', () => {
  type Change = (web: OneAgentInjection, namespace: OneAgentInjection, dynakube: DynaKube) => void;

  function proofOf(mode: DynaKubeMode, flags: FeatureFlag[], change: Change) {
    const app = new App();
    const monitoring = new Chart(app, 'monitoring', { namespace: 'dynatrace' });
    const dynakube = new DynaKube(monitoring, 'DynaKube', { apiUrl: API_URL, mode, featureFlags: flags });
    const connectionInfo = ConnectionInfo.fromEndpoints('https://abc12345.live.dynatrace.com');
    new OneAgentEgress(monitoring, 'OneAgentEgress', { dynakube, connectionInfo });
    const namespace = namespaceOf(new Chart(app, 'namespace'), { 'istio-injection': 'enabled' });
    const chart = new Chart(app, 'shop', { namespace: 'shop' });
    const web = new kplus.Deployment(chart, 'Web', { metadata: { name: 'web' }, containers: [{ image: 'registry.example/web:1.0' }] });
    new Sidecar(chart, 'Sidecar');
    change(OneAgentInjection.of(web), OneAgentInjection.of(namespace), dynakube);
    return Mesh.of(app).findings().filter(({ rule }) => rule.startsWith('mesh/egress')).map(({ rule }) => rule);
  }

  const selecting = DynaKubeMode.applicationMonitoring({ namespaceSelector: { matchLabels: { monitored: 'yes' } } });

  test.each<[string, DynaKubeMode, FeatureFlag[], Change, string[]]>([
    ['pods that nothing was said of', DynaKubeMode.cloudNativeFullStack(), [], () => {}, ['mesh/egress-unreachable']],
    ['pods that get nothing', DynaKubeMode.cloudNativeFullStack(), [], web => web.disable(), []],
    ['pods that don\'t get OneAgent', DynaKubeMode.cloudNativeFullStack(), [], web => web.disableOneAgent(), []],
    ['pods that must ask, and don\'t', DynaKubeMode.cloudNativeFullStack(), [FeatureFlag.automaticInjection(false)], () => {}, []],
    ['pods that must ask, and do', DynaKubeMode.cloudNativeFullStack(), [FeatureFlag.automaticInjection(false)], web => web.enableOneAgent(),
      ['mesh/egress-unreachable']],
    ['a namespace that is not selected', selecting, [], () => {}, []],
    ['a namespace that is', selecting, [], (_, namespace, dynakube) => namespace.monitoredBy(dynakube), ['mesh/egress-unreachable']],
    ['a namespace that is ignored', DynaKubeMode.cloudNativeFullStack(), [FeatureFlag.ignoredNamespaces('^shop$')], () => {}, []],
  ])('sees %s', (_, mode, flags, change, rules) => {
    expect(proofOf(mode, flags, change)).toEqual(rules);
  });
});
