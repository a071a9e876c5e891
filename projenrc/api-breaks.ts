/**
 * Compares the public API with the last release, and fails if `CHANGELOG.md` does not list a breaking change: `npx tsx projenrc/api-breaks.ts`.
 * It needs the compiled library (`npx projen compile`) and the tags of the repository.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..');

/** A breaking change of the API, as jsii-diff reports it. */
export interface ApiBreak {
  /** The class, struct or enum, with the member if a member changed, such as `Mesh.findings`. */
  readonly name: string;
  readonly text: string;
}

/** The breaking changes in the output of jsii-diff with `--keys`. */
export function breaksIn(output: string): ApiBreak[] {
  return [...output.matchAll(/^(?:err|warn) +- (.*) \[[a-z-]+:[^\].]+\.([^\]]+)\]$/gm)].map(([, text, name]) => ({ name, text }));
}

/** The sections of a changelog above that of a version: the changes since that version. */
export function changesSince(changelog: string, version: string): string {
  const sections = changelog.split(/^(?=## )/m);
  const released = sections.findIndex(section => section.startsWith(`## ${version} `) || section.startsWith(`## ${version}\n`));
  return sections.slice(0, released < 0 ? undefined : released).join('');
}

/** The breaking changes that the changelog does not list. To list a changed member, name the member, or both its class and the member. */
export function unlisted(breaks: readonly ApiBreak[], changes: string): ApiBreak[] {
  const named = new Set([...changes.matchAll(/`([A-Za-z0-9_.]+)(?:\(\))?`/g)].map(([, name]) => name));
  return breaks.filter(({ name }) => {
    const [type, member] = name.split('.');
    return !named.has(name) && !(named.has(type) && (member === undefined || named.has(member)));
  });
}

/** The tag of the last release. Undefined before the first release. */
function lastRelease(): string | undefined {
  const { status, stdout } = spawnSync('git', ['describe', '--tags', '--abbrev=0', '--match', 'v*'], { cwd: ROOT, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

/** Compiles a release in a temporary folder, with the modules of this checkout, and returns the breaking changes since then. */
function compareWith(tag: string): ApiBreak[] {
  const folder = mkdtempSync(join(tmpdir(), 'api-'));
  try {
    execFileSync('bash', ['-c', `git archive '${tag}' | tar -x -C '${folder}'`], { cwd: ROOT });
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    execFileSync(join(ROOT, 'node_modules', '.bin', 'jsii'), ['--silence-warnings=reserved-word'], { cwd: folder, stdio: 'ignore' });
    const arguments_ = [folder, ROOT, '--keys', '--error-on', 'all', '--default-stability', 'experimental'];
    const { status, stderr, stdout } = spawnSync(join(ROOT, 'node_modules', '.bin', 'jsii-diff'), arguments_, { encoding: 'utf8' });
    const breaks = breaksIn(`${stdout}\n${stderr}`);
    if (status !== 0 && breaks.length === 0) { throw new Error(`jsii-diff failed: ${stderr}`); }
    return breaks;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function main(): number {
  const tag = lastRelease();
  if (tag === undefined) {
    process.stdout.write('no release to compare the API with\n');
    return 0;
  }
  const changes = changesSince(readFileSync(join(ROOT, 'CHANGELOG.md'), 'utf8'), tag.replace(/^v/, ''));
  const breaks = compareWith(tag);
  const missing = unlisted(breaks, changes);
  for (const { name, text } of missing) { process.stderr.write(`CHANGELOG.md does not list this breaking change: ${name}: ${text}\n`); }
  process.stdout.write(`${breaks.length} breaking changes of the API since ${tag}, ${missing.length} of them not in CHANGELOG.md\n`);
  return missing.length === 0 ? 0 : 1;
}

if (require.main === module) { process.exitCode = main(); }
