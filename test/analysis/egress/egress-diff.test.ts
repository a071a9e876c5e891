import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import { compareEgress, EgressDiff } from '../../../src/analysis/egress/egress-diff';
import { MeshEgress } from '../../../src/analysis/egress/mesh-egress';
import { MeshModel } from '../../../src/analysis/model/mesh-model';
import { meshSettingsOf } from '../../../src/analysis/settings/mesh-config';

const LOCKED = meshSettingsOf({ outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } });
const OPEN = meshSettingsOf({});

const pod = (name: string): KubernetesObject => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'shop', labels: { app: name } } });
const entry = (host: string): KubernetesObject => ({
  apiVersion: 'networking.istio.io/v1',
  kind: 'ServiceEntry',
  metadata: { name: 'api', namespace: 'shop' },
  spec: { hosts: [host], location: 'MESH_EXTERNAL', resolution: 'DNS', ports: [{ number: 443, name: 'tls', protocol: 'TLS' }] },
});

function diff(before: KubernetesObject[], after: KubernetesObject[], settings = [LOCKED, LOCKED]): EgressDiff {
  return compareEgress(new MeshEgress(MeshModel.of(before, settings[0])), new MeshEgress(MeshModel.of(after, settings[1])));
}

test('the same objects change nothing', () => {
  expect(diff([pod('web'), entry('a.example.com')], [pod('web'), entry('a.example.com')])).toEqual({ changes: [], added: [], removed: [], compared: 1 });
});

test('a new host opens, and a removed one closes, for all workloads together', () => {
  const pods = [pod('web'), pod('api')];
  expect(diff([...pods, entry('old.example.com')], [...pods, entry('new.example.com')]).changes).toEqual([
    {
      kind: 'opened',
      destination: 'https://new.example.com:443',
      before: 'BLOCKED',
      after: 'REACHABLE',
      via: 'ServiceEntry shop/api',
      workloads: ['Pod shop/api', 'Pod shop/web'],
    },
    {
      kind: 'closed',
      destination: 'https://old.example.com:443',
      before: 'REACHABLE',
      after: 'BLOCKED',
      via: 'ServiceEntry shop/api',
      workloads: ['Pod shop/api', 'Pod shop/web'],
    },
  ]);
});

test('in an open mesh, a declaration opens nothing: the host was passed on before', () => {
  expect(diff([pod('web')], [pod('web'), entry('a.example.com')], [OPEN, OPEN]).changes).toEqual([{
    kind: 'other', destination: 'https://a.example.com:443', before: 'PASSTHROUGH', after: 'REACHABLE', via: 'ServiceEntry shop/api', workloads: ['Pod shop/web'],
  }]);
});

test('a mesh that is locked closes all that nothing declares, and a port is not listed if it changes like all others', () => {
  expect(diff([pod('web'), entry('a.example.com')], [pod('web'), entry('a.example.com')], [OPEN, LOCKED]).changes).toEqual(['http', 'https', 'tcp'].map(protocol => ({
    kind: 'closed', destination: `any unknown host, ${protocol} on all ports`, before: 'PASSTHROUGH', after: 'BLOCKED', workloads: ['Pod shop/web'],
  })));
});

test('a new workload opens what it reaches, and a removed one closes it', () => {
  const { changes, added, removed, compared } = diff([pod('old'), entry('a.example.com')], [pod('new'), entry('a.example.com')]);
  expect({ added, removed, compared }).toEqual({ added: ['Pod shop/new'], removed: ['Pod shop/old'], compared: 0 });
  expect(changes).toEqual([
    { kind: 'opened', destination: 'https://a.example.com:443', after: 'REACHABLE', via: 'ServiceEntry shop/api', workloads: ['Pod shop/new'] },
    { kind: 'closed', destination: 'https://a.example.com:443', before: 'REACHABLE', via: 'ServiceEntry shop/api', workloads: ['Pod shop/old'] },
  ]);
});

describe('a gateway on the way', () => {
  const gatewayOf = (name: string): KubernetesObject[] => [
    { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'egress', labels: { 'istio': name, 'sidecar.istio.io/inject': 'true' }, annotations: { 'inject.istio.io/templates': 'gateway' } } },
    { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: 'egress' }, spec: { selector: { istio: name }, ports: [{ name: 'tls', port: 443, protocol: 'TCP' }] } },
  ];
  const servers = { port: { number: 443, name: 'tls', protocol: 'TLS' }, hosts: ['a.example.com'], tls: { mode: 'PASSTHROUGH' } };
  const routes = (name: string): KubernetesObject[] => {
    const match = (gateway: string) => [{ gateways: [gateway], port: 443, sniHosts: ['a.example.com'] }];
    const to = (host: string) => [{ destination: { host, port: { number: 443 } } }];
    return [
      { apiVersion: 'networking.istio.io/v1', kind: 'Gateway', metadata: { name: 'out', namespace: 'shop' }, spec: { selector: { istio: name }, servers: [servers] } },
      {
        apiVersion: 'networking.istio.io/v1',
        kind: 'VirtualService',
        metadata: { name: 'out', namespace: 'shop' },
        spec: {
          hosts: ['a.example.com'],
          gateways: ['mesh', 'shop/out'],
          tls: [
            { match: match('mesh'), route: to(`${name}.egress.svc.cluster.local`) },
            { match: match('shop/out'), route: to('a.example.com') },
          ],
        },
      },
    ];
  };
  const direct = [pod('web'), entry('a.example.com'), ...gatewayOf('first'), ...gatewayOf('second')];
  const reached = { destination: 'https://a.example.com:443', before: 'REACHABLE', after: 'REACHABLE', via: 'ServiceEntry shop/api', workloads: ['Pod shop/web'] };

  test.each([
    ['added', direct, [...direct, ...routes('first')], { gatewayAfter: 'Service egress/first' }],
    ['removed', [...direct, ...routes('first')], direct, { gatewayBefore: 'Service egress/first' }],
    ['replaced by another', [...direct, ...routes('first')], [...direct, ...routes('second')], { gatewayBefore: 'Service egress/first', gatewayAfter: 'Service egress/second' }],
  ])('that is %s is another way to the same destination', (_, before, after, gateways) => {
    expect(diff(before, after).changes).toEqual([{ kind: 'other', ...reached, ...gateways }]);
  });

  test('that stays is no change', () => {
    const through = [...direct, ...routes('first')];
    expect(diff(through, through).changes).toEqual([]);
  });

  test('is named where it opens or closes a destination', () => {
    const through = [...direct, ...routes('first')];
    const others = through.filter(({ kind }) => kind !== 'ServiceEntry');
    expect(diff(others, through).changes).toEqual([{ ...reached, kind: 'opened', before: 'BLOCKED', gatewayAfter: 'Service egress/first' }]);
    expect(diff(through, others).changes).toEqual([{ ...reached, kind: 'closed', after: 'BLOCKED', gatewayBefore: 'Service egress/first' }]);
  });
});

describe('unknown hosts, where a Sidecar of the namespace locks an open mesh', () => {
  const sidecar = (mode: string): KubernetesObject => ({
    apiVersion: 'networking.istio.io/v1', kind: 'Sidecar', metadata: { name: 'default', namespace: 'shop' }, spec: { outboundTrafficPolicy: { mode }, egress: [{ hosts: ['./*'] }] },
  });
  const database: KubernetesObject = {
    apiVersion: 'networking.istio.io/v1',
    kind: 'ServiceEntry',
    metadata: { name: 'database', namespace: 'shop' },
    spec: { hosts: ['db.example.com'], location: 'MESH_EXTERNAL', resolution: 'DNS', ports: [{ number: 5432, name: 'tcp', protocol: 'TCP' }] },
  };
  const closed = (protocol: string, ports: string) => ({
    kind: 'closed', destination: `any unknown host, ${protocol} on ${ports}`, before: 'PASSTHROUGH', after: 'BLOCKED', workloads: ['Pod shop/web'],
  });

  test('are closed on all ports if no port differs', () => {
    const changes = diff([pod('web'), sidecar('ALLOW_ANY')], [pod('web'), sidecar('REGISTRY_ONLY')], [OPEN, OPEN]).changes;
    expect(changes).toEqual(['http', 'https', 'tcp'].map(protocol => closed(protocol, 'all ports')));
  });

  test('are closed on all ports except one that an entry for every address takes before and after', () => {
    const changes = diff([pod('web'), database, sidecar('ALLOW_ANY')], [pod('web'), database, sidecar('REGISTRY_ONLY')], [OPEN, OPEN]).changes;
    expect(changes).toEqual(['http', 'https', 'tcp'].map(protocol => closed(protocol, 'all ports except 5432')));
  });
});

test('a port of unknown hosts that changes in another way than all others is listed, and excepted from them', () => {
  const excluding: KubernetesObject = { ...pod('web'), metadata: { ...pod('web').metadata, annotations: { 'traffic.sidecar.istio.io/excludeOutboundPorts': '8080' } } };
  expect(diff([pod('web')], [excluding], [OPEN, LOCKED]).changes).toEqual([
    ...['http', 'https', 'tcp'].map(protocol => ({
      kind: 'closed', destination: `any unknown host, ${protocol} on all ports except 8080`, before: 'PASSTHROUGH', after: 'BLOCKED', workloads: ['Pod shop/web'],
    })),
    ...['http', 'https', 'tcp'].map(protocol => ({
      kind: 'other', destination: `any unknown host, ${protocol} on port 8080`, before: 'PASSTHROUGH', after: 'BYPASSED', workloads: ['Pod shop/web'],
    })),
  ]);
});
