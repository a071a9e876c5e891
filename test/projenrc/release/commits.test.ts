import { changesOf, commitOf, nextVersion, notesOf, releasedChangelog } from '../../../projenrc/release/commits';

const commits = (...messages: string[]) => messages.flatMap(message => commitOf(message) ?? []);

test('a commit has a type, a scope and a mark or a footer for breaking changes', () => {
  expect(commits('feat(core)!: one', 'fix: two\n\nBREAKING CHANGE: three', 'docs: four', 'Merge branch', 'feat:no blank')).toEqual([
    { type: 'feat', scope: 'core', isBreaking: true, text: 'one' },
    { type: 'fix', isBreaking: true, text: 'two' },
    { type: 'docs', isBreaking: false, text: 'four' },
  ]);
});

test.each([
  ['0.1.0', ['feat!: a'], '0.2.0'],
  ['0.1.9', ['fix: a', 'feat: b'], '0.2.0'],
  ['0.1.9', ['fix: a', 'docs: b'], '0.1.10'],
  ['1.4.2', ['perf: a'], '1.4.3'],
  ['1.4.2', ['feat: a'], '1.5.0'],
  ['1.4.2', ['fix!: a'], '2.0.0'],
])('after %s, %j is released as %s', (last, messages, next) => {
  expect(nextVersion(last, commits(...messages))).toBe(next);
});

test('commits that users do not notice are no release', () => {
  expect(() => nextVersion('1.0.0', commits('docs: a', 'ci: b'))).toThrow('nothing to release: there is no commit of the type feat, fix or perf since 1.0.0');
});

test('what users notice is listed by heading, a breaking change once', () => {
  expect(changesOf(commits('feat: a', 'fix(cli): b', 'feat!: c', 'docs: d', 'perf: e'))).toBe(
    '### Breaking\n\n- c\n\n### Added\n\n- a\n\n### Fixed\n\n- **cli**: b\n\n### Faster\n\n- e\n',
  );
});

const HEAD = '# Changelog\n\nNewest first.\n\n';

test('the section that was written by hand becomes that of the release', () => {
  expect(releasedChangelog(`${HEAD}## 0.2.0 (unreleased)\n\n- by hand\n\n## 0.1.0 (2026-01-01)\n\n- old\n`, '0.2.0', '2026-11-29', commits('feat: a'))).toBe(
    `${HEAD}## 0.2.0 (2026-11-29)\n\n- by hand\n\n## 0.1.0 (2026-01-01)\n\n- old\n`,
  );
});

test('without such a section, the commits are listed above the last release', () => {
  expect(releasedChangelog(`${HEAD}## 0.1.0 (2026-01-01)\n\n- old\n`, '0.1.1', '2026-11-29', commits('fix: a'))).toBe(
    `${HEAD}## 0.1.1 (2026-11-29)\n\n### Fixed\n\n- a\n\n## 0.1.0 (2026-01-01)\n\n- old\n`,
  );
  expect(releasedChangelog('# Changelog\n', '0.1.1', '2026-11-29', commits('fix: a'))).toBe('# Changelog\n\n## 0.1.1 (2026-11-29)\n\n### Fixed\n\n- a\n\n');
});

test('the notes of a release are the text below its heading', () => {
  const changelog = `${HEAD}## 0.2.0 (2026-11-29)\n\n- new\n\n## 0.1.0 (2026-01-01)\n\n- old\n`;
  expect([notesOf(changelog, '0.2.0'), notesOf(changelog, '0.1.0')]).toEqual(['- new\n', '- old\n']);
  expect(() => notesOf(changelog, '0.3.0')).toThrow('CHANGELOG.md has no heading for 0.3.0');
});
