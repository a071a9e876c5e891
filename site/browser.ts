/**
 * Looks at the built site in Chromium, on a desktop and a phone: no page is wider than the screen, nothing is loaded from elsewhere, the search finds guides, and the playground
 * is there.
 *
 *     npm run site:browser -- [--site FOLDER] [--screenshots FOLDER]
 *
 * Ends with 0 if nothing is wrong, 1 if something is, 2 if Chromium or the site is missing.
 */
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { createServer, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, resolve } from 'node:path';
import type { Browser, Page } from 'puppeteer-core';
import { withBrowser } from '../conformance/browser/chromium';
import { optionsIn, runCommand } from '../conformance/command/command';

const SCREENS = [{ name: 'desktop', width: 1440, height: 900 }, { name: 'phone', width: 390, height: 844 }] as const;
const PAGES = ['index.html', 'docs/troubleshooting.html', 'docs/check-existing-yaml.html', 'docs/rules/index.html', 'API.html', 'api/Sidecar.html'];
/** What readers type, and the guide that they look for. */
const SEARCHES: readonly (readonly [words: string, guide: string])[] = [
  ['BlackHoleCluster', 'troubleshooting'], ['PassthroughCluster', 'troubleshooting'], ['OneAgent silent', 'troubleshooting'], ['pod not ready', 'troubleshooting'],
  ['init container hangs', 'troubleshooting'], ['check existing YAML', 'check-existing-yaml'], ['who may reach', 'who-may-reach-what'], ['lock a namespace', 'locked-namespace'],
  ['egress gateway', 'egress-gateway'], ['TLS origination', 'tls-origination'], ['database', 'databases'], ['forward proxy', 'forward-proxy'],
  ['several clusters', 'several-clusters'], ['Argo CD', 'deliver-with-argo-cd'], ['Flux', 'deliver-with-flux'], ['enableIstio', 'operator-compatible-egress'],
  ['legacy operator', 'migration'], ['OTLP', 'tracing'], ['ambient', 'ambient'], ['Python', 'other-languages'], ['proof', 'proof'], ['performance', 'performance'],
  ['add a rule', 'add-a-rule'], ['follow a release', 'follow-a-release'],
];
const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.json': 'application/json' };

async function main(): Promise<number> {
  const { site = join('dist', 'site'), screenshots } = optionsIn(process.argv.slice(2), { site: { type: 'string' }, screenshots: { type: 'string' } });
  if (!existsSync(join(site, 'index.html'))) {
    console.error(`${site} has no site: npm run site`);
    return 2;
  }
  return withBrowser(browser => lookAt(browser, site, screenshots));
}

async function lookAt(browser: Browser, site: string, screenshots: string | undefined): Promise<number> {
  const server = await serve(resolve(site));
  try {
    if (screenshots !== undefined) { mkdirSync(screenshots, { recursive: true }); }
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const faults: string[] = [];
    for (const { name, width, height } of SCREENS) {
      const page = await browser.newPage();
      await page.setViewport({ width, height });
      page.on('pageerror', error => faults.push(`${name}: ${page.url()}: ${(error as Error).message}`));
      page.on('request', request => { if (!request.url().startsWith(url) && !request.url().startsWith('data:')) { faults.push(`${name}: it loads ${request.url()}`); } });
      for (const path of PAGES) {
        await page.goto(`${url}${path}`, { waitUntil: 'networkidle0' });
        const wide = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth') as number;
        if (wide > 0) { faults.push(`${name}: ${path} is ${wide} pixels wider than the screen`); }
        const broken = await page.evaluate('[...document.images].filter(image => image.complete && image.naturalWidth === 0).map(image => image.src)') as string[];
        faults.push(...broken.map(image => `${name}: ${path} has no picture ${image}`));
        if (screenshots !== undefined) { await page.screenshot({ path: join(screenshots, `${name}-${path.replaceAll('/', '-')}.png`) as `${string}.png` }); }
      }
      faults.push(...(await searchFaults(page, url)).map(fault => `${name}: ${fault}`));
      if (screenshots !== undefined) { await page.screenshot({ path: join(screenshots, `${name}-search.png`) as `${string}.png` }); }
      await page.goto(`${url}playground.html`, { waitUntil: 'networkidle0' });
      if (await page.$('textarea') === null) { faults.push(`${name}: the playground has no field for YAML`); }
      if (screenshots !== undefined) { await page.screenshot({ path: join(screenshots, `${name}-playground.png`) as `${string}.png` }); }
      await page.close();
    }
    for (const fault of faults) { console.log(fault); }
    console.log(faults.length === 0 ? 'nothing is wrong' : `${faults.length} faults`);
    return faults.length === 0 ? 0 : 1;
  } finally {
    server.close();
  }
}

/** Searches as a reader does, with the keyboard. */
async function searchFaults(page: Page, url: string): Promise<string[]> {
  await page.goto(url, { waitUntil: 'networkidle0' });
  await page.keyboard.press('/');
  const field = await page.waitForSelector('.VPLocalSearchBox input', { timeout: 10_000 }).catch(() => null);
  if (field === null) { return ['the key / does not open the search']; }
  const faults: string[] = [];
  for (const [words, guide] of SEARCHES) {
    await field.click({ count: 3 });
    await field.type(words);
    const found = await page.waitForSelector(`.VPLocalSearchBox .results a[href*="/docs/${guide}.html"]`, { timeout: 15_000 }).catch(() => null);
    if (found === null) { faults.push(`the search for "${words}" does not find the guide ${guide}`); }
  }
  return faults;
}

/** A server of static files, on this machine only. */
async function serve(folder: string): Promise<Server> {
  const server = createServer((request, response) => {
    const path = join(folder, decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname));
    const file = path.startsWith(folder) && existsSync(path) && statSync(path).isDirectory() ? join(path, 'index.html') : path;
    if (!file.startsWith(folder) || !existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' }).end(readFileSync(file));
  });
  await new Promise<void>(ready => { server.listen(0, '127.0.0.1', ready); });
  return server;
}

void runCommand('usage: npm run site:browser -- [--site FOLDER] [--screenshots FOLDER]', main);
