/**
 * Looks at the pictures and the pages in a real browser: at meshes of three sizes, on a desktop and a phone, light and dark, with a keyboard only, and with axe-core.
 *
 *     npm run browser -- [--screenshots FOLDER]
 *
 * Ends with 0 if nothing is wrong, 1 if something is, 2 if Chromium is missing.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'puppeteer-core';
import { stringify } from 'yaml';
import { Screen, Visit, withBrowser } from './chromium';
import { meshOf, SIZES } from './meshes';
import { playgroundFaults } from './playground-page';
import { reportFaults } from './report-page';
import { buildPage, writeReportPage } from '../../projenrc/build-page';
import { run } from '../../src/cli/program';
import { optionsIn, runCommand } from '../command/command';

const USAGE = 'usage: npm run browser -- [--screenshots FOLDER]';

const SCREENS: readonly Screen[] = (['light', 'dark'] as const).flatMap(colors => [
  { name: `desktop-${colors}`, width: 1440, height: 900, colors },
  { name: `phone-${colors}`, width: 390, height: 844, colors },
]);

/** A file to look at, and what to look for. */
interface Subject {
  readonly name: string;
  readonly file: string;
  readonly faultsOf: (visit: Visit) => Promise<string[]>;
}

async function main(): Promise<number> {
  const { screenshots } = optionsIn(process.argv.slice(2), { screenshots: { type: 'string' } });
  return withBrowser(browser => lookAtAll(browser, screenshots));
}

async function lookAtAll(browser: Browser, screenshots: string | undefined): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-istio-oneagent-browser-'));
  try {
    if (screenshots !== undefined) { mkdirSync(screenshots, { recursive: true }); }
    let count = 0;
    for (const subject of await subjectsIn(folder)) {
      for (const screen of SCREENS) { count += await look(browser, subject, screen, screenshots); }
    }
    console.log(count === 0 ? 'nothing is wrong' : `${count} faults`);
    return count === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes the meshes, and what the command line makes of them. */
async function subjectsIn(folder: string): Promise<Subject[]> {
  writeReportPage();
  const playground = join(folder, 'playground.html');
  writeFileSync(playground, buildPage('playground'));
  const subjects: Subject[] = [{ name: 'playground', file: playground, faultsOf: playgroundFaults }];
  for (const size of SIZES) {
    const manifests = join(folder, `mesh-${size.name}.yaml`);
    writeFileSync(manifests, meshOf(size).map(object => stringify(object)).join('---\n'));
    for (const format of ['svg', 'html']) {
      const file = join(folder, `mesh-${size.name}.${format}`);
      const code = await run(['egress', manifests, '--format', format, '--output', file], { color: false, out: console.log, err: console.error });
      if (code !== 0) { throw new Error(`egress --format ${format} ended with ${code}`); }
      subjects.push({ name: `${format}-${size.name}`, file, faultsOf: format === 'svg' ? pictureFaults : reportFaults });
    }
  }
  return subjects;
}

async function pictureFaults(visit: Visit): Promise<string[]> {
  return [...await visit.ask<string[]>('textFaults'), ...visit.problems];
}

/** Prints what is wrong, and returns how much. */
async function look(browser: Browser, { name, file, faultsOf }: Subject, screen: Screen, screenshots: string | undefined): Promise<number> {
  const visit = await Visit.open(browser, file, screen);
  if (screenshots !== undefined) { await visit.page.screenshot({ path: join(screenshots, `${name}-${screen.name}.png`) as `${string}.png` }); }
  const faults = await faultsOf(visit);
  console.log(`${name}, ${screen.name}: ${faults.length === 0 ? 'good' : `\n  ${faults.slice(0, 20).join('\n  ')}`}`);
  await visit.page.close();
  return faults.length;
}

void runCommand(USAGE, main);
