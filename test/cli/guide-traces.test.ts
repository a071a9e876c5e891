import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runIn } from './command-line';

const ROOT = resolve(__dirname, '..', '..');

/** Guides whose last section follows connections of the example of the same name. */
const GUIDES = readdirSync(join(ROOT, 'examples')).filter(name => readdirSync(join(ROOT, 'docs')).includes(`${name}.md`));

interface Trace { readonly page: string; readonly commands: readonly string[]; readonly shown: readonly string[] }

/** The commands `why` of a guide about its example, with what the block after them shows: a part of what they print. */
const tracesOf = (page: string): Trace[] => [...readFileSync(join(ROOT, 'docs', `${page}.md`), 'utf8').matchAll(/^```sh\n((?:npx cdk8s-istio-oneagent why .*\n)+)```\n\n```(?:text)?\n([\s\S]*?)^```$/gm)]
  .map(([, commands, output]) => ({
    page, commands: commands.trim().split('\n').map(line => line.replace('npx cdk8s-istio-oneagent ', '')), shown: output.split('\n').filter(line => line !== ''),
  }))
  .filter(({ commands }) => commands.every(command => / dist /.test(command)));

/** Some guides follow a connection of their own block, whose lines have other numbers. */
const withoutPlaces = (lines: readonly string[]) => lines.filter(line => !/^ +\d+ \|/.test(line)).map(line => line.replace(/ {2}dist\/\S+$/, ''));

const traces = GUIDES.flatMap(tracesOf);

test('guides end with a trace', () => {
  expect([...new Set(traces.map(({ page }) => page))]).toEqual(expect.arrayContaining([
    'ambient', 'databases', 'egress-gateway', 'forward-proxy', 'many-hosts', 'secure-dynatrace', 'tls-origination', 'tracing',
  ]));
});

/** The first trace of the guide about OneAgent in ambient namespaces is of a block of the page, not of the example. */
const ofExamples = traces.filter(({ commands }) => !commands.some(command => command.includes('tcp://203.0.113.10:9999')));

test.each(ofExamples)('$page shows what $commands prints', async ({ page, commands, shown }) => {
  const printed: string[] = [];
  for (const command of commands) {
    const { out } = await runIn(join(ROOT, 'examples', page), ...command.split(' '));
    printed.push(...out.split('\n'));
  }
  expect(withoutPlaces(printed)).toEqual(expect.arrayContaining(withoutPlaces(shown)));
});
