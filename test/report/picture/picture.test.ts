import { pictureOf } from '../../../src/report/picture/picture';
import type { PicturedDestination, PicturedWorkload } from '../../../src/report/picture/pictured-egress';

const LOCKED = ['http', 'https', 'tcp'].map(protocol => ({ protocol, verdict: 'BLOCKED' as const }));

function destination(host: string, more: Partial<PicturedDestination> = {}): PicturedDestination {
  return { host, port: 443, protocol: 'https', via: 'ServiceEntry shop/api', verdict: 'REACHABLE', ...more };
}

function workload(name: string, destinations: readonly PicturedDestination[], more: Partial<PicturedWorkload> = {}): PicturedWorkload {
  return { kind: 'Deployment', namespace: 'shop', name, sidecar: 'Sidecar shop/default', destinations, unknownHosts: LOCKED, ...more };
}

test('a workload is connected with its Sidecar, and that with what it reaches', () => {
  expect(pictureOf([workload('web', [destination('api.example.com')])])).toEqual({
    namespaces: [{ namespace: 'shop', boxes: [{ id: 'b0', rows: [{ id: 'w0', text: 'web', remark: '', title: 'Deployment shop/web' }] }] }],
    hubs: [{ id: 's0', text: 'Sidecar shop/default', unknownHosts: 'blocked', verdict: 'BLOCKED' }],
    gateways: [],
    entries: [{
      id: 'E0',
      title: 'declared in shop',
      rows: [{ id: 'e0', text: 'https://api.example.com:443', remark: 'api', title: 'https://api.example.com:443 api, declared in shop', via: 'ServiceEntry shop/api' }],
    }],
    arrows: [{ from: 's0', to: 'e0', verdict: 'REACHABLE' }, { from: 'b0', to: 's0' }],
  });
});

test('a way through a gateway has an arrow to the gateway and one from it, and what the gateway refuses fails behind it', () => {
  const through = [destination('a.example.com', { gateway: 'Service istio-egress/gateway' }), destination('b.example.com', { gateway: 'Service istio-egress/gateway', verdict: 'BLOCKED' })];
  const { gateways, arrows } = pictureOf([workload('web', through)]);
  expect(gateways.map(({ title, rows }) => [title, ...rows.map(({ text }) => text)])).toEqual([['Service istio-egress/gateway', 'https://a.example.com:443', 'https://b.example.com:443']]);
  expect(arrows.slice(0, 4)).toEqual([
    { from: 's0', to: 'g0', verdict: 'REACHABLE' },
    { from: 'g0', to: 'e0', verdict: 'REACHABLE' },
    { from: 's0', to: 'g1', verdict: 'REACHABLE' },
    { from: 'g1', to: 'e1', verdict: 'BLOCKED' },
  ]);
});

test('workloads share a Sidecar only if they reach the same, so that no way along the arrows is invented', () => {
  const [a, b] = [destination('a.example.com'), destination('b.example.com')];
  const workloads = [workload('web', [a]), workload('api', [a]), workload('job', [a, b]), workload('cart', [a], { namespace: 'cart' })];
  const { namespaces, hubs, entries, arrows } = pictureOf(workloads);
  expect(hubs).toHaveLength(2);
  const nameOf = new Map(entries.flatMap(({ rows }) => rows.map(({ id, text }) => [id, text])));
  const reached = namespaces.flatMap(({ namespace, boxes }) => boxes.flatMap(box => {
    const hub = arrows.find(({ from }) => from === box.id)!.to;
    return box.rows.map(({ text }) => [`${namespace}/${text}`, ...arrows.filter(({ from }) => from === hub).map(({ to }) => nameOf.get(to))]);
  }));
  expect(reached).toEqual([
    ['shop/web', 'https://a.example.com:443'],
    ['shop/api', 'https://a.example.com:443'],
    ['shop/job', 'https://a.example.com:443', 'https://b.example.com:443'],
    ['cart/cart', 'https://a.example.com:443'],
  ]);
});

test('what is open for hosts that no object declares is a destination', () => {
  const unknownHosts = [
    { port: 5432, protocol: 'http', verdict: 'PASSTHROUGH' as const },
    { port: 5432, protocol: 'tcp', verdict: 'MISROUTED' as const, service: 'db.example.com' },
    ...LOCKED.map(({ protocol }) => ({ protocol, verdict: 'PASSTHROUGH' as const })),
  ];
  const { entries, hubs, arrows } = pictureOf([workload('web', [], { unknownHosts })]);
  expect(hubs[0].verdict).toBe('PASSTHROUGH');
  expect(entries).toEqual([{
    id: 'E0',
    title: 'not declared',
    rows: [
      { id: 'e0', text: 'any other host on port 5432, tcp only', remark: 'sent to db.example.com', title: 'any other host on port 5432, tcp only sent to db.example.com, not declared' },
      { id: 'e1', text: 'any other host', remark: '', title: 'any other host, not declared' },
    ],
  }]);
  expect(arrows.map(({ to, verdict }) => [to, verdict])).toEqual([['e0', 'MISROUTED'], ['e1', 'PASSTHROUGH'], ['s0', undefined]]);
});

test('a workload that is no Deployment has its kind beside it', () => {
  const { namespaces } = pictureOf([workload('db', [], { kind: 'StatefulSet' })]);
  expect(namespaces[0].boxes[0].rows).toEqual([{ id: 'w0', text: 'db', remark: 'StatefulSet', title: 'StatefulSet shop/db' }]);
});
