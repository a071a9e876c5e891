import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Language, pacmakSources, prepare, run, versionOf } from './language';

/** Folders of jsii's output. */
const MODULES = ['cdk8s', 'cdk8sistiooneagent', 'cdk8splus28', 'constructs'];

/** A Go module. The modules of its peers are made from their npm packages, because not every module proxy has them. */
export const go: Language = {
  name: 'go',
  build: (folder, packages) => {
    cpSync(join(__dirname, 'go'), join(folder, 'app'), { recursive: true });
    const app = join(folder, 'app');
    writeFileSync(join(app, 'go.mod'), 'module apps\n\ngo 1.25\n');
    prepare('Go 1.25 or later, and a proxy that has the run time of jsii', 'go', ['get', `github.com/aws/jsii-runtime-go@v${versionOf('jsii-pacmak')}`], app);
    pacmakSources('go', join(folder, 'packages'));
    const built = join(folder, 'packages', 'go');
    const edits = MODULES.flatMap(name => {
      const [, module] = /^module (\S+)/m.exec(readFileSync(join(built, name, 'go.mod'), 'utf8'))!;
      return [`-require=${module}@v${/\/v(\d+)$/.exec(module)?.[1] ?? '0'}.0.0`, `-replace=${module}=${join(built, name)}`];
    });
    run('go', ['mod', 'edit', ...edits], app);
    prepare('a proxy that has the modules that the run time of jsii needs', 'go', ['mod', 'tidy'], app);
    run('go', ['build', '-o', `${folder}/`, './...'], app);
    if (packages !== undefined) { cpSync(join(built, 'cdk8sistiooneagent'), join(packages, 'cdk8sistiooneagent'), { recursive: true }); }
    return { quickStart: [join(folder, 'quickstart')], checks: [join(folder, 'checks')], calls: [join(folder, 'calls')] };
  },
};
