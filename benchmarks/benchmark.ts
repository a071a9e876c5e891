/**
 * Measures the time and the memory of this library and of its peers, in turns, and writes tables and plots.
 *
 *     npm run benchmark -- [--row NAME,...] [--quick] [--record] [--output FOLDER]
 *
 * With `--quick`, sizes are small, and it takes about a minute. A peer that this machine cannot run is left out. With `--record`, the ratios become those of `record.json`.
 * Ends with 1 if a ratio is more than twice that of the record, with 2 if GNU time or bash is missing.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { canMeasure } from './measure/measure';
import { machineName, versionsNow } from './report/machine';
import { markdownOf } from './report/markdown';
import { plotsOf } from './report/plot';
import { goalsOf, lowestOf, ratiosOf, type Results, rowResultsOf, worseThan } from './report/results';
import { removeBuilds } from './rows/languages';
import type { Row } from './rows/row';
import { ROWS } from './rows/rows';
import { type Measured, runRow } from './run/run';
import { optionsIn, runCommand, UsageError } from '../conformance/command/command';
import { Missing, requireCompiled } from '../conformance/languages/language';

const USAGE = 'usage: npm run benchmark -- [--row NAME,...] [--quick] [--record] [--output FOLDER]';
const ROOT = resolve(__dirname, '..');
/** How often a row is measured whose ratio is too high. */
const ATTEMPTS = 3;

const RECORD = join(__dirname, 'record.json');

async function main(): Promise<number> {
  const { row: name, quick = false, record = false, output = join(ROOT, 'dist', 'benchmark') } = optionsIn(process.argv.slice(2), {
    row: { type: 'string' }, quick: { type: 'boolean' }, record: { type: 'boolean' }, output: { type: 'string' },
  });
  const names = name?.split(',');
  const wrong = names?.find(each => !ROWS.some(row => row.name === each));
  if (wrong !== undefined) { throw new UsageError(`'--row' must be ${ROWS.map(row => row.name).join(', ')}, got "${wrong}"`); }
  const rows = ROWS.filter(row => names === undefined ? !quick || row.quick !== undefined : names.includes(row.name));
  if (!canMeasure()) {
    console.error('GNU time or bash is missing: install it with "apt-get install time bash"');
    return 2;
  }
  compile();
  const measure = (row: Row) => runRow(row, quick && row.quick ? row.quick : row.sizes, text => { process.stderr.write(`${text}\n`); });
  const known = JSON.parse(readFileSync(RECORD, 'utf8')) as Record<string, number>;
  const measured: Measured[] = [];
  let ratios: Record<string, number> = {};
  try {
    for (const row of rows) {
      const first = await measure(row);
      measured.push(first);
      ratios = { ...ratios, ...await steadyRatios(first, known, record ? 1 : ATTEMPTS, measure) };
    }
  } finally {
    removeBuilds();
  }
  if (record) { writeFileSync(RECORD, `${JSON.stringify({ ...known, ...ratios }, undefined, 2)}\n`); }
  write(resolve(output), {
    date: new Date().toISOString().slice(0, 10),
    machine: machineName(),
    versions: versionsNow(),
    command: ['npm run benchmark', ...name === undefined && !quick ? [] : ['--', ...name === undefined ? [] : ['--row', name], ...quick ? ['--quick'] : []]].join(' '),
    goals: quick ? [] : measured.flatMap(goalsOf),
    rows: measured.map(rowResultsOf),
  });
  const worse = record ? [] : worseThan(known, ratios);
  for (const each of worse) { console.error(each); }
  return worse.length === 0 ? 0 : 1;
}

/** The ratios of a row. Other work of the machine can disturb a row, so one that is worse than the record is measured again, and the lower ratios count. */
async function steadyRatios(
  first: Measured,
  known: Readonly<Record<string, number>>,
  attempts: number,
  measure: (row: Row) => Promise<Measured>,
): Promise<Record<string, number>> {
  let ratios = ratiosOf([first]);
  for (let attempt = 1; attempt < attempts && worseThan(known, ratios).length > 0; attempt++) {
    ratios = lowestOf(ratios, ratiosOf([await measure(first.row)]));
  }
  return ratios;
}

/** Builds the package if its sources have changed. */
function compile(): void {
  try {
    requireCompiled();
  } catch (error) {
    if (!(error instanceof Missing)) { throw error; }
    process.stderr.write('building the package\n');
    const { status } = spawnSync('npx', ['projen', 'compile'], { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
    if (status !== 0) { throw new Error('the package cannot be built: npx projen compile'); }
  }
}

/** Writes `results.md`, `results.json` and the plots. */
function write(folder: string, results: Results): void {
  mkdirSync(folder, { recursive: true });
  const plots = new Map(results.rows.map(row => [row.name, plotsOf(row)]));
  for (const files of plots.values()) {
    for (const [file, text] of Object.entries(files)) { writeFileSync(join(folder, file), text); }
  }
  const text = markdownOf(results, row => Object.keys(plots.get(row) ?? {}));
  writeFileSync(join(folder, 'results.md'), text);
  writeFileSync(join(folder, 'results.json'), `${JSON.stringify(results, undefined, 2)}\n`);
  console.log(`${text}\n${relative(process.cwd(), folder)}: results.md, results.json, ${[...plots.values()].flatMap(files => Object.keys(files)).join(', ')}`);
}

void runCommand(USAGE, main);
