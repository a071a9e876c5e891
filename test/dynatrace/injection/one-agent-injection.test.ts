import { ApiObject, App, Chart, Cron, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { IConstruct } from 'constructs';
import {
  ConnectionInfo, DynaKube, DynaKubeMode, FeatureFlag, InjectionFailurePolicy, Mesh, OneAgentEgress, OneAgentFlavor, OneAgentInjection,
  OneAgentNamespace, OneAgentVolumeType, Sidecar,
} from '../../../src';

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

describe('the pods of a workload', () => {
  test.each<[string, (injection: OneAgentInjection) => void, Record<string, string>]>([
    ['get nothing', injection => injection.disable(), { 'dynatrace.com/inject': 'false' }],
    ['get OneAgent', injection => injection.enableOneAgent(), { 'oneagent.dynatrace.com/inject': 'true' }],
    ['don\'t get OneAgent', injection => injection.disableOneAgent(), { 'oneagent.dynatrace.com/inject': 'false' }],
    ['don\'t get metadata', injection => injection.disableMetadataEnrichment(), { 'metadata-enrichment.dynatrace.com/inject': 'false' }],
    ['don\'t get OTLP variables', injection => injection.disableOtlpExporterConfiguration(), { 'otlp-exporter-configuration.dynatrace.com/inject': 'false' }],
    ['exclude containers', injection => { injection.excludeContainer('istio-proxy'); injection.excludeContainer('cache'); },
      { 'container.inject.dynatrace.com/istio-proxy': 'false', 'container.inject.dynatrace.com/cache': 'false' }],
    ['don\'t start without', injection => injection.useFailurePolicy(InjectionFailurePolicy.FAIL), { 'oneagent.dynatrace.com/failure-policy': 'fail' }],
    ['get some code modules', injection => injection.useTechnologies('nodejs', 'java', 'java'), { 'oneagent.dynatrace.com/technologies': 'java,nodejs' }],
    ['have musl', injection => injection.useFlavor(OneAgentFlavor.MUSL), { 'oneagent.dynatrace.com/flavor': 'musl' }],
    ['have another install path', injection => injection.useInstallPath('/opt/dt/agent'), { 'oneagent.dynatrace.com/install-path': '/opt/dt/agent' }],
    ['have a volume of their own', injection => injection.useVolumeType(OneAgentVolumeType.EPHEMERAL), { 'oneagent.dynatrace.com/volume-type': 'ephemeral' }],
    ['have small volumes', injection => { injection.limitOneAgentVolume('500Mi'); injection.limitConfigVolume('10Mi'); },
      { 'volume.dynatrace.com/oneagent-bin': '500Mi', 'volume.dynatrace.com/dynatrace-config': '10Mi' }],
    ['have mounts one by one', injection => injection.splitMounts(), { 'dynatrace.com/split-mounts': 'true' }],
    ['send more metadata', injection => injection.addMetadata('team', 'shop & cart'), { 'metadata.dynatrace.com/team': 'shop & cart' }],
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

  test('keep an annotation that they already have', () => {
    const web = raw(shop(), { 'oneagent.dynatrace.com/inject': 'true', 'dynatrace.com/inject': 'false' });
    OneAgentInjection.of(web).disable();
    expect(() => OneAgentInjection.of(web).disableOneAgent()).toThrow(new Error(
      'the annotation "oneagent.dynatrace.com/inject" of "shop/Web" can\'t be "false", because it already is "true"; remove one of the two',
    ));
    expect(annotationsOf(web)).toEqual({ 'oneagent.dynatrace.com/inject': 'true', 'dynatrace.com/inject': 'false' });
  });

  test('have one object for their settings', () => {
    const web = raw(shop());
    expect(OneAgentInjection.of(web)).toBe(OneAgentInjection.of(web));
  });

  test.each<[(injection: OneAgentInjection) => void, string]>([
    [injection => injection.excludeContainer('A'), '\'name\' of a container must be lower-case letters, digits and \'-\', 63 characters at most, got "A"'],
    [injection => injection.useTechnologies(), '\'useTechnologies\' needs one or more names of lower-case letters, digits and \'-\', got ""'],
    [injection => injection.useTechnologies('java,php'), '\'useTechnologies\' needs one or more names of lower-case letters, digits and \'-\', got "java,php"'],
    ...['opt', '/opt/', '/opt//x', '/opt/../x', '/opt/.', '/opt/a b', '/a:b', '/a,b', '/', ''].map((path): [(injection: OneAgentInjection) => void, string] => [
      injection => injection.useInstallPath(path),
      `'useInstallPath' needs an absolute path without blanks, commas, colons, "//", "." and "..", and without "/" at the end, got "${path}"`,
    ]),
    [injection => injection.limitOneAgentVolume('1 GB'), '\'limitOneAgentVolume\' accepts quantities such as "100m" or "64Mi", got "1 GB"'],
    [injection => injection.limitConfigVolume(''), '\'limitConfigVolume\' accepts quantities such as "100m" or "64Mi", got ""'],
    [injection => injection.addMetadata('a/b', 'x'),
      '\'addMetadata\' accepts keys of letters, digits, \'-\', \'_\' and \'.\', at most 63 characters, optionally prefixed with a DNS name and \'/\', got "metadata.dynatrace.com/a/b"'],
    [injection => injection.addMetadata('a', ''), '\'addMetadata\' needs a text without control characters, got ""'],
  ])('don\'t get an annotation with an invalid value: %#', (change, message) => {
    const web = raw(shop());
    expect(() => change(OneAgentInjection.of(web))).toThrow(new Error(message));
    expect(annotationsOf(web)).toBeUndefined();
  });

  test.each<[string, (chart: Chart) => IConstruct]>([
    ['a raw Namespace', chart => namespaceOf(chart)],
    ['a Namespace of cdk8s-plus', chart => new kplus.Namespace(chart, 'Namespace')],
  ])('are not those of %s, which has a class of its own', (_, make) => {
    expect(() => OneAgentInjection.of(make(shop()))).toThrow(new Error(
      '"shop/Namespace" must be a workload, got a Namespace; use OneAgentNamespace.of(), or pass the workloads of the namespace',
    ));
  });

  test('are not those of a Service', () => {
    const service = new ApiObject(shop(), 'Service', { apiVersion: 'v1', kind: 'Service' });
    expect(() => OneAgentInjection.of(service)).toThrow(new Error(
      '"shop/Service" has no pod template: pass a Pod, Deployment, StatefulSet, DaemonSet, ReplicaSet, Job, CronJob or Rollout, got v1 Service',
    ));
  });
});

describe('the check that OneAgent reaches its endpoints', () => {
  type Change = (web: OneAgentInjection, namespace: OneAgentNamespace, dynakube: DynaKube) => void;

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
    change(OneAgentInjection.of(web), OneAgentNamespace.of(namespace), dynakube);
    return Mesh.of(app).findings().filter(({ rule }) => rule.startsWith('mesh/egress')).map(({ rule }) => rule);
  }

  const selecting = DynaKubeMode.applicationMonitoring({ namespaceSelector: { matchLabels: { monitored: 'yes' } } });

  test.each<[string, DynaKubeMode, FeatureFlag[], Change, string[]]>([
    ['pods without annotations', DynaKubeMode.cloudNativeFullStack(), [], () => {}, ['mesh/egress-unreachable']],
    ['pods that get nothing', DynaKubeMode.cloudNativeFullStack(), [], web => web.disable(), []],
    ['pods that don\'t get OneAgent', DynaKubeMode.cloudNativeFullStack(), [], web => web.disableOneAgent(), []],
    ['pods that must request OneAgent, and don\'t', DynaKubeMode.cloudNativeFullStack(), [FeatureFlag.automaticInjection(false)], () => {}, []],
    ['pods that must request OneAgent, and do', DynaKubeMode.cloudNativeFullStack(), [FeatureFlag.automaticInjection(false)], web => web.enableOneAgent(),
      ['mesh/egress-unreachable']],
    ['a namespace that is not selected', selecting, [], () => {}, []],
    ['a namespace that is', selecting, [], (_, namespace, dynakube) => namespace.enableOneAgent(dynakube), ['mesh/egress-unreachable']],
    ['a namespace that is ignored', DynaKubeMode.cloudNativeFullStack(), [FeatureFlag.ignoredNamespaces('^shop$')], () => {}, []],
  ])('sees %s', (_, mode, flags, change, rules) => {
    expect(proofOf(mode, flags, change)).toEqual(rules);
  });
});
