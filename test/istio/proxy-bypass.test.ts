import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart, Cron, Include, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { IConstruct } from 'constructs';
import { InterceptionMode, ProxyBypass } from '../../src';

const CONTAINERS = [{ image: 'registry.example/web:1.0' }];
const EXCLUDE_RANGES = 'traffic.sidecar.istio.io/excludeOutboundIPRanges';

function chart(): Chart {
  return new Chart(new App(), 'shop', { namespace: 'shop' });
}

function raw(scope: Chart, apiVersion: string, kind: string, spec: unknown): ApiObject {
  return new ApiObject(scope, kind, { apiVersion, kind, metadata: { name: 'web' }, spec });
}

/** A Deployment whose pods have these annotations. */
function deployment(annotations?: { [key: string]: unknown }): ApiObject {
  return raw(chart(), 'apps/v1', 'Deployment', { template: { metadata: { labels: { app: 'web' }, annotations }, spec: { containers: [] } } });
}

function annotationsOf(workload: IConstruct, ...path: string[]): any {
  const json = ApiObject.of(workload).toJson();
  return [...path, 'metadata', 'annotations'].reduce((at, field) => at?.[field], json);
}

function podAnnotationsOf(workload: IConstruct): any {
  return annotationsOf(workload, 'spec', 'template');
}

test('every annotation', () => {
  const web = deployment();
  const bypass = ProxyBypass.of(web);
  bypass.excludeOutboundIpRanges('10.1.0.0/16', '10.0.0.5', '2001:DB8:0::7', '2001:db8::/32');
  bypass.excludeOutboundPorts(9999, 443);
  bypass.includeOutboundIpRanges('10.2.0.0/16');
  bypass.includeOutboundPorts(8443, 80);
  bypass.includeInboundPorts(8080, 443);
  bypass.excludeInboundPorts(9090);
  bypass.excludeInterfaces('net1', 'eth1.100');
  bypass.rerouteVirtualInterfaces('kubevirt0');
  bypass.useInterceptionMode(InterceptionMode.TPROXY);

  expect(podAnnotationsOf(web)).toMatchInlineSnapshot(`
{
  "istio.io/reroute-virtual-interfaces": "kubevirt0",
  "sidecar.istio.io/interceptionMode": "TPROXY",
  "traffic.sidecar.istio.io/excludeInboundPorts": "9090",
  "traffic.sidecar.istio.io/excludeInterfaces": "eth1.100,net1",
  "traffic.sidecar.istio.io/excludeOutboundIPRanges": "10.0.0.5/32,10.1.0.0/16,2001:db8::/32,2001:db8::7/128",
  "traffic.sidecar.istio.io/excludeOutboundPorts": "443,9999",
  "traffic.sidecar.istio.io/includeInboundPorts": "443,8080",
  "traffic.sidecar.istio.io/includeOutboundIPRanges": "10.2.0.0/16",
  "traffic.sidecar.istio.io/includeOutboundPorts": "80,8443",
}
`);
});

test('the annotations have the names that the class gives', () => {
  expect({ ...ProxyBypass }).toEqual({
    INCLUDE_OUTBOUND_IP_RANGES: 'traffic.sidecar.istio.io/includeOutboundIPRanges',
    EXCLUDE_OUTBOUND_IP_RANGES: 'traffic.sidecar.istio.io/excludeOutboundIPRanges',
    INCLUDE_OUTBOUND_PORTS: 'traffic.sidecar.istio.io/includeOutboundPorts',
    EXCLUDE_OUTBOUND_PORTS: 'traffic.sidecar.istio.io/excludeOutboundPorts',
    INCLUDE_INBOUND_PORTS: 'traffic.sidecar.istio.io/includeInboundPorts',
    EXCLUDE_INBOUND_PORTS: 'traffic.sidecar.istio.io/excludeInboundPorts',
    EXCLUDE_INTERFACES: 'traffic.sidecar.istio.io/excludeInterfaces',
    REROUTE_VIRTUAL_INTERFACES: 'istio.io/reroute-virtual-interfaces',
    INTERCEPTION_MODE: 'sidecar.istio.io/interceptionMode',
  });
});

test('nothing is captured with an empty list of ranges', () => {
  const web = deployment();
  ProxyBypass.of(web).captureNoOutboundTraffic();
  ProxyBypass.of(web).captureNoOutboundTraffic();
  expect(podAnnotationsOf(web)).toEqual({ 'traffic.sidecar.istio.io/includeOutboundIPRanges': '' });
});

describe('a workload of cdk8s-plus', () => {
  test.each<[kind: string, make: (scope: Chart) => IConstruct, path: string[]]>([
    ['Deployment', scope => new kplus.Deployment(scope, 'Web', { containers: CONTAINERS }), ['spec', 'template']],
    ['StatefulSet', scope => new kplus.StatefulSet(scope, 'Web', {
      containers: CONTAINERS, service: new kplus.Service(scope, 'Service', { ports: [{ port: 80 }] }),
    }), ['spec', 'template']],
    ['DaemonSet', scope => new kplus.DaemonSet(scope, 'Web', { containers: CONTAINERS }), ['spec', 'template']],
    ['Job', scope => new kplus.Job(scope, 'Web', { containers: CONTAINERS }), ['spec', 'template']],
    ['CronJob', scope => new kplus.CronJob(scope, 'Web', {
      containers: CONTAINERS, schedule: Cron.daily(),
    }), ['spec', 'jobTemplate', 'spec', 'template']],
    ['Pod', scope => new kplus.Pod(scope, 'Web', { containers: CONTAINERS }), []],
  ])('%s', (kind, make, path) => {
    const workload = make(chart());
    ProxyBypass.of(workload).excludeOutboundIpRanges('10.0.0.5');
    ProxyBypass.of(workload).excludeOutboundIpRanges('10.0.0.4');
    expect(ApiObject.of(workload).kind).toBe(kind);
    expect(annotationsOf(workload, ...path)).toEqual({ [EXCLUDE_RANGES]: '10.0.0.4/32,10.0.0.5/32' });
    expect(path.length === 0 ? undefined : annotationsOf(workload)).toBeUndefined();
  });

  test('keeps the annotations of its author, and adds to their values', () => {
    const web = new kplus.Deployment(chart(), 'Web', {
      containers: CONTAINERS, podMetadata: { annotations: { [EXCLUDE_RANGES]: '10.9.0.0/16, 10.8.0.0/16', note: 'ours' } },
    });
    ProxyBypass.of(web).excludeOutboundIpRanges('10.0.0.5');
    web.podMetadata.addAnnotation('late', 'too');
    expect(podAnnotationsOf(web)).toEqual({ [EXCLUDE_RANGES]: '10.0.0.5/32,10.8.0.0/16,10.9.0.0/16', note: 'ours', late: 'too' });
  });

  test('and its object are one workload', () => {
    const web = new kplus.Deployment(chart(), 'Web', { containers: CONTAINERS });
    ProxyBypass.of(web).excludeOutboundIpRanges('10.0.0.1');
    ProxyBypass.of(ApiObject.of(web)).excludeOutboundIpRanges('10.0.0.2');
    ProxyBypass.of(web).excludeOutboundIpRanges('10.0.0.3');
    expect(podAnnotationsOf(web)).toEqual({ [EXCLUDE_RANGES]: '10.0.0.1/32,10.0.0.2/32,10.0.0.3/32' });
  });
});

describe('a raw object', () => {
  const TEMPLATE = { template: { spec: { containers: [] } } };

  test.each<[apiVersion: string, kind: string, spec: unknown, path: string[]]>([
    ['apps/v1', 'Deployment', TEMPLATE, ['spec', 'template']],
    ['apps/v1', 'StatefulSet', TEMPLATE, ['spec', 'template']],
    ['apps/v1', 'DaemonSet', TEMPLATE, ['spec', 'template']],
    ['apps/v1', 'ReplicaSet', TEMPLATE, ['spec', 'template']],
    ['batch/v1', 'Job', TEMPLATE, ['spec', 'template']],
    ['batch/v1', 'CronJob', { jobTemplate: { spec: TEMPLATE } }, ['spec', 'jobTemplate', 'spec', 'template']],
    ['argoproj.io/v1alpha1', 'Rollout', TEMPLATE, ['spec', 'template']],
    ['v1', 'Pod', { containers: [] }, []],
  ])('%s %s', (apiVersion, kind, spec, path) => {
    const workload = raw(chart(), apiVersion, kind, spec);
    const before = workload.toJson();
    ProxyBypass.of(workload).excludeOutboundPorts(443);
    expect(annotationsOf(workload, ...path)).toEqual({ 'traffic.sidecar.istio.io/excludeOutboundPorts': '443' });
    expect(workload.toJson().spec).toMatchObject(before.spec);
  });

  test('gets the parents that it lacks, and keeps those that it has', () => {
    const bare = raw(chart(), 'apps/v1', 'Deployment', undefined);
    ProxyBypass.of(bare).excludeOutboundPorts(443);
    expect(bare.toJson().spec).toEqual({ template: { metadata: { annotations: { 'traffic.sidecar.istio.io/excludeOutboundPorts': '443' } } } });

    const web = deployment({ note: 'ours' });
    ProxyBypass.of(web).excludeOutboundPorts(443);
    expect(web.toJson().spec).toEqual({
      template: {
        metadata: { labels: { app: 'web' }, annotations: { 'note': 'ours', 'traffic.sidecar.istio.io/excludeOutboundPorts': '443' } },
        spec: { containers: [] },
      },
    });
  });

  test.each([[null], [{}]])('may have %j for annotations', annotations => {
    const web = raw(chart(), 'apps/v1', 'Deployment', { template: { metadata: { annotations } } });
    ProxyBypass.of(web).excludeOutboundPorts(443);
    expect(podAnnotationsOf(web)).toEqual({ 'traffic.sidecar.istio.io/excludeOutboundPorts': '443' });
  });

  test.each<[given: unknown, joined: string]>([
    ['9.0.0.0/8', '10.0.0.5/32,9.0.0.0/8'],
    ['9.0.0.0/8, 10.0.0.5/32', '10.0.0.5/32,9.0.0.0/8'],
    ['9.0.0.0/8,', '10.0.0.5/32,9.0.0.0/8'],
    ['', '10.0.0.5/32'],
  ])('with the value %j keeps it, and adds to it', (given, joined) => {
    const web = deployment({ [EXCLUDE_RANGES]: given });
    ProxyBypass.of(web).excludeOutboundIpRanges('10.0.0.5');
    expect(podAnnotationsOf(web)[EXCLUDE_RANGES]).toBe(joined);
  });

  test('with a port that YAML parsed as a number keeps it', () => {
    const web = deployment({ 'traffic.sidecar.istio.io/excludeOutboundPorts': 8080 });
    ProxyBypass.of(web).excludeOutboundPorts(443);
    expect(podAnnotationsOf(web)).toEqual({ 'traffic.sidecar.istio.io/excludeOutboundPorts': '443,8080' });
  });
});

test('an object of an L1 class', () => {
  const web = new kplus.k8s.KubeDeployment(chart(), 'Web', {
    metadata: { name: 'web' },
    spec: { selector: {}, template: { metadata: { annotations: { note: 'ours' } }, spec: { containers: [{ name: 'web' }] } } },
  });
  const bare = new kplus.k8s.KubeDeployment(chart(), 'Web', { metadata: { name: 'web' } });
  for (const workload of [web, bare]) { ProxyBypass.of(workload).excludeOutboundPorts(443); }
  expect(podAnnotationsOf(web)).toEqual({ 'note': 'ours', 'traffic.sidecar.istio.io/excludeOutboundPorts': '443' });
  expect(podAnnotationsOf(bare)).toEqual({ 'traffic.sidecar.istio.io/excludeOutboundPorts': '443' });
});

test('an object of an included file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'proxy-bypass-'));
  try {
    const url = join(folder, 'web.yaml');
    writeFileSync(url, 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  template:\n    spec:\n      containers: []\n');
    const shop = chart();
    const include = new Include(shop, 'Include', { url });
    ProxyBypass.of(include.apiObjects[0]).excludeOutboundIpRanges('10.0.0.5');
    expect(Testing.synth(shop)[0].spec.template).toEqual({
      metadata: { annotations: { [EXCLUDE_RANGES]: '10.0.0.5/32' } }, spec: { containers: [] },
    });
    expect(() => ProxyBypass.of(include)).toThrow(new Error(
      '"shop/Include" has no pod template: pass a Pod, Deployment, StatefulSet, DaemonSet, ReplicaSet, Job, CronJob or Rollout, got a construct without an object of its own',
    ));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('ports are sorted by number, ranges and names by code unit', () => {
  const web = deployment();
  ProxyBypass.of(web).excludeOutboundPorts(8443, 80, 443, 80);
  ProxyBypass.of(web).excludeOutboundIpRanges('9.0.0.0/8', '10.0.0.0/8', 'fd00::/8');
  ProxyBypass.of(web).excludeInterfaces('b', 'B', 'a');
  expect(podAnnotationsOf(web)).toEqual({
    'traffic.sidecar.istio.io/excludeOutboundPorts': '80,443,8443',
    'traffic.sidecar.istio.io/excludeOutboundIPRanges': '10.0.0.0/8,9.0.0.0/8,fd00::/8',
    'traffic.sidecar.istio.io/excludeInterfaces': 'B,a,b',
  });
});

test('a call without items changes nothing', () => {
  const web = deployment();
  ProxyBypass.of(web).excludeOutboundIpRanges();
  ProxyBypass.of(web).excludeOutboundPorts(...[]);
  expect(podAnnotationsOf(web)).toBeUndefined();
});

test('there is one bypass for a construct', () => {
  const web = deployment();
  expect(ProxyBypass.of(web)).toBe(ProxyBypass.of(web));
});

test.each<[what: string, call: (bypass: ProxyBypass) => void, message: string]>([
  ['a name among ranges', bypass => bypass.excludeOutboundIpRanges('api.example.com'),
    '\'excludeOutboundIpRanges\' accepts CIDR ranges and IP addresses, got "api.example.com"'],
  ['"*" among ranges', bypass => bypass.includeOutboundIpRanges('*'),
    '\'includeOutboundIpRanges\' accepts CIDR ranges and IP addresses, got "*"'],
  ['a prefix that is too long', bypass => bypass.excludeOutboundIpRanges('10.0.0.0/33'),
    '\'excludeOutboundIpRanges\' accepts CIDR ranges and IP addresses, got "10.0.0.0/33"'],
  ['two ranges in one', bypass => bypass.excludeOutboundIpRanges('10.0.0.1,10.0.0.2'),
    '\'excludeOutboundIpRanges\' accepts CIDR ranges and IP addresses, got "10.0.0.1,10.0.0.2"'],
  ['all addresses to exclude', bypass => bypass.excludeOutboundIpRanges('0.0.0.0/0'),
    '\'excludeOutboundIpRanges\' does not accept the range of all addresses, got "0.0.0.0/0"; call captureNoOutboundTraffic() to exclude all'],
  ['all addresses to include', bypass => bypass.includeOutboundIpRanges('::/0'),
    '\'includeOutboundIpRanges\' does not accept the range of all addresses, got "::/0"; leave it out, because all are included by default'],
  ['port 0 to exclude', bypass => bypass.excludeOutboundPorts(0), '\'excludeOutboundPorts\' must be a port number from 1 to 65535, got "0"'],
  ['port 65536 to include', bypass => bypass.includeOutboundPorts(65536), '\'includeOutboundPorts\' must be a port number from 1 to 65535, got "65536"'],
  ['half a port to listen at', bypass => bypass.includeInboundPorts(0.5), '\'includeInboundPorts\' must be a port number from 1 to 65535, got "0.5"'],
  ['port -1 to listen at', bypass => bypass.excludeInboundPorts(-1), '\'excludeInboundPorts\' must be a port number from 1 to 65535, got "-1"'],
  ['a long interface', bypass => bypass.excludeInterfaces('a'.repeat(16)),
    '\'excludeInterfaces\' accepts names of network interfaces (letters, digits, \'_\', \'.\' and \'-\', a letter first, 15 characters at most), got "aaaaaaaaaaaaaaaa"'],
  ['an interface that begins with a digit', bypass => bypass.rerouteVirtualInterfaces('1net'),
    '\'rerouteVirtualInterfaces\' accepts names of network interfaces (letters, digits, \'_\', \'.\' and \'-\', a letter first, 15 characters at most), got "1net"'],
])('%s is rejected, and nothing is changed', (_, call, message) => {
  const web = deployment();
  expect(() => call(ProxyBypass.of(web))).toThrow(new Error(message));
  expect(podAnnotationsOf(web)).toBeUndefined();
});

test('ranges can\'t join "*"', () => {
  const web = deployment({ 'traffic.sidecar.istio.io/includeOutboundIPRanges': '*' });
  expect(() => ProxyBypass.of(web).includeOutboundIpRanges('10.0.0.0/8')).toThrow(new Error(
    'the annotation "traffic.sidecar.istio.io/includeOutboundIPRanges" of "shop/Deployment" is "*", which can\'t be combined with "10.0.0.0/8"; remove it from the pod template',
  ));
});

test('ranges can\'t be included if nothing is captured, and vice versa', () => {
  const some = deployment();
  ProxyBypass.of(some).includeOutboundIpRanges('10.0.0.0/8');
  expect(() => ProxyBypass.of(some).captureNoOutboundTraffic())
    .toThrow(new Error('\'captureNoOutboundTraffic\' can\'t be called, because "shop/Deployment" includes the ranges "10.0.0.0/8"; remove the annotation or the call of includeOutboundIpRanges()'));

  const none = deployment();
  ProxyBypass.of(none).captureNoOutboundTraffic();
  expect(() => ProxyBypass.of(none).includeOutboundIpRanges('10.0.0.0/8'))
    .toThrow(new Error('\'includeOutboundIpRanges\' can\'t add "10.0.0.0/8", because the annotation of "shop/Deployment" is "", which captures no outbound traffic; remove the annotation or the call of captureNoOutboundTraffic()'));
});

describe('a construct without a pod template is rejected:', () => {
  const PASS = 'pass a Pod, Deployment, StatefulSet, DaemonSet, ReplicaSet, Job, CronJob or Rollout';

  test.each<[what: string, make: (shop: Chart) => IConstruct, message: string]>([
    ['a chart', shop => shop, `"shop" has no pod template: ${PASS}, got a Chart`],
    ['a raw Service', shop => raw(shop, 'v1', 'Service', {}), `"shop/Service" has no pod template: ${PASS}, got v1 Service`],
    ['a Service of cdk8s-plus', shop => new kplus.Service(shop, 'Service', { ports: [{ port: 80 }] }),
      `"shop/Service" has no pod template: ${PASS}, got v1 Service`],
    ['a Deployment of another group', shop => raw(shop, 'example.com/v1', 'Deployment', {}),
      `"shop/Deployment" has no pod template: ${PASS}, got example.com/v1 Deployment`],
  ])('%s', (_, make, message) => {
    const shop = chart();
    raw(shop, 'apps/v1', 'StatefulSet', {});
    expect(() => ProxyBypass.of(make(shop))).toThrow(new Error(message));
  });
});
