import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { bundleCli } from '../../projenrc/bundle-cli';

/** In the repository, because the program reads its package.json. */
const CLI = resolve(__dirname, '..', '..', '.cache', 'hostile-test', `cli-${process.pid}.js`);

const MIB = 1024 * 1024;
const MOST_MEMORY_MB = 1000;
const MOST_SECONDS = 100;

/** Prints the most memory that the process had, in KB. */
const MEASURE = 'data:text/javascript,process.on("exit",()=>{console.error("memory "+process.resourceUsage().maxRSS)})';

jest.setTimeout(MOST_SECONDS * 1000);

let folder: string;
beforeAll(() => {
  mkdirSync(resolve(CLI, '..'), { recursive: true });
  bundleCli(CLI);
});
afterAll(() => { rmSync(CLI); });
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'hostile-')); });
afterEach(() => { rmSync(folder, { recursive: true }); });

const POD = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n';

/** Inputs that are made to take memory or time, and what is reported about them. */
test.each<[string, number, () => string, RegExp]>([
  ['100 MB', 2, () => `${POD}data: ${'x'.repeat(100 * MIB)}`, /^ {2}error {2}it has more than 64 MiB, /m],
  ['a list of millions of items', 2, () => `kind: List\nitems:\n${'- a:\n'.repeat(12 * MIB)}`, /^ {2}error {2}the files have more than 1000 documents that are not objects, and the rest is not read/m],
  ['millions of documents', 2, () => '---\na: 1\n'.repeat(6 * MIB), /^ {2}error {2}the files have more than 1000 documents that are not objects, /m],
  ['millions of values', 2, () => `[${'{"a":1},'.repeat(7 * MIB)}1]`, /^ {2}error {2}the files have more than 5000000 values, /m],
  ['a document of millions of maps', 1, () => `a:\n${'- b: 1\n'.repeat(8 * MIB)}`, /^ {2}1:1 {2}error {2}the document has more than 2 MiB of YAML in flow style/m],
  ['a long list in flow style', 1, () => `a: [${'b, '.repeat(650_000)}]`, /^ {2}1:1 {2}error {2}the document has more than 200000 lines and items of YAML in flow style/m],
  ['the longest list in flow style', 0, () => `a: [${'b, '.repeat(199_000)}]`, /^ {2}1:1 {2}warning {2}the document is not a Kubernetes object/m],
  ['aliases that fill the memory', 1, () => `a: &a [${'x, '.repeat(1000)}]\nb: &b [${'*a, '.repeat(1000)}]\nc: [${'*b, '.repeat(1000)}]\n`, /^ {2}1:1 {2}error {2}aliases repeat so much/m],
  ['JSON without end', 1, () => '['.repeat(30 * MIB), /^ {2}1:501 {2}error {2}the document is nested more than 500 levels deep; /m],
  ['lists in lists without end', 1, () => '- '.repeat(MIB), /^ {2}1:1002 {2}error {2}the document is nested more than 500 levels deep; /m],
  ['a quoted text without end', 1, () => `a: "${'\\n'.repeat(30 * MIB)}`, /^ {2}1:1 {2}error {2}the document has more than 2 MiB/m],
  ['a map with 200,000 keys', 0, () => `${POD}  annotations:\n${Array.from({ length: 200_000 }, (_, key) => `    k${key}: v\n`).join('')}`, /^No findings in 1 object in 1 file\.$/m],
])('%s is answered, in less than a gigabyte', (_, code, content, report) => {
  writeFileSync(join(folder, 'x.yaml'), content());
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', MEASURE, CLI, 'check', 'x.yaml'], { cwd: folder, encoding: 'utf8', maxBuffer: 64 * MIB });
  expect({ status, stderr }).toEqual({ status: code, stderr: expect.stringMatching(/^memory \d+\n$/) as string });
  expect(stdout).toMatch(report);
  expect(Number(/\d+/.exec(stderr)![0]) / 1000).toBeLessThan(MOST_MEMORY_MB);
});
