import { cpSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Language, pacmak, prepare, run, versionOf } from './language';

/** A wheel, in an environment with the lowest versions of its peers. */
export const python: Language = {
  name: 'python',
  build: (folder, packages, examples = []) => {
    prepare('Python 3.10 or later with venv, such as apt-get install python3-venv', 'python3', ['-m', 'venv', 'venv'], folder);
    const interpreter = join(folder, 'venv', 'bin', 'python');
    const peers = ['constructs', 'cdk8s', 'cdk8s-plus-28'].map(name => `${name}==${versionOf(name)}`);
    prepare('PyPI does not have the peers', interpreter, ['-m', 'pip', 'install', '--quiet', ...peers], folder);
    pacmak('python', join(folder, 'packages'));
    const built = join(folder, 'packages', 'python');
    const wheel = readdirSync(built).find(name => name.endsWith('.whl'))!;
    run(interpreter, ['-m', 'pip', 'install', '--quiet', '--no-index', '--no-deps', join(built, wheel)], folder);
    // What the wheel declares must be what is installed.
    run(interpreter, ['-m', 'pip', 'check'], folder);
    if (packages !== undefined) { cpSync(built, packages, { recursive: true }); }
    const app = (name: string) => join(__dirname, 'python', name);
    const list = join(folder, 'examples.json');
    writeFileSync(list, JSON.stringify(examples));
    return { quickStart: [interpreter, app('quickstart.py')], checks: [interpreter, app('checks.py')], calls: [interpreter, app('calls.py')], examples: [interpreter, app('examples.py'), list] };
  },
};
