import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Browser, launch, Page } from 'puppeteer-core';
import { bundled } from '../../projenrc/build-page';

/** Where Debian and others install it. */
const PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const IN_PAGE = join(resolve(__dirname, '..', '..'), 'page', 'checks', 'in-page.ts');

/** There is no browser on this machine. */
export class ChromiumMissing extends Error {}

/**
 * Starts the browser.
 *
 * @throws ChromiumMissing if there is none
 */
export async function startBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM ?? PATHS.find(path => existsSync(path));
  if (executablePath === undefined) { throw new ChromiumMissing('Chromium is missing: apt-get install chromium, or set CHROMIUM to the path of a browser'); }
  // Chromium refuses to run as root with its sandbox. It only opens our own files.
  return launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
}

/** A window of a size, with the colours that its user prefers. */
export interface Screen {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly colors: 'light' | 'dark';
}

/** The script of the checks, once it is built. */
let script: string | undefined;

/** A page, and what went wrong in it. */
export class Visit {
  /** Opens a file. */
  public static async open(browser: Browser, file: string, screen: Screen): Promise<Visit> {
    const page = await browser.newPage();
    const visit = new Visit(page, screen);
    const url = `file://${file}`;
    page.on('pageerror', error => visit.problems.push(`error: ${(error as Error).message}`));
    page.on('console', message => { if (message.type() === 'error') { visit.problems.push(`console: ${message.text()}`); } });
    page.on('request', request => { if (request.url() !== url) { visit.problems.push(`it loads ${request.url()}`); } });
    await page.setViewport({ width: screen.width, height: screen.height, deviceScaleFactor: screen.width < 800 ? 2 : 1 });
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: screen.colors }, { name: 'prefers-reduced-motion', value: 'reduce' }]);
    await page.goto(url);
    script ??= bundled(IN_PAGE);
    await page.evaluate(script);
    return visit;
  }

  /** Errors, and requests for anything but the page itself. */
  public readonly problems: string[] = [];

  private constructor(public readonly page: Page, public readonly screen: Screen) {}

  /** Calls one of the functions of `page/checks/in-page.ts`. */
  public async ask<T>(name: string, ...args: readonly string[]): Promise<T> {
    return await this.page.evaluate(`checks.${name}(${args.map(arg => JSON.stringify(arg)).join(', ')})`) as T;
  }

  /** Presses keys, one after the other. */
  public async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) { await this.page.keyboard.press(key as Parameters<Page['keyboard']['press']>[0]); }
  }
}
