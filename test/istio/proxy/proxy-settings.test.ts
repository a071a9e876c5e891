import { ApiObject, App, Chart, Duration, JsonPatch, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { EgressDestination, ExportScope, Mesh, OutboundTrafficPolicy, ProxySettings, ServiceEntry, ServicePort } from '../../../src';

function chart(): Chart {
  return new Chart(new App(), 'shop', { namespace: 'shop' });
}

function workload(scope: Chart, annotations?: { [key: string]: string }): ApiObject {
  const template = { metadata: { labels: { app: 'web' }, annotations }, spec: { containers: [{ name: 'app', image: 'registry.example/app:1.0' }] } };
  return new ApiObject(scope, 'web', { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, ...{ spec: { selector: { matchLabels: { app: 'web' } }, template } } });
}

function annotationOf(scope: Chart): string {
  const [{ spec }] = Testing.synth(scope).filter(({ kind }) => kind === 'Deployment');
  return spec.template.metadata.annotations['proxy.istio.io/config'];
}

test('the settings are one annotation of the pods, with its keys in order', () => {
  const shop = chart();
  const web = workload(shop);
  const settings = ProxySettings.of(web);
  settings.holdApplicationUntilProxyStarts();
  settings.captureDns();
  settings.useTerminationDrainDuration(Duration.seconds(30));
  settings.useDrainDuration(Duration.minutes(1));
  settings.useConcurrency(0);
  settings.addStatTags('request_host', 'destination_port');
  settings.addStatTags('request_host');
  settings.addStatTags();
  settings.addEnvironmentVariable('EXIT_ON_ZERO_ACTIVE_CONNECTIONS', 'true');
  expect(ProxySettings.of(web)).toBe(settings);
  expect(annotationOf(shop)).toBe([
    'concurrency: 0',
    'drainDuration: 60s',
    'extraStatTags:',
    '  - destination_port',
    '  - request_host',
    'holdApplicationUntilProxyStarts: true',
    'proxyMetadata:',
    '  EXIT_ON_ZERO_ACTIVE_CONNECTIONS: "true"',
    '  ISTIO_META_DNS_CAPTURE: "true"',
    'terminationDrainDuration: 30s',
    '',
  ].join('\n'));
});

test('a workload of cdk8s-plus has them too', () => {
  const shop = chart();
  ProxySettings.of(new kplus.Deployment(shop, 'Web', { containers: [{ image: 'registry.example/web:1.0' }] })).captureDns(false);
  expect(annotationOf(shop)).toBe('proxyMetadata:\n  ISTIO_META_DNS_CAPTURE: "false"\n');
});

test('settings that the pods already have are kept', () => {
  const shop = chart();
  const settings = ProxySettings.of(workload(shop, { [ProxySettings.ANNOTATION]: 'tracing: { sampling: 10 }\nproxyMetadata: { ISTIO_META_DNS_CAPTURE: true, A: b }\nextraStatTags: [z]\n' }));
  settings.captureDns();
  settings.addStatTags('a');
  expect(annotationOf(shop)).toBe('extraStatTags:\n  - a\n  - z\nproxyMetadata:\n  A: b\n  ISTIO_META_DNS_CAPTURE: "true"\ntracing:\n  sampling: 10\n');
});

test('a variable that looks like another type in the YAML of Istio is in quotes', () => {
  const shop = chart();
  const settings = ProxySettings.of(workload(shop));
  settings.addEnvironmentVariable('A', 'yes');
  settings.addEnvironmentVariable('B', '017');
  expect(annotationOf(shop)).toBe('proxyMetadata:\n  A: "yes"\n  B: "017"\n');
});

describe('a value is refused', () => {
  test.each<[string, (settings: ProxySettings) => void, string]>([
    ['a setting that is there with another value', settings => settings.captureDns(), '\'ISTIO_META_DNS_CAPTURE\' of "shop/web" can\'t be "true", because the annotation "proxy.istio.io/config" already has "false"; remove one of the two'],
    ['a number that is there already', settings => settings.useConcurrency(4), '\'concurrency\' of "shop/web" can\'t be "4", because the annotation "proxy.istio.io/config" already has "2"; remove one of the two'],
    ['a negative number', settings => settings.useConcurrency(-1), '\'concurrency\' must be a whole number from 0, got "-1"; 0 is for one thread for each core'],
    ['half a thread', settings => settings.useConcurrency(0.5), '\'concurrency\' must be a whole number from 0, got "0.5"; 0 is for one thread for each core'],
    ['parts of a second', settings => settings.useDrainDuration(Duration.millis(1500)), '\'drainDuration\' must be whole seconds, at least one, got "1500ms"'],
    ['no time', settings => settings.useTerminationDrainDuration(Duration.seconds(0)), '\'terminationDrainDuration\' must be whole seconds, at least one, got "0ms"'],
    ['a tag that is no name', settings => settings.addStatTags('a', 'b-c'), '\'tags\' accepts letters, digits and \'_\', such as "destination_port", got "b-c"'],
    ['a name that no variable has', settings => settings.addEnvironmentVariable('A B', ''), '\'name\' must be an environment variable of letters, digits and \'_\', such as "EXIT_ON_ZERO_ACTIVE_CONNECTIONS", got "A B"'],
  ])('%s', (_, call, message) => {
    const settings = ProxySettings.of(workload(chart(), { [ProxySettings.ANNOTATION]: '{"concurrency":2,"proxyMetadata":{"ISTIO_META_DNS_CAPTURE":"false"}}' }));
    expect(() => { call(settings); }).toThrow(new Error(message));
  });

  test.each(['- a', 'a: [', 'text'])('if the annotation is %s, which Istio refuses', text => {
    const settings = ProxySettings.of(workload(chart(), { [ProxySettings.ANNOTATION]: text }));
    expect(() => { settings.captureDns(); }).toThrow(new Error(`the annotation "proxy.istio.io/config" of "shop/web" must be a map in YAML, got "${text}"; correct it, because Istio refuses such pods`));
  });
});

describe('connections that end when the pod stops have until its grace period is over', () => {
  const web = (scope: Chart, seconds?: number) => new kplus.Deployment(scope, 'Web', {
    containers: [{ image: 'registry.example/web:1.0' }], ...seconds === undefined ? {} : { terminationGracePeriod: Duration.seconds(seconds) },
  });
  const fault = (path: string, of: string, got: number) => new Error(`Validation failed with the following errors:\n  [${path}] `
    + `'terminationDrainDuration' must be at most terminationGracePeriodSeconds of the pods, which is ${of}, got "${got}s"; raise terminationGracePeriodSeconds, or Kubernetes kills the proxy before its connections end`);

  test.each([[undefined, '30'], [20, '20']])('with terminationGracePeriod %s of cdk8s-plus, a longer duration fails the synth', (seconds, of) => {
    const shop = chart();
    ProxySettings.of(web(shop, seconds)).useTerminationDrainDuration(Duration.seconds(60));
    expect(() => Testing.synth(shop)).toThrow(fault('shop/Web', of, 60));
  });

  test('without the field, the default of Kubernetes is the limit', () => {
    const shop = chart();
    ProxySettings.of(workload(shop)).useTerminationDrainDuration(Duration.seconds(31));
    expect(() => Testing.synth(shop)).toThrow(fault('shop/web', '30 by default', 31));
  });

  test('the field is read at synth: a patch after the call counts', () => {
    const shop = chart();
    const patched = workload(shop);
    ProxySettings.of(patched).useTerminationDrainDuration(Duration.seconds(45));
    patched.addJsonPatch(JsonPatch.add('/spec/template/spec/terminationGracePeriodSeconds', 60));
    expect(annotationOf(shop)).toBe('terminationDrainDuration: 45s\n');
  });

  test('it is the one of a Pod and of a CronJob too, and two calls have one message', () => {
    const spec = { terminationGracePeriodSeconds: 10, containers: [{ name: 'app', image: 'registry.example/app:1.0' }] };
    const jobs = { schedule: '@daily', jobTemplate: { spec: { template: { spec: { ...spec, restartPolicy: 'Never' } } } } };
    for (const object of [{ apiVersion: 'v1', kind: 'Pod', spec }, { apiVersion: 'batch/v1', kind: 'CronJob', spec: jobs }]) {
      const shop = chart();
      const settings = ProxySettings.of(new ApiObject(shop, 'job', { metadata: { name: 'job' }, ...object }));
      settings.useTerminationDrainDuration(Duration.seconds(11));
      settings.useTerminationDrainDuration(Duration.seconds(11));
      expect(() => Testing.synth(shop)).toThrow(fault('shop/job', '10', 11));
    }
  });

  test('a proxy that ends with its last connection does not use the duration', () => {
    const shop = chart();
    const settings = ProxySettings.of(web(shop));
    settings.useTerminationDrainDuration(Duration.seconds(60));
    settings.addEnvironmentVariable('EXIT_ON_ZERO_ACTIVE_CONNECTIONS', 'true');
    expect(annotationOf(shop)).toContain('terminationDrainDuration: 60s');
  });
});

test('with DNS capture, a database is reached by its name, and without it the requirement fails', () => {
  const findings = [true, false].map(captures => {
    const app = new App();
    const mesh = new Mesh(app, 'Mesh', { outboundTrafficPolicy: OutboundTrafficPolicy.registryOnly() });
    const shop = new Chart(app, 'shop', { namespace: 'shop' });
    const web = workload(shop);
    ProxySettings.of(web).captureDns(captures);
    for (const name of ['a', 'b']) {
      new ServiceEntry(shop, name, { hosts: [`${name}.db.example`], ports: [ServicePort.tcp(5432)], exportTo: [ExportScope.sameNamespace()], metadata: { name } });
    }
    mesh.requireEgress(web, EgressDestination.tcp('a.db.example', 5432), EgressDestination.tcp('b.db.example', 5432));
    return mesh.findings().map(({ rule }) => rule);
  });
  expect(findings[0]).toEqual([]);
  // Without addresses, the first of two entries takes all connections on the port.
  expect(findings[1]).toEqual(expect.arrayContaining(['mesh/dead-tcp-entry', 'service-entry/tcp-without-address']));
});
