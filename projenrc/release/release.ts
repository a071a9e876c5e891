/**
 * Makes a release: the version by the commits since the last one, the changelog, the check of the API, the archive with its list of components and digests, a commit and a tag.
 *
 *     npm run release -- [--dry-run] [--outdir FOLDER]
 *
 * With `--dry-run`, nothing in the tree or in git changes. Nothing is ever pushed: a person does that, and the workflow `release` then publishes the tag.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { bundledPackages } from './bundled';
import { Commit, commitOf, nextVersion, notesOf, releasedChangelog } from './commits';
import { licensesOf } from './licenses';
import { packedFaults } from './packed';
import { sbomOf } from './sbom';

const ROOT = resolve(__dirname, '..', '..');
const CHANGELOG = join(ROOT, 'CHANGELOG.md');

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly repository: { readonly url: string };
  readonly files: readonly string[];
}

function main(): void {
  const { 'dry-run': isDryRun = false, outdir = 'dist/release' } = parseArgs({ options: { 'dry-run': { type: 'boolean' }, 'outdir': { type: 'string' } } }).values;
  const output = resolve(outdir);
  if (!isDryRun) { requireReady(); }
  const last = lastTag();
  const commits = commitsSince(last);
  const current = manifest().version;
  // The version of the first release is the one that package.json has.
  const version = last === undefined ? current : nextVersion(last.replace(/^v/, ''), commits);
  console.log(`${last ?? 'no release'} -> v${version}: ${commits.length} commits that follow Conventional Commits`);

  const changelog = releasedChangelog(readFileSync(CHANGELOG, 'utf8'), version, today(), commits);
  const notes = notesOf(changelog, version);
  if (!isDryRun) {
    writeFileSync(CHANGELOG, changelog);
    setVersion(current, version);
    run('npx', ['projen', 'compile']);
  }
  if (!existsSync(join(ROOT, '.jsii'))) { throw new Error('the library is not compiled: npx projen compile'); }
  run('npx', ['tsx', 'projenrc/api-breaks.ts']);

  rmSync(output, { recursive: true, force: true });
  mkdirSync(output, { recursive: true });
  const packages = bundledPackages();
  if (readFileSync(join(ROOT, 'THIRD_PARTY_LICENSES.md'), 'utf8') !== licensesOf(packages)) { throw new Error('THIRD_PARTY_LICENSES.md is out of date: npm run licenses'); }
  pack(output);
  const { name, license, repository } = manifest();
  const subject = { name, version, license, repository: repository.url, timestamp: git('log', '-1', '--format=%cI') };
  writeFileSync(join(output, `${name}-${version}.cdx.json`), `${JSON.stringify(sbomOf(subject, packages), null, 2)}\n`);
  writeFileSync(join(output, 'notes.md'), notes);
  writeDigests(output);

  if (isDryRun) {
    console.log(`a dry run: the changelog, the version and git are as before; ${output} has what would be published`);
    return;
  }
  git('add', '--all');
  git('commit', '--message', `chore(release): ${version}`);
  git('tag', '--annotate', `v${version}`, '--message', `v${version}`);
  console.log(`to publish it: git push origin main v${version}`);
}

/** Throws unless the tree is that of the main branch, without changes. */
function requireReady(): void {
  const branch = git('rev-parse', '--abbrev-ref', 'HEAD');
  if (branch !== 'main') { throw new Error(`a release is made of the branch main, got "${branch}"; use --dry-run elsewhere`); }
  if (git('status', '--porcelain') !== '') { throw new Error('the tree has changes that are not committed'); }
}

function lastTag(): string | undefined {
  return git('tag', '--list', 'v*', '--merged', 'HEAD', '--sort=-version:refname').split('\n')[0] || undefined;
}

function commitsSince(tag: string | undefined): Commit[] {
  const messages = git('log', '--no-merges', '--format=%B%x00', ...tag === undefined ? [] : [`${tag}..HEAD`]).split('\0');
  return messages.flatMap(message => commitOf(message) ?? []);
}

function setVersion(from: string, to: string): void {
  if (from === to) { return; }
  const file = join(ROOT, '.projenrc.ts');
  const before = `addVersion('${from}')`;
  const text = readFileSync(file, 'utf8');
  if (!text.includes(before)) { throw new Error(`.projenrc.ts has no ${before}`); }
  writeFileSync(file, text.replace(before, `addVersion('${to}')`));
  run('npx', ['projen']);
}

/** Makes the archive, and checks that it has what package.json lists. */
function pack(output: string): void {
  const json = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', output], { cwd: ROOT, encoding: 'utf8', maxBuffer: 2 ** 28, stdio: ['ignore', 'pipe', 'inherit'] });
  const [{ files }] = JSON.parse(json) as { readonly files: readonly { readonly path: string }[] }[];
  const faults = packedFaults(files.map(({ path }) => path), manifest().files);
  if (faults.length > 0) { throw new Error(`the archive is not as package.json lists:\n  ${faults.join('\n  ')}`); }
}

/** The digests of all files, as `sha256sum --check` reads them. */
function writeDigests(output: string): void {
  const lines = readdirSync(output).sort().map(name => `${createHash('sha256').update(readFileSync(join(output, name))).digest('hex')}  ${name}`);
  writeFileSync(join(output, 'SHA256SUMS'), `${lines.join('\n')}\n`);
  console.log(lines.join('\n'));
}

function manifest(): Manifest {
  return JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Manifest;
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

function git(...args: string[]): string {
  return execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 2 ** 28 }).trim();
}

function run(program: string, args: readonly string[]): void {
  execFileSync(program, args, { cwd: ROOT, stdio: 'inherit' });
}

main();
