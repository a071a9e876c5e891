import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import * as ts from 'typescript';
import { runIn } from './command-line';

const ROOT = resolve(__dirname, '..', '..');

/** A block of the page: commands, what they print, or a part of a file. */
interface Block {
  readonly label: string;
  readonly language: string;
  readonly code: string;
}

const blocksOf = (page: string) => [...readFileSync(join(ROOT, 'docs', page), 'utf8').matchAll(/(?:<!-- ([^\n]*) -->\n)?^```([a-z]*)\n([\s\S]*?)^```$/gm)].map(([, label = '', language, code]): Block => ({ label, language, code }));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'guide-'));
  cpSync(join(ROOT, 'examples', 'open-mesh'), folder, { recursive: true });
});
afterAll(() => { rmSync(folder, { recursive: true }); });

/** Runs a line of a block, and returns what it prints. */
async function runLine(line: string): Promise<string> {
  const [program, ...args] = line.split(' ');
  if (program === 'cp') {
    const [from, to] = args.filter(arg => arg !== '-r');
    cpSync(join(folder, from), to === 'after' && from !== 'manifests' ? join(folder, to, from) : join(folder, to), { recursive: true });
    return '';
  }
  expect(args[0]).toBe('cdk8s-istio-oneagent');
  const { code, out, err } = await runIn(folder, ...args.slice(1));
  expect([line, code]).toEqual([line, 0]);
  return out + err;
}

test('the commands of "From an open mesh to a locked one" print what the page shows', async () => {
  const shown: string[] = [];
  let printed = '';
  for (const { label, language, code } of blocksOf('from-open-to-locked.md')) {
    if (language === 'sh') {
      printed = '';
      for (const line of code.trim().split('\n')) { printed += await runLine(line); }
    } else if (language === '') {
      expect(printed).toContain(code);
      shown.push(code);
    } else if (label.startsWith('file: ')) {
      expect(readFileSync(join(folder, label.slice('file: '.length)), 'utf8').split('---\n')).toContain(code);
      shown.push(code);
    }
  }
  expect(shown).toHaveLength(5);
});

test('the commands of "Lock a namespace" print what the page shows', async () => {
  cpSync(join(ROOT, 'examples', 'locked-namespace', 'dist'), join(folder, 'dist'), { recursive: true });
  const blocks = blocksOf('locked-namespace.md');
  const [commands] = blocks.filter(({ language }) => language === 'sh');
  let printed = '';
  for (const line of commands.code.trim().split('\n')) { printed += await runLine(line); }
  const shown = blocks.filter(({ language }) => language === '');
  expect(shown).toHaveLength(2);
  shown.forEach(({ code }) => { expect(printed).toContain(code); });
});

describe('the commands of a guide follow connections of a program of the page, and print what the page shows', () => {
  /** Runs a block of TypeScript in a folder. */
  function synth(code: string, at: string): void {
    const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true };
    const before = process.cwd();
    process.chdir(at);
    try {
      new Function('require', 'exports', ts.transpileModule(code, { compilerOptions }).outputText)(require, {});
    } finally {
      process.chdir(before);
    }
  }

  test.each([
    ['ambient.md', { program: 0, commands: 1 }, [0]],
    ['ambient.md', { program: 1, commands: 0 }, [0]],
    ['databases.md', { program: 0, commands: 0 }, [0]],
    ['forward-proxy.md', { program: 0, commands: 0 }, [0, 1]],
    ['tls-origination.md', { program: 0, commands: 0 }, [0]],
  ])('%s, %o', async (page, { program, commands }, codes) => {
    const own = mkdtempSync(join(tmpdir(), 'guide-'));
    try {
      const blocks = blocksOf(page);
      synth(blocks.filter(({ language }) => language === 'ts')[program].code, own);
      const at = blocks.indexOf(blocks.filter(({ language }) => language === 'sh')[commands]);
      const printed: string[] = [];
      const ended: number[] = [];
      for (const line of blocks[at].code.trim().split('\n')) {
        const { code, out, err } = await runIn(own, ...line.split(' ').slice(2));
        ended.push(code);
        printed.push(out + err);
      }
      expect(ended).toEqual(codes);
      expect(printed.join('')).toContain(blocks[at + 1].code);
    } finally {
      rmSync(own, { recursive: true });
    }
  });
});
