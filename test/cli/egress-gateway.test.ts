import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runIn } from './command-line';
import { writeReportPage } from '../../projenrc/build-page';

const EXAMPLE = resolve(__dirname, '..', '..', 'examples', 'egress-gateway');
const GATEWAY = 'Service egress/egress-gateway';

interface Listed {
  readonly name: string;
  readonly role?: string;
  readonly destinations: readonly { readonly host: string; readonly verdict: string; readonly gateway?: string }[];
  readonly unknownHosts: readonly unknown[];
}

async function listed(...args: readonly string[]): Promise<Listed[]> {
  const { out, code } = await runIn(EXAMPLE, 'egress', ...args, '--format', 'json');
  expect(code).toBe(0);
  return (JSON.parse(out) as { workloads: Listed[] }).workloads;
}

beforeAll(writeReportPage);

test('the pods of a gateway bypass no sidecar: they have what workloads reach through the gateway', async () => {
  const [gateway, web] = await listed();
  const through = web.destinations.filter(each => each.gateway === GATEWAY);
  expect(through.map(({ host }) => host)).toEqual(['abc12345.live.dynatrace.com', 'activegate.example.com', 'api.payments.example', 'invoices.example.com', 'orders.database.example']);
  expect(web.destinations.filter(each => each.gateway === undefined).map(({ host }) => host)).toEqual(['2001-db8--10.oneagent.invalid', '203-0-113-10.oneagent.invalid']);
  expect(gateway).toMatchObject({ name: 'egress-gateway', role: 'gateway', unknownHosts: [] });
  expect(gateway.destinations).toEqual(through.map(({ gateway: _, ...destination }) => destination));
});

test('who reaches a host has the gateway that forwards to it, and no gateway for other hosts', async () => {
  expect((await listed('--to', 'https://api.payments.example')).map(({ name }) => name)).toEqual(['egress-gateway', 'shop-web-c82705b0']);
  expect(await listed('--to', 'https://other.example')).toEqual([]);
});

test.each(['svg', 'html', 'mermaid', 'dot'])('in %s, the gateway is on the way of the workload, and is not a client', async format => {
  for (const args of [[], ['--from', 'egress/egress-gateway']]) {
    const { out } = await runIn(EXAMPLE, 'egress', ...args, '--format', format);
    expect(out).toContain(GATEWAY);
    expect(out).toContain('shop-web-c82705b0');
    expect(/Deployment (?:egress\/)?egress-gateway|"name":"egress-gateway"|>no sidecar proxy</.exec(out)?.[0]).toBeUndefined();
  }
});

test('a gateway whose pods have the proxy in their manifest is one too', async () => {
  const { out } = await runIn(__dirname, 'egress', 'gateway-without-injection.yaml');
  expect(out).toContain('Deployment edge/gateway, a gateway: no workload reaches a destination through it\n');
});

test('a new gateway opens nothing', async () => {
  const { out } = await runIn(EXAMPLE, 'diff', 'dist/shop.k8s.yaml', 'dist/egress.k8s.yaml', '--format', 'json');
  const { changes, added } = JSON.parse(out) as { changes: { workloads: string[] }[]; added: string[] };
  expect(added).toEqual(['Deployment egress/egress-gateway']);
  expect(changes.flatMap(({ workloads }) => workloads)).not.toContain('Deployment egress/egress-gateway');
});

describe('diff, after the routes to the gateway are removed', () => {
  const WEB = 'Deployment shop/shop-web-c82705b0';
  const HOSTS = ['https://abc12345.live.dynatrace.com:443', 'https://activegate.example.com:9999', 'https://api.payments.example:443', 'tcp://orders.database.example:5432 at 203.0.113.20'];
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'diff-'));
    for (const side of ['through', 'direct']) { mkdirSync(join(folder, side)); }
    for (const name of readdirSync(join(EXAMPLE, 'dist'))) {
      const text = readFileSync(join(EXAMPLE, 'dist', name), 'utf8');
      const isRoute = (document: string) => /^kind: (?:VirtualService|DestinationRule|Gateway)$/m.test(document);
      writeFileSync(join(folder, 'through', name), text);
      writeFileSync(join(folder, 'direct', name), text.split('---\n').filter(document => !isRoute(document)).join('---\n'));
    }
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('json has the gateway on the way before. A destination that is still reached is not closed', async () => {
    const { out } = await runIn(folder, 'diff', 'through', 'direct', '--format', 'json');
    const { changes } = JSON.parse(out) as { changes: object[] };
    expect(changes).toMatchObject([
      { kind: 'closed', destination: 'http://invoices.example.com:80', before: 'REACHABLE', after: 'BLOCKED', gatewayBefore: GATEWAY },
      ...HOSTS.map(destination => ({ kind: 'other', destination, before: 'REACHABLE', after: 'REACHABLE', gatewayBefore: GATEWAY, workloads: [WEB] })),
    ]);
    expect(out).not.toContain('gatewayAfter');
  });

  test.each([
    ['through', 'direct', `reached through ${GATEWAY} -> reached without a gateway`],
    ['direct', 'through', `reached without a gateway -> reached through ${GATEWAY}`],
  ])('text and markdown tell the way from %s to %s', async (old, now, step) => {
    const text = await runIn(folder, 'diff', old, now);
    const markdown = await runIn(folder, 'diff', old, now, '--format', 'markdown');
    expect({ text: text.code, markdown: markdown.code }).toEqual({ text: 0, markdown: 0 });
    expect(text.out).toContain(`Reached in another way:\n  ~ ${HOSTS[0]}  ${WEB}  ServiceEntry dynatrace/oneagent-abc12345.live.dynatrace.com  ${step}\n`);
    expect(markdown.out).toContain(`| \`${HOSTS[2]}\` | ${WEB} | ${step} | ServiceEntry shop/shop-payments-c87251e8 |\n`);
    for (const { out } of [text, markdown]) { expect(out).toContain(' 4 in another way between '); }
    // The host that needs TLS of the gateway.
    const blocked = old === 'through' ? `reached through ${GATEWAY} -> blocked\n` : `blocked -> reached through ${GATEWAY}\n`;
    expect(text.out).toContain(`${WEB}  ServiceEntry shop/shop-invoices-c842d967  ${blocked}`);
  });

  test('--fail-on any fails for another way alone, and --fail-on opened and closed do not', async () => {
    for (const side of ['through', 'direct']) {
      const file = join(folder, side, 'shop.k8s.yaml');
      writeFileSync(file, readFileSync(file, 'utf8').split('---\n').filter(document => !document.includes('invoices')).join('---\n'));
    }
    for (const [failOn, code] of [['any', 1], ['opened', 0], ['closed', 0]] as const) {
      expect({ failOn, ...await runIn(folder, 'diff', 'through', 'direct', '--fail-on', failOn) }).toMatchObject({ failOn, code });
    }
    expect((await runIn(folder, 'diff', 'through', 'through', '--fail-on', 'any')).out).toMatch(/^Nobody reaches more or less, or in another way, between through and through /m);
  });
});
