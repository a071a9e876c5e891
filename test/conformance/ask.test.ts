import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { bundleScript } from '../../projenrc/bundle-script';

const ROOT = join(__dirname, '..', '..');
const PROGRAM = join(ROOT, '.cache', 'test', `ask-${process.pid}.js`);

beforeAll(() => bundleScript(join(ROOT, 'conformance', 'ask.ts'), PROGRAM));
afterAll(() => { rmSync(PROGRAM); });

/** The program, as `npm run -s ask` runs it. */
function ask() {
  return spawn(process.execPath, [PROGRAM], { stdio: 'pipe' });
}

test('each line has one answer, in order, before the input ends', async () => {
  const program = ask();
  program.stdin.write('{"id":1,"kind":"findings","objects":[]}\n');
  const [first] = await new Promise<string[]>(resolve => { program.stdout.setEncoding('utf8').once('data', (chunk: string) => { resolve([chunk]); }); });
  const rest = text(program.stdout);
  program.stdin.end('no JSON\n\n{"id":3,"kind":"reach","objects":[],"questions":[{"namespace":"a","port":443,"protocol":"https","host":"\u2028"}]}');
  const lines = [first, await rest].join('').trimEnd().split('\n').map(line => JSON.parse(line) as object);
  expect(lines).toEqual([
    { id: 1, findings: [] },
    { id: null, error: 'the line is not JSON' },
    { id: 3, answers: [expect.objectContaining({ verdict: 'PASSTHROUGH' })] },
  ]);
}, 30_000);

test('a line with an id that is nested deeply has an error, and the lines after it their answers', async () => {
  const program = ask();
  const rest = text(program.stdout);
  program.stdin.end(`{"id":${'['.repeat(10_000)}${']'.repeat(10_000)},"kind":"findings","objects":[]}\n{"id":2,"kind":"findings","objects":[]}\n`);
  expect((await rest).trimEnd().split('\n').map(line => JSON.parse(line) as object)).toEqual([
    { id: null, error: '\'id\' must not have more than 100 levels of objects and lists' },
    { id: 2, findings: [] },
  ]);
}, 30_000);
