import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Browser, launch, Page } from 'puppeteer-core';
import { bundled } from '../../projenrc/build-page';

/** Where Debian and others install it. */
const PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const IN_PAGE = join(resolve(__dirname, '..', '..'), 'page', 'checks', 'in-page.ts');

/** Starts the browser for an exit code, and closes it afterwards. Prints what to install and returns 2 if there is none. */
export async function withBrowser(use: (browser: Browser) => Promise<number>): Promise<number> {
  const executablePath = process.env.CHROMIUM ?? PATHS.find(path => existsSync(path));
  if (executablePath === undefined) {
    console.error('Chromium is missing: apt-get install chromium, or set CHROMIUM to the path of a browser');
    return 2;
  }
  // Chromium refuses to run as root with its sandbox. It only opens our own files.
  const browser = await launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
  try {
    return await use(browser);
  } finally {
    await browser.close();
  }
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
