import { resolve } from 'node:path';
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
