import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runIn } from './command-line';
import { buildPage, writeReportPage } from '../../projenrc/build-page';
import type { PageData } from '../../src/report/page/page-data';

const EXISTING = resolve(__dirname, '..', '..', 'examples', 'existing-yaml');

let folder: string;

beforeAll(() => {
  writeReportPage();
  folder = mkdtempSync(join(tmpdir(), 'egress-page-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function dataIn(page: string): PageData {
  return JSON.parse(/<script type="application\/json" id="data">(.*?)<\/script>/.exec(page)![1]) as PageData;
}

async function pageOf(...args: readonly string[]): Promise<string> {
  const { code, out, err } = await runIn(EXISTING, 'egress', '--format', 'html', ...args);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return out;
}

/** The hashes of what a page has between two tags. */
function hashesOf(page: string, tag: RegExp): string[] {
  return [...page.matchAll(tag)].map(([, text]) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`);
}

test.each(['report', 'playground'] as const)('the policy of the page "%s" allows its own script and styles, and nothing else', name => {
  const page = buildPage(name);
  const [script] = hashesOf(page, /<script>(.*?)<\/script>/gs);
  const [style] = hashesOf(page, /<style>(.*?)<\/style>/gs);
  const policy = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(page)?.[1];
  expect(policy).toBe(`default-src 'none'; script-src ${script}; style-src ${style}; base-uri 'none'; form-action 'none'`);
  const markup = page.replace(/<(script|style)>.*?<\/\1>/gs, '');
  expect(markup).not.toMatch(/\b(?:src|href|style|on[a-z]+)=/);
  expect(buildPage(name)).toBe(page);
});

test('the page has the picture, and why each connection arrives or fails, with the YAML', async () => {
  const page = await pageOf('manifests');
  const { egress, answers, answerOf, objects } = dataIn(page);
  const index = egress.workloads.findIndex(({ name }) => name === 'archive');
  const { destinations, sidecar } = egress.workloads[index];
  expect(sidecar).toBe('no Sidecar');
  expect(destinations.map(({ host, verdict }) => [host, verdict])).toEqual([
    ['db.reports.example', 'REACHABLE'], ['login.identity.example', 'REACHABLE'], ['storage.archive.example', 'BLOCKED'],
  ]);
  const answer = answers[answerOf[index][2]];
  expect([answer.to, answer.outcome, answer.hops[1].because]).toEqual([
    'https://storage.archive.example:443',
    'FAILS',
    [
      { name: 'DestinationRule data/archive-storage', field: 'spec.trafficPolicy.tls', place: { file: 'manifests/data-egress.yaml', line: 43 } },
      { name: 'ServiceEntry data/archive-storage', field: 'spec.ports[0]', place: { file: 'manifests/data-egress.yaml', line: 31 } },
    ],
  ]);
  const { file, line, text } = objects['DestinationRule data/archive-storage'];
  expect([file, line, text.split('\n')[43 - line!]]).toEqual(['manifests/data-egress.yaml', 35, '    tls:']);
  expect(text).toBe(readFileSync(join(EXISTING, file), 'utf8').split('\n').slice(line! - 1, line! - 1 + text.split('\n').length).join('\n'));
});

test('with --to, the page has only the ways to that destination', async () => {
  const { egress } = dataIn(await pageOf('manifests', '--to', 'https://fraud.scoring.example'));
  expect([...new Set(egress.workloads.flatMap(({ destinations }) => destinations.map(({ host }) => host)))]).toEqual(['fraud.scoring.example']);
});

test('names cannot leave the data, and tokens are masked', async () => {
  const hostile = '</script><script>alert(1)</script>';
  const manifests = join(folder, 'hostile.json');
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: hostile, namespace: 'shop' } };
  const entry = {
    apiVersion: 'networking.istio.io/v1',
    kind: 'ServiceEntry',
    metadata: { name: 'api', namespace: 'shop', annotations: { note: 'dt0c01.ABCDEFGH.SECRET' } },
    spec: { hosts: ['api.example.com'], resolution: 'DNS', ports: [{ number: 443, name: 'tls', protocol: 'TLS' }] },
  };
  writeFileSync(manifests, JSON.stringify([pod, entry]));
  const page = await pageOf(manifests);
  expect(page.match(/<script/g)).toHaveLength(2);
  expect(page).not.toContain('SECRET');
  expect(dataIn(page).egress.workloads.map(({ name }) => name)).toEqual([hostile]);
});

test('an object in one long line is shown in lines of its own, without numbers', async () => {
  const manifests = join(folder, 'long.json');
  const entry = {
    apiVersion: 'networking.istio.io/v1',
    kind: 'ServiceEntry',
    metadata: { name: 'api', namespace: 'shop', annotations: { note: 'x'.repeat(1000) } },
    spec: { hosts: ['api.example.com'], resolution: 'DNS', ports: [{ number: 443, name: 'tls', protocol: 'TLS' }] },
  };
  writeFileSync(manifests, JSON.stringify([{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'shop' } }, entry]));
  expect(dataIn(await pageOf(manifests)).objects['ServiceEntry shop/api']).toEqual({ file: manifests, text: JSON.stringify(entry, undefined, 2) });
});
