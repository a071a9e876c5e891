import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..', '..');
const EXAMPLES = join(ROOT, 'examples');
const names = readdirSync(EXAMPLES).filter(name => existsSync(join(EXAMPLES, name, 'main.ts')));

/** The files at or below a folder, by their paths. */
function filesOf(folder: string): { [name: string]: string } {
  const paths = readdirSync(folder, { recursive: true }).map(String).filter(path => statSync(join(folder, path)).isFile());
  return Object.fromEntries(paths.sort().map(path => [path, readFileSync(join(folder, path), 'utf8')]));
}

test('there is a quick start among the examples, one for each operator, and one for each way of delivery', () => {
  expect(names).toEqual(expect.arrayContaining(['argo-cd', 'fleet', 'flux', 'legacy-operator', 'openshift', 'quick-start']));
});

test.each(names)('examples/%s writes what its dist shows', name => {
  const outdir = mkdtempSync(join(tmpdir(), 'example-'));
  const printed = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    process.chdir(join(EXAMPLES, name));
    process.env.CDK8S_OUTDIR = outdir;
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- an example is a program that runs when it is loaded
    require(join(EXAMPLES, name, 'main.ts'));
    expect(filesOf(outdir)).toEqual(filesOf(join(EXAMPLES, name, 'dist')));
  } finally {
    printed.mockRestore();
    process.chdir(ROOT);
    delete process.env.CDK8S_OUTDIR;
    rmSync(outdir, { recursive: true });
  }
}, 60_000);

const kustomized = names.filter(name => existsSync(join(EXAMPLES, name, 'kustomization.yaml')));

test.each(kustomized)('the kustomization.yaml of examples/%s lists every file of its dist', name => {
  const kustomization = readFileSync(join(EXAMPLES, name, 'kustomization.yaml'), 'utf8');
  const listed = [...kustomization.matchAll(/^ {2}- (.+)$/gm)].map(([, file]) => file);
  expect(listed).toEqual(readdirSync(join(EXAMPLES, name, 'dist')).sort().map(file => `dist/${file}`));
});

describe('the README', () => {
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');

  test.each(['main.ts', 'cdk8s.yaml', 'connection-info.json'])('shows the same %s as the quick start', file => {
    const block = new RegExp(`<!-- file: ${file.replace('.', '\\.')} -->\\n+\`\`\`[a-z]*\\n([\\s\\S]*?\\n)\`\`\``).exec(readme);
    expect(block?.[1]).toBe(readFileSync(join(EXAMPLES, 'quick-start', file), 'utf8'));
  });
});
