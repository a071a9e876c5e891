import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { re2Matcher } from '../../../../src/analysis/syntax/re2/re2-matcher';
import { re2Fault } from '../../../../src/analysis/syntax/re2/re2-syntax';

test.each([
  ['^team-', 'team-a', true],
  ['^team-', 'a-team-b', false],
  ['eam', 'team-a', true],
  ['(?i)^TEAM-', 'team-a', true],
  ['team\\z', 'a-team', true],
  ['^(?P<name>team)$', 'team', true],
  ['^[[:lower:]]+$', 'team', true],
  ['^\\Qa.b\\E$', 'axb', false],
])('%s matches %s: %s', (expression, text, matches) => {
  expect(re2Matcher(expression)?.(text)).toBe(matches);
});

test.each(['(', '(?!a)', '(?<=a)b', '(a)\\1', 'a**', 'a{2,1}', 'a{1001}', '[b-a]', '\\Z', '(a{1000}){1000}'])('Go cannot read %s, which both readers know', expression => {
  expect(re2Matcher(expression)).toBeUndefined();
  expect(re2Fault(expression)).not.toBeUndefined();
});

test('groups that are nested too deeply are a fault, not a stack overflow', () => {
  const expression = `${'('.repeat(20_000)}a${')'.repeat(20_000)}`;
  expect(re2Matcher(expression)).toBeUndefined();
  expect(re2Fault(expression)).toBe('more than 1000 nested groups');
});

test.each([
  ['^[[:x]+$', '[:x', '[y'],
  ['^[:x]+$', ':x', '[:'],
  ['^[+-[:x]+$', '.:x', '~'],
  ['^[[:-~]+$', '[;~', '!'],
  ['^\\[:x]$', '[:x]', '\\:x]'],
  ['^\\Q[:x\\E$', '[:x', '[x'],
  ['^[[:digit:]]+[[:x]$', '12:', 'a:'],
])('the start of a named class without its end is a character in %s', (expression, matching, other) => {
  expect([matching, other].map(text => re2Matcher(expression)!(text))).toEqual([true, false]);
  expect(re2Fault(expression)).toBeUndefined();
});

test('an expression that other engines backtrack on takes no time', () => {
  const start = performance.now();
  expect(re2Matcher('^(x+x+)+y$')!(`${'x'.repeat(250)}-b`)).toBe(false);
  expect(performance.now() - start).toBeLessThan(1000);
});

test('expressions beyond those that are kept are answered too', () => {
  for (let index = 0; index < 500; index++) { expect(re2Matcher(`^ns-${index}$`)!(`ns-${index}`)).toBe(true); }
});

test('the engine is loaded with the first expression, not with the library', () => {
  const program = `
    const { re2Matcher } = require('./src/analysis/syntax/re2/re2-matcher.ts');
    require('./src/analysis/check.ts');
    const isLoaded = () => Object.keys(require.cache).some(path => path.includes('re2js'));
    const before = isLoaded();
    re2Matcher('a');
    console.log(before, isLoaded());`;
  const root = join(__dirname, '..', '..', '..', '..');
  const { stdout, stderr } = spawnSync(process.execPath, ['-r', 'tsx/cjs', '-e', program], { cwd: root, encoding: 'utf8' });
  expect({ stdout: stdout.trim(), stderr }).toEqual({ stdout: 'false true', stderr: '' });
});
