// Installs the tarball into an empty cdk8s app outside the repository, with the commands and files of the README, and compares the output with
// the golden files of the quick start.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const work = mkdtempSync(join(tmpdir(), 'cdk8s-istio-oneagent-'));
const app = join(work, 'my-app');

const run = (command, cwd) => {
  process.stdout.write(`$ ${command}\n`);
  execFileSync('bash', ['-euc', command], { cwd, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, CDK8S_CHECK_UPGRADE: 'false' } });
};

/** The fenced block that follows a marker such as <!-- file: main.ts -->. */
const block = marker => {
  const match = new RegExp(`<!-- ${marker} -->\\n+\`\`\`[a-z]*\\n([\\s\\S]*?)\\n\`\`\``).exec(readFileSync(join(root, 'README.md'), 'utf8'));
  if (!match) { throw new Error(`README.md has no block marked "${marker}"`); }
  return `${match[1]}\n`;
};

try {
  mkdirSync(app);
  run(`npm pack --silent --pack-destination '${work}'`, root);
  const tarball = join(work, readdirSync(work).find(file => file.endsWith('.tgz')));

  // The README installs the package by name. Here, the tarball replaces it.
  const install = block('install').replaceAll(/ cdk8s-istio-oneagent\b/g, ` '${tarball}'`);
  run(install, app);
  for (const file of ['main.ts', 'cdk8s.yaml', 'tsconfig.json', 'connection-info.json']) { writeFileSync(join(app, file), block(`file: ${file}`)); }
  run(block('synth'), app);

  const golden = join(root, 'examples', 'quick-start', 'dist');
  run(`diff -r '${golden}' dist`, app);

  // What the README tells its reader to try: the endpoints of OneAgent are forgotten, and the synth fails with the error that it shows.
  const main = block('file: main.ts');
  const forgotten = main.replace(', oneAgent);', ');');
  if (forgotten === main) { throw new Error('main.ts of the README has no ", oneAgent" in the line of the Sidecar'); }
  writeFileSync(join(app, 'main.ts'), forgotten);
  run(`if (${block('synth').trim()}) > out.txt 2>&1; then echo 'the synth did not fail'; exit 1; fi`, app);
  if (!readFileSync(join(app, 'out.txt'), 'utf8').includes(block('error').trim().split('\n').join(' '))) {
    throw new Error(`the error of the README is not in the output:\n${readFileSync(join(app, 'out.txt'), 'utf8')}`);
  }
  rmSync(join(app, 'out.txt'));
  writeFileSync(join(app, 'main.ts'), main);
  run(block('synth'), app);

  // The package loads its parts when they are used, and has the names of all for ECMAScript modules.
  run(`node -e 'require("cdk8s-istio-oneagent"); const loaded = Object.keys(require.cache).filter(file => file.includes("cdk8s-istio-oneagent/lib/")); require("node:assert").equal(loaded.length, 1, loaded.join())'`, app);
  run('node --input-type=module -e \'import { l1, Mesh, ServiceEntry } from "cdk8s-istio-oneagent"; if (!l1.Sidecar || !Mesh || !ServiceEntry) { throw new Error("a name is missing"); }\'', app);

  // The build leaves declarations out that nothing public mentions. A class without any member would accept any value, as these two do, which have static members only.
  writeFileSync(join(app, 'all.ts'), `import * as all from "cdk8s-istio-oneagent";
type All = typeof all;
type AcceptingText = { [Name in keyof All]: All[Name] extends { readonly prototype: infer Instance } ? string extends Instance ? Name : never : never }[keyof All];
type Nothing<T extends never> = T;
export type Checked = Nothing<Exclude<AcceptingText, "ArgoCd" | "KustomizationFile">>;
export const names = Object.keys(all);
`);
  run(`npx tsc --noEmit --strict --skipLibCheck false --ignoreConfig --module node16 --target es2022 all.ts`, app);
  rmSync(join(app, 'all.ts'));

  // The command line.
  run('npx cdk8s-istio-oneagent check', app);

  // The pages of rules are one file in the package.
  run(`npx cdk8s-istio-oneagent rules sidecar/catch-all-bind --format json | node -e 'const { page } = JSON.parse(require("fs").readFileSync(0, "utf8")); require("node:assert").equal(page, require("fs").readFileSync("${join(root, 'docs/rules/sidecar/catch-all-bind.md')}", "utf8"))'`, app);

  // The plugin, from the installed package. It reads the settings in the folder of the app.
  const plugin = `validations:\n- package: ./node_modules/cdk8s-istio-oneagent\n  version: ${JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version}\n  class: EgressValidation\n`;
  writeFileSync(join(app, 'cdk8s.yaml'), block('file: cdk8s.yaml') + plugin);
  run(`${block('synth').trim()} --validation-reports-output-file report.json`, app);
  run('grep \'"status": "success"\' report.json', app);
  // The picture and the page need what the build puts into the package.
  run('npx cdk8s-istio-oneagent egress dist --format svg | grep "</svg>" > /dev/null', app);
  run('npx cdk8s-istio-oneagent egress dist --format html | grep -c Content-Security-Policy', app);
  process.stdout.write('the tarball works\n');
} finally {
  rmSync(work, { recursive: true, force: true });
}
