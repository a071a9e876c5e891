import * as fc from 'fast-check';
import { layoutOf } from '../../../src/report/picture/layout';
import { pictureOf } from '../../../src/report/picture/picture';
import type { PicturedDestination, PicturedWorkload } from '../../../src/report/picture/pictured-egress';
import type { Placed } from '../../../src/report/picture/placed';

const VERDICTS = ['REACHABLE', 'PASSTHROUGH', 'BYPASSED', 'MISROUTED', 'BLOCKED', 'UNKNOWN'] as const;

const destinations = fc.record({
  host: fc.constantFrom('a.example', 'b.example', '*.c.example', `${'long.'.repeat(40)}example`),
  port: fc.constantFrom(80, 443),
  protocol: fc.constantFrom('http', 'https', 'tcp'),
  via: fc.constantFrom('ServiceEntry one/a', 'ServiceEntry two/b', 'not declared'),
  verdict: fc.constantFrom(...VERDICTS),
  gateway: fc.constantFrom(undefined, 'Service gateways/east', 'Service gateways/west'),
}) satisfies fc.Arbitrary<PicturedDestination>;

const workloads: fc.Arbitrary<PicturedWorkload[]> = fc.uniqueArray(fc.record({
  kind: fc.constantFrom('Deployment', 'StatefulSet'),
  namespace: fc.constantFrom('one', 'two', 'three'),
  name: fc.constantFrom('web', 'api', 'job', 'x'.repeat(80)),
  sidecar: fc.constantFrom('no Sidecar', 'Sidecar one/default'),
  destinations: fc.uniqueArray(destinations, { maxLength: 6, selector: ({ host, port, protocol, via }) => `${host} ${port} ${protocol} ${via}` }),
  unknownHosts: fc.constantFrom(...VERDICTS).map(verdict => ['http', 'https', 'tcp'].map(protocol => ({ protocol, verdict }))),
}), { maxLength: 12, selector: ({ kind, namespace, name }) => `${kind} ${namespace}/${name}` });

function overlap(a: Placed, b: Placed): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function isInside(inner: Placed, outer: Placed): boolean {
  return inner.x >= outer.x && inner.y >= outer.y
    && inner.x + inner.width <= outer.x + outer.width && inner.y + inner.height <= outer.y + outer.height;
}

test('no two boxes overlap, rows are inside their boxes, and every arrow leads to the right', () => {
  fc.assert(fc.property(workloads, list => {
    const { namespaces, hubs, gateways, entries, arrows, width, height } = layoutOf(pictureOf(list));
    const frames = [...namespaces, ...gateways, ...entries];
    const outer: Placed[] = [...frames, ...hubs];
    expect(outer.flatMap((a, index) => outer.slice(index + 1).filter(b => overlap(a, b)).map(b => [a.id, b.id]))).toEqual([]);
    expect(outer.filter(part => !isInside(part, { id: '', x: 0, y: 0, width, height }))).toEqual([]);
    expect(frames.flatMap(frame => frame.boxes.filter(box => !isInside(box, frame)))).toEqual([]);
    const boxes = frames.flatMap(frame => frame.boxes);
    expect(boxes.flatMap(box => box.rows.filter(row => !isInside(row, box)))).toEqual([]);
    const rows = boxes.flatMap(box => box.rows);
    expect(rows.flatMap((a, index) => rows.slice(index + 1).filter(b => overlap(a, b)).map(b => [a.id, b.id]))).toEqual([]);
    expect(arrows.filter(({ start, end }) => end.x <= start.x)).toEqual([]);
  }), { numRuns: 60 });
});

test('no arrow passes through the box of a gateway: those that lead past one have a lane between the boxes', () => {
  fc.assert(fc.property(workloads, list => {
    const { gateways, hubs, arrows, height } = layoutOf(pictureOf(list));
    const rows = new Set(gateways.flatMap(({ boxes }) => boxes.flatMap(box => box.rows.map(({ id }) => id))));
    const passing = arrows.filter(({ from, to }) => hubs.some(({ id }) => id === from) && !rows.has(to));
    expect(passing.map(({ lane }) => lane !== undefined)).toEqual(passing.map(() => gateways.length > 0));
    expect(arrows.filter(arrow => arrow.lane && !passing.includes(arrow))).toEqual([]);
    const lanes = passing.flatMap(({ lane }) => lane ?? []);
    const isLevel = ({ start, end }: typeof lanes[number]) => start.y === end.y && start.y <= height;
    expect(lanes.filter(lane => !isLevel(lane) || gateways.some(({ x, width }) => lane.start.x !== x || lane.end.x !== x + width))).toEqual([]);
    expect(lanes.filter(({ start: { y } }) => gateways.some(gateway => y > gateway.y - 4 && y < gateway.y + gateway.height + 4))).toEqual([]);
  }), { numRuns: 60 });
});

test('arrows share a lane only if they are of one Sidecar and have one result, so that no way along them is invented', () => {
  fc.assert(fc.property(workloads, list => {
    const byHeight = new Map<number, Set<string>>();
    for (const { from, verdict, lane } of layoutOf(pictureOf(list)).arrows) {
      if (lane) { byHeight.set(lane.start.y, (byHeight.get(lane.start.y) ?? new Set()).add(`${from} ${verdict}`)); }
    }
    expect([...byHeight.values()].filter(({ size }) => size > 1)).toEqual([]);
  }), { numRuns: 60 });
});

test('the same picture has the same layout', () => {
  fc.assert(fc.property(workloads, list => {
    expect(layoutOf(pictureOf(list))).toEqual(layoutOf(pictureOf(structuredClone(list))));
  }), { numRuns: 20 });
});

/** A mesh with eight workloads and three destinations in each namespace. */
function largeMesh(namespaces: number): PicturedWorkload[] {
  return Array.from({ length: namespaces }, (_, space) => Array.from({ length: 8 }, (__, index): PicturedWorkload => ({
    kind: 'Deployment',
    namespace: `team-${space}`,
    name: `service-${index}`,
    sidecar: `Sidecar team-${space}/default`,
    destinations: [1, 2, 3].map(host => ({ host: `api-${space}-${host}.example`, port: 443, protocol: 'https', via: `ServiceEntry team-${space}/api-${host}`, verdict: 'REACHABLE' })),
    unknownHosts: [{ protocol: 'https', verdict: 'BLOCKED' }],
  }))).flat();
}

test('in a large mesh, workloads of a box are beside each other, so that the destinations begin at the top', () => {
  const { namespaces, entries, height } = layoutOf(pictureOf(largeMesh(24)));
  const boxes = namespaces.flatMap(frame => frame.boxes);
  const rows = boxes.flatMap(box => box.rows);

  expect(new Set(boxes.map(({ rows: own }) => new Set(own.map(({ x }) => x)).size))).toEqual(new Set([3]));
  expect(rows.flatMap((a, index) => rows.slice(index + 1).filter(b => overlap(a, b)))).toEqual([]);
  expect(boxes.flatMap(box => box.rows.filter(row => !isInside(row, box)))).toEqual([]);
  const bottom = (box: typeof boxes[number]) => box.rows.reduce((lowest, row) => Math.max(lowest, row.y + row.height), 0);
  expect(boxes.map(box => bottom(box) - box.y - box.height)).toEqual(boxes.map(() => 0));
  expect(Math.min(...entries.map(({ y }) => y))).toBeLessThan(300);
  expect(height).toBeLessThan(3000);
});

test('in a small mesh, workloads are below each other', () => {
  const { namespaces } = layoutOf(pictureOf(largeMesh(6)));

  expect(namespaces.flatMap(frame => frame.boxes).map(({ rows }) => new Set(rows.map(({ x }) => x)).size)).toEqual(namespaces.map(() => 1));
});
