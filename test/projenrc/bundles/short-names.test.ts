import { Script } from 'node:vm';
import { shortest, withShortNames } from '../../../projenrc/bundles/short-names';

const MODULE = `
const threshold = 7;
let counted = 0;
class TooLarge extends Error {}
const Reader = class { readAll(source) { return source.length; } };
function check(amount) {
  const checkTwice = value => { if (value > threshold) { throw new TooLarge(\`\${value} is more than \${threshold}\`); } return value; };
  counted += checkTwice(amount);
  return { counted, amount };
}
let late;
late = function (first, { second = () => first }) { return second(); };
module.exports = { check, reader: new Reader(), late, 'a name': require('node:path').sep };
`;

function run(code: string): any {
  const module = { exports: {} };
  new Script(`(function (module, require) {${code}\n})`, { filename: 'module.js' }).runInThisContext()(module, require);
  return module.exports;
}

test('variables and parameters get short names', () => {
  const code = withShortNames(MODULE);
  expect(code.match(/\b(?:threshold|counted\b(?!:)|amount\b(?!:)|value|source|first|checkTwice)\b/g)).toEqual(['checkTwice', 'checkTwice']);
});

test('functions and classes keep their names, also those that a variable gives', () => {
  const { check, reader, late } = run(withShortNames(MODULE)) as ReturnType<typeof run>;
  let thrown: Error | undefined;
  try { check(8); } catch (error) { thrown = error as Error; }
  expect([thrown!.constructor.name, thrown!.message]).toEqual(['TooLarge', '8 is more than 7']);
  expect(thrown!.stack!.match(/(?<=\bat )\w+(?= \(module\.js)/g)).toEqual(['checkTwice', 'check']);
  expect([reader.constructor.name, late.name, Object.getOwnPropertyNames(Object.getPrototypeOf(reader))]).toEqual(['Reader', 'late', ['constructor', 'readAll']]);
});

test.each([['with short names', withShortNames], ['of others', shortest]])('code %s does the same', (_, shorten) => {
  const { check, reader, late, ...others } = run(shorten(MODULE)) as ReturnType<typeof run>;
  expect([check(3), check(4), reader.readAll('abc'), late(5, {}), late(5, { second: () => 6 })]).toEqual([{ counted: 3, amount: 3 }, { counted: 7, amount: 4 }, 3, 5, 6]);
  expect(Object.keys(others)).toEqual(['a name']);
});

test('lines are short enough to be printed', () => {
  const many = Array.from({ length: 100 }, (_, index) => `export function handler${index}(parameter) { return [parameter, "${index}"]; }`).join('\n');
  const lines = (withShortNames(many)).split('\n');
  expect(lines.length).toBeGreaterThan(20);
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(300);
});
