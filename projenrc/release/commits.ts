/** A commit that follows Conventional Commits. */
export interface Commit {
  readonly type: string;
  readonly scope?: string;
  readonly isBreaking: boolean;
  readonly text: string;
}

/** A commit from its message. Undefined if it does not follow Conventional Commits. */
export function commitOf(message: string): Commit | undefined {
  const [subject, ...body] = message.trim().split('\n');
  const match = /^([a-z]+)(?:\(([^)]+)\))?(!)?: (.+)$/.exec(subject);
  if (match === null) { return undefined; }
  const [, type, scope, mark, text] = match;
  return { type, ...scope !== undefined && { scope }, isBreaking: mark !== undefined || body.some(line => /^BREAKING[ -]CHANGE: /.test(line)), text };
}

/**
 * The version of the next release by the commits since the last one. Before 1.0, a breaking change is a minor version.
 *
 * @throws if there is nothing to release
 */
export function nextVersion(last: string, commits: readonly Commit[]): string {
  const [major, minor, patch] = last.split('.').map(Number);
  if (commits.some(({ isBreaking }) => isBreaking)) { return major === 0 ? `0.${minor + 1}.0` : `${major + 1}.0.0`; }
  if (commits.some(({ type }) => type === 'feat')) { return `${major}.${minor + 1}.0`; }
  if (commits.some(({ type }) => type === 'fix' || type === 'perf')) { return `${major}.${minor}.${patch + 1}`; }
  throw new Error(`nothing to release: there is no commit of the type feat, fix or perf since ${last}`);
}

const HEADINGS: Readonly<Record<string, string>> = { feat: 'Added', fix: 'Fixed', perf: 'Faster' };

/** The changes of commits as Markdown: what users notice, by heading. */
export function changesOf(commits: readonly Commit[]): string {
  const breaking = commits.filter(({ isBreaking }) => isBreaking);
  const sections = [
    { heading: 'Breaking', of: breaking },
    ...Object.entries(HEADINGS).map(([type, heading]) => ({ heading, of: commits.filter(commit => commit.type === type && !commit.isBreaking) })),
  ];
  return sections.filter(({ of }) => of.length > 0).map(({ heading, of }) => `### ${heading}\n\n${of.map(lineOf).join('\n')}\n`).join('\n');
}

function lineOf({ scope, text }: Commit): string {
  return `- ${scope === undefined ? '' : `**${scope}**: `}${text}`;
}

/**
 * The changelog with a release. What was written by hand under the heading `(unreleased)` is its text; without such a heading, the commits are.
 *
 * @param date such as 2026-11-29
 */
export function releasedChangelog(changelog: string, version: string, date: string, commits: readonly Commit[]): string {
  const heading = `## ${version} (${date})`;
  const unreleased = /^## [^\n]*\(unreleased\)$/m;
  if (unreleased.test(changelog)) { return changelog.replace(unreleased, heading); }
  const section = `${heading}\n\n${changesOf(commits)}\n`;
  const first = changelog.search(/^## /m);
  return first < 0 ? `${changelog.trimEnd()}\n\n${section}` : `${changelog.slice(0, first)}${section}${changelog.slice(first)}`;
}

/** The text below the heading of a version, for the notes of a release. */
export function notesOf(changelog: string, version: string): string {
  const section = changelog.split(/^(?=## )/m).find(each => each.startsWith(`## ${version} `));
  if (section === undefined) { throw new Error(`CHANGELOG.md has no heading for ${version}`); }
  return `${section.split('\n').slice(1).join('\n').trim()}\n`;
}
