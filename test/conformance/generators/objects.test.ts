import * as fc from 'fast-check';
import type { Case } from '../../../conformance/generators/base/case';
import { loneObject } from '../../../conformance/generators/istio/lone-object';
import { serviceEntry } from '../../../conformance/generators/istio/service-entry';
import { sidecar } from '../../../conformance/generators/istio/sidecar';
import { telemetry } from '../../../conformance/generators/istio/telemetry';
import { WILD } from '../../../conformance/generators/istio/words';
import { objectMesh } from '../../../conformance/generators/mesh/object-mesh';
import { reachMesh } from '../../../conformance/generators/mesh/reach-mesh';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import { openLists } from '../../../src/analysis/base/object-list';

const SEED = 7;

function sample(arbitrary: fc.Arbitrary<Case>, count: number): Case[] {
  return fc.sample(arbitrary, { seed: SEED, numRuns: count });
}

/** All values at a path of the objects of a kind; `*` means each item. */
function valuesAt(objects: readonly KubernetesObject[], kind: string, path: string): unknown[] {
  return objects.filter(object => object.kind === kind).flatMap(object => path.split('.').reduce<unknown[]>(
    (values, step) => values.flatMap(value => {
      if (step === '*') { return Array.isArray(value) ? value as unknown[] : []; }
      return typeof value === 'object' && value !== null && step in value ? [(value as Record<string, unknown>)[step]] : [];
    }),
    [object],
  ));
}

function distinct(values: readonly unknown[]): Set<unknown> {
  return new Set(values.map(value => typeof value === 'object' ? JSON.stringify(value) : value));
}

const OBJECTS = sample(loneObject, 1000).flatMap(({ objects }) => objects);
/** More objects of the kinds with the rarest values: among all kinds, that would need thousands of objects. */
const MORE = [serviceEntry(WILD), sidecar(WILD), telemetry(WILD)].flatMap(kind => fc.sample(kind, { seed: SEED, numRuns: 1600 }));
const MESHES = sample(objectMesh, 150);
const REACH = sample(reachMesh, 200);
const REACH_OBJECTS = REACH.flatMap(({ objects }) => objects);

test('a seed gives the same cases each time, and they are plain JSON', () => {
  const lone = OBJECTS.slice(0, 50).map(object => ({ objects: [object], questions: [] }));
  for (const [arbitrary, cases] of [[loneObject, lone], [reachMesh, REACH.slice(0, 50)]] as const) {
    const again = sample(arbitrary, 50);
    expect(again).toEqual(cases);
    expect(JSON.parse(JSON.stringify(again))).toEqual(again);
  }
});

test('lone objects are of every modelled kind', () => {
  expect([...distinct(OBJECTS.map(({ kind }) => kind))].sort()).toEqual([
    'DestinationRule', 'Gateway', 'PeerAuthentication', 'ServiceEntry', 'Sidecar', 'Telemetry', 'VirtualService',
  ]);
});

test.each<[string, string, readonly unknown[]]>([
  ['ServiceEntry', 'spec.resolution', ['NONE', 'STATIC', 'DNS', 'DNS_ROUND_ROBIN', 'DYNAMIC_DNS', 'dns', '']],
  ['ServiceEntry', 'spec.ports.*.protocol', ['HTTP', 'HTTPS', 'TLS', 'TCP', 'HTTP2', 'GRPC', 'GRPC-WEB', 'HTTP_PROXY', 'MONGO', 'MYSQL', 'REDIS', 'UDP', 'postgres', 'tcp']],
  ['ServiceEntry', 'spec.hosts.*', ['*', '*.ext.test', '*ext.test', '*-ext.test', '1.2.3.4', 'https://ext.test', 'ext.test:443', 'ext.test.', 'API.Ext.Test', '']],
  ['ServiceEntry', 'spec.addresses.*', ['203.0.113.7', '203.0.113.7/32', '203.0.113.0/24', '0.0.0.0/0', '1.2.3.4/99', '01.2.3.4', '2001:db8::1', 'fe80::1%eth0']],
  ['ServiceEntry', 'spec.exportTo.*', ['*', '.', '~', 'shop', 'team-*']],
  ['ServiceEntry', 'spec.endpoints.*.address', ['192.0.2.1', 'api.ext.test', 'unix:///run/app.sock', 'unix://@abstract', 'unix://relative', 'unix:///dir/']],
  ['ServiceEntry', 'spec.ports.*.number', [0, 1, 80, 443, 65535, 65536]],
  ['ServiceEntry', 'spec.workloadSelector', ['{}']],
  ['Sidecar', 'spec.egress.*.captureMode', ['DEFAULT', 'IPTABLES', 'NONE']],
  ['Sidecar', 'spec.egress.*.bind', ['127.0.0.1', '0.0.0.0', 'unix:///run/x.sock', 'unix://@x', 'localhost']],
  ['Sidecar', 'spec.egress.*.hosts.*', ['*/*', './*', '~/*', '*', '~shop/*']],
  ['Sidecar', 'spec.ingress.*.defaultEndpoint', ['127.0.0.1:8080', 'unix://@x', 'localhost:80', ':80']],
  ['Sidecar', 'spec.outboundTrafficPolicy', ['{}', '{"mode":"REGISTRY_ONLY"}', '{"mode":"ALLOW_ANY"}']],
  ['DestinationRule', 'spec.trafficPolicy.tls.mode', ['SIMPLE', 'MUTUAL', 'ISTIO_MUTUAL', 'DISABLE']],
  ['Gateway', 'spec.servers.*.tls.mode', ['SIMPLE', 'MUTUAL', 'ISTIO_MUTUAL', 'PASSTHROUGH', 'AUTO_PASSTHROUGH', 'OPTIONAL_MUTUAL']],
  ['Telemetry', 'spec.targetRefs.*.kind', ['ServiceEntry', 'Gateway', 'Service', 'GatewayClass', 'Deployment']],
  ['PeerAuthentication', 'spec.mtls.mode', ['STRICT', 'PERMISSIVE', 'DISABLE', 'UNSET']],
])('lone objects have the rare values of %s %s', (kind, path, corners) => {
  const values = distinct(valuesAt([...OBJECTS, ...MORE], kind, path));
  expect(corners.filter(corner => !values.has(corner))).toEqual([]);
});

test('meshes hold everything that the analyzers compare, and names are unique', () => {
  const kinds = distinct(MESHES.flatMap(({ objects }) => objects.map(({ kind }) => kind)));
  expect([...kinds].sort()).toEqual([
    'AuthorizationPolicy', 'Deployment', 'DestinationRule', 'Gateway', 'List', 'Namespace', 'PeerAuthentication', 'Pod', 'RequestAuthentication', 'Secret', 'Service', 'ServiceEntry',
    'Sidecar', 'Telemetry', 'VirtualService', 'WorkloadEntry',
  ]);
  for (const { objects } of [...MESHES, ...REACH]) {
    const names = openLists(objects).map(({ object }) => object).map(({ kind, metadata }) => `${kind} ${metadata?.namespace} ${metadata?.name}`);
    expect(new Set(names).size).toBe(names.length);
  }
});

test('each mesh has 12 connections', () => {
  expect(distinct(REACH.map(({ questions }) => questions.length))).toEqual(new Set([12]));
});

test.each<[string, string, readonly unknown[]]>([
  ['ServiceEntry', 'spec.resolution', ['NONE', 'STATIC', 'DNS', 'DNS_ROUND_ROBIN', 'DYNAMIC_DNS']],
  ['ServiceEntry', 'spec.ports.*.protocol', ['HTTP', 'HTTPS', 'TLS', 'TCP', 'HTTP2', 'GRPC', 'GRPC-WEB', 'HTTP_PROXY', 'MONGO', 'MYSQL', 'REDIS', 'UDP', 'tls']],
  ['ServiceEntry', 'spec.hosts.*', ['*.ext.test', '*.test', 'API.ext.test', 'b.ext.test.', 'web.shop.svc.cluster.local']],
  ['ServiceEntry', 'spec.addresses.*', ['203.0.113.7', '203.0.113.7/32', '203.0.113.0/28', '203.0.113.9/24', '0.0.0.0/0']],
  ['ServiceEntry', 'spec.exportTo.*', ['*', '.', '~', 'shop', 'egress', 'elsewhere']],
  ['ServiceEntry', 'status.addresses.*.value', ['240.240.0.1', '240.240.0.2']],
  ['ServiceEntry', 'metadata.namespace', ['shop', 'egress', 'istio-system']],
  ['Sidecar', 'metadata.namespace', ['shop', 'egress', 'istio-system']],
  ['Sidecar', 'spec.egress.*.port.protocol', ['HTTP', 'TLS', 'TCP', 'HTTP_PROXY']],
  ['Sidecar', 'spec.egress.*.bind', ['127.0.0.1', '0.0.0.0', '203.0.113.7', 'unix:///run/x.sock']],
  ['Sidecar', 'spec.egress.*.captureMode', ['DEFAULT', 'IPTABLES', 'NONE']],
  ['Sidecar', 'spec.egress.*.hosts.*', ['*/*', './*', '~/*', './api.ext.test', 'egress/*.ext.test', '~egress/*']],
  ['Sidecar', 'spec.workloadSelector', ['{}', '{"labels":{"app":"web"}}']],
  ['Service', 'spec.clusterIP', ['10.0.0.10', 'None', '203.0.113.7']],
  ['Service', 'spec.type', ['ExternalName', 'ClusterIP']],
  ['VirtualService', 'spec.gateways.*', ['mesh', 'egress/a']],
])('meshes of connections have the rare values of %s %s', (kind, path, corners) => {
  const values = distinct(valuesAt(REACH_OBJECTS, kind, path));
  expect(corners.filter(corner => !values.has(corner))).toEqual([]);
});

test('the settings of meshes vary', () => {
  const configs = REACH.map(({ meshConfig }) => meshConfig as Record<string, unknown>);
  expect(distinct(configs.map(({ outboundTrafficPolicy }) => outboundTrafficPolicy)))
    .toEqual(new Set(['{"mode":"REGISTRY_ONLY"}', '{"mode":"ALLOW_ANY"}', '{"mode":"ALLOW_ANY_DYNAMIC_DNS"}', '{}', undefined]));
  for (const setting of ['defaultServiceExportTo', 'defaultVirtualServiceExportTo', 'rootNamespace', 'serviceEntryVisibility']) {
    expect(configs.filter(config => setting in config).length).toBeGreaterThan(8);
  }
});

test('connections have every protocol, are of gateways and sidecars, and may lack a name, an address, and an age of the objects', () => {
  const questions = REACH.flatMap(all => all.questions);
  const share = (isOne: (question: typeof questions[number]) => boolean) => questions.filter(isOne).length / questions.length;
  for (const protocol of ['http', 'https', 'tcp']) { expect(share(question => question.protocol === protocol)).toBeGreaterThan(0.2); }
  expect(share(({ gateway }) => gateway === true)).toBeGreaterThan(0.03);
  expect(share(({ dnsCapture }) => dnsCapture === true)).toBeGreaterThan(0.1);
  expect(share(({ host }) => host === undefined)).toBeGreaterThan(0.005);
  expect(share(({ address }) => address === undefined)).toBeGreaterThan(0.05);
  const ages = REACH.map(({ objects }) => new Set(objects.map(({ metadata }) => metadata?.creationTimestamp)).size / Math.max(objects.length, 1));
  expect(ages.filter(age => age === 1).length).toBeGreaterThan(100);
  expect(REACH.filter(({ objects }) => objects.length > 0 && objects[0].metadata?.creationTimestamp === undefined).length).toBeGreaterThan(4);
});
