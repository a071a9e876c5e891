/**
 * Builds the documentation as a site of static files, with the playground in it, and checks every link and anchor.
 *
 *     npm run site -- [--outdir FOLDER]
 *
 * The default folder is `dist/site`. The environment variable `SITE_BASE` is the path of the site on its server (default `/`). Ends with 0, 1 if something is wrong, or 2 if the
 * packages of the site cannot be installed.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, posix, resolve } from 'node:path';
import { apiPages } from './api';
import { navigationOf, titleOf } from './navigation';
import { deadLinks, pageOf, slugOf } from './pages';
import { optionsIn, runCommand } from '../conformance/command/command';
import { buildPage } from '../projenrc/build-page';

const ROOT = resolve(__dirname, '..');
/** Everything that is made on the way. It is ignored by git and by the compiler. */
const WORK = join(ROOT, '.cache', 'site');
/** Pages outside of `docs`. */
const ROOT_PAGES = ['README.md', 'CHANGELOG.md', 'CODE_OF_CONDUCT.md', 'CONTRIBUTING.md', 'SECURITY.md', 'SUPPORT.md'];

async function main(): Promise<number> {
  const { outdir = join('dist', 'site') } = optionsIn(process.argv.slice(2), { outdir: { type: 'string' } });
  mkdirSync(WORK, { recursive: true });
  if (!install()) { return 2; }
  writePages();
  const { status } = spawnSync(join(WORK, 'node_modules', '.bin', 'vitepress'), ['build', '.'], { cwd: WORK, stdio: 'inherit' });
  if (status !== 0) { return 1; }
  const files = filesIn(join(WORK, 'out'));
  const pages = files.filter(path => path.endsWith('.html') && path !== 'playground.html').map(path => ({ path, html: readFileSync(join(WORK, 'out', path), 'utf8') }));
  const dead = deadLinks(pages, new Set(files), process.env.SITE_BASE ?? '/');
  for (const link of dead) { console.error(link); }
  if (dead.length > 0) { return 1; }
  rmSync(resolve(outdir), { recursive: true, force: true });
  cpSync(join(WORK, 'out'), resolve(outdir), { recursive: true });
  console.log(`${pages.length} pages, no dead link: ${outdir}`);
  return 0;
}

/** Installs the packages of the site, unless they are there. */
function install(): boolean {
  const lock = readFileSync(join(__dirname, 'package-lock.json'), 'utf8');
  const installed = join(WORK, 'node_modules', '.installed');
  cpSync(join(__dirname, '.vitepress'), join(WORK, '.vitepress'), { recursive: true });
  for (const name of ['package.json', 'package-lock.json']) { cpSync(join(__dirname, name), join(WORK, name)); }
  if (existsSync(installed) && readFileSync(installed, 'utf8') === lock) { return true; }
  const { status, stderr } = spawnSync('npm', ['ci', '--ignore-scripts'], { cwd: WORK, encoding: 'utf8' });
  if (status !== 0) {
    console.error(`the packages of the site cannot be installed\n${stderr}`);
    return false;
  }
  writeFileSync(installed, lock);
  return true;
}

function writePages(): void {
  const pages = [...ROOT_PAGES, ...filesIn(join(ROOT, 'docs')).filter(path => path.endsWith('.md')).map(path => `docs/${path}`)];
  const pictures = filesIn(join(ROOT, 'docs', 'images')).map(path => `docs/images/${path}`);
  const api = apiPages(readFileSync(join(ROOT, 'API.md'), 'utf8'), slugOf);
  const parts = new Set([...pages, ...pictures, ...api.map(({ path }) => path)]);
  rmSync(join(WORK, 'pages'), { recursive: true, force: true });
  const write = (path: string, text: string | Buffer): void => {
    const to = join(WORK, 'pages', path);
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, text);
  };
  for (const page of pages) {
    const markdown = pageOf(page, readFileSync(join(ROOT, page), 'utf8'), path => parts.has(path), path => existsSync(join(ROOT, path)) && statSync(join(ROOT, path)).isDirectory());
    // The start page of a folder has another name on a site.
    write(page.replace(/(^|\/)README\.md$/, '$1index.md'), markdown.replace(/(\]\((?:[^)\s:#]*\/)?)README\.md([)#])/g, '$1index.md$2'));
  }
  for (const { path, markdown } of api) { write(path, markdown); }
  for (const picture of pictures) { write(picture, readFileSync(join(ROOT, picture))); }
  write('public/playground.html', buildPage('playground'));
  const guides = pages.filter(path => posix.dirname(path) === 'docs');
  const titles = new Map(guides.map(path => [posix.basename(path, '.md'), titleOf(readFileSync(join(ROOT, path), 'utf8'))]));
  writeFileSync(join(WORK, 'navigation.json'), JSON.stringify(navigationOf(titles)));
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(path => statSync(join(folder, path)).isFile()).sort();
}

void runCommand('usage: npm run site -- [--outdir FOLDER]', main);
