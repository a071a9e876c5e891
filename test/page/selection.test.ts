import { PictureIndex } from '../../page/view/selection';
import { pictureOf } from '../../src/report/picture/picture';
import type { PicturedDestination, PicturedWorkload } from '../../src/report/picture/pictured-egress';

const GATEWAY = 'Service istio-egress/gateway';

function destination(host: string, more: Partial<PicturedDestination> = {}): PicturedDestination {
  return { host, port: 443, protocol: 'https', via: 'ServiceEntry shop/api', verdict: 'REACHABLE', ...more };
}

function workload(name: string, destinations: readonly PicturedDestination[], open = false): PicturedWorkload {
  const unknownHosts = [{ protocol: 'https', verdict: open ? 'PASSTHROUGH' as const : 'BLOCKED' as const }];
  return { kind: 'Deployment', namespace: 'shop', name, sidecar: 'no Sidecar', destinations, unknownHosts };
}

const [A, B] = [destination('a.example'), destination('b.example', { gateway: GATEWAY })];
const WORKLOADS = [workload('web', [A]), workload('api', [A, B]), workload('job', [], true)];
const PICTURE = pictureOf(WORKLOADS);
const INDEX = new PictureIndex(PICTURE, WORKLOADS);

/** What the parts with IDs show. */
function texts(ids: ReadonlySet<string>): string[] {
  const rows = [...PICTURE.namespaces.flatMap(({ boxes }) => boxes), ...PICTURE.gateways, ...PICTURE.entries].flatMap(({ rows: own }) => own);
  const shown = new Map(rows.map(({ id, text }) => [id, `${id[0]} ${text}`]));
  return [...ids].flatMap(id => shown.get(id) ?? []).sort();
}

function idOf(text: string, kind: string): string {
  const rows = [...PICTURE.namespaces.flatMap(({ boxes }) => boxes), ...PICTURE.gateways, ...PICTURE.entries].flatMap(({ rows: own }) => own);
  return rows.find(row => row.text === text && row.id.startsWith(kind))!.id;
}

test('a workload belongs with all that it reaches, also through a gateway', () => {
  expect(texts(INDEX.idsOf(INDEX.selectionOf(idOf('api', 'w'))!))).toEqual(['e https://a.example:443', 'e https://b.example:443', 'g https://b.example:443', 'w api']);
});

test('a destination belongs with the workloads that reach it', () => {
  expect(texts(INDEX.idsOf(INDEX.selectionOf(idOf('https://a.example:443', 'e'))!))).toEqual(['e https://a.example:443', 'w api', 'w web']);
  expect(texts(INDEX.idsOf(INDEX.selectionOf(idOf('https://b.example:443', 'g'))!))).toEqual(['e https://b.example:443', 'g https://b.example:443', 'w api']);
});

test('hosts that no object declares belong with the workloads whose Sidecar is open', () => {
  expect(texts(INDEX.idsOf(INDEX.selectionOf(idOf('any other host', 'e'))!))).toEqual(['e any other host', 'w job']);
});

test('an arrow is the connections of the workloads of its Sidecar to its destination', () => {
  const [from, to] = [PICTURE.arrows.find(arrow => arrow.to === idOf('https://a.example:443', 'e'))!.from, idOf('https://a.example:443', 'e')];
  const selection = INDEX.selectionOfArrow(from, to)!;
  expect(selection).toEqual({ kind: 'hub', workloads: [WORKLOADS[0]], destination: A });
  expect(texts(INDEX.idsOf(selection))).toEqual(['e https://a.example:443', 'w web']);
});

test('an arrow behind a gateway is that of the Sidecar before it', () => {
  const selection = INDEX.selectionOfArrow(idOf('https://b.example:443', 'g'), idOf('https://b.example:443', 'e'));
  expect(selection).toEqual({ kind: 'hub', workloads: [WORKLOADS[1]], destination: B });
});
