import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';

const ROOT = resolve(__dirname, '..');
const FOLDER = join(ROOT, '.github');

interface Step { readonly uses?: string; readonly run?: string }
interface Job { readonly steps: readonly Step[] }
interface Workflow { readonly permissions: Readonly<Record<string, string>>; readonly jobs: Readonly<Record<string, Job>> }
interface Field { readonly type: string; readonly id?: string; readonly validations?: { readonly required?: boolean } }
interface Form { readonly name: string; readonly description: string; readonly body: readonly Field[] }

function yamlOf<T>(...path: string[]): T {
  return parse(readFileSync(join(FOLDER, ...path), 'utf8')) as T;
}

const workflows = readdirSync(join(FOLDER, 'workflows')).map(name => ({ name, workflow: yamlOf<Workflow>('workflows', name) }));
const steps = workflows.flatMap(({ name, workflow }) => Object.values(workflow.jobs).flatMap(job => job.steps.map(step => ({ name, ...step }))));
const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { readonly scripts: Record<string, string> };

test('no workflow may write to the repository, unless one of its jobs says so', () => {
  expect(workflows.filter(({ workflow }) => workflow.permissions.contents !== 'read').map(({ name }) => name)).toEqual([]);
});

test('the workflows run .ci/run, and scripts that exist', () => {
  const commands = steps.flatMap(({ run }) => run ?? []).join('\n');
  expect(commands.match(/bash \.ci\/run/g)).toHaveLength(2);
  const called = [...commands.matchAll(/npm run (?:-s )?([\w:-]+)/g)].map(([, script]) => script);
  expect(called.sort()).toEqual(['conformance', 'conformance:newest', 'growth', 'lab:acceptance', 'lab:fuzz', 'release', 'site', 'soak']);
  expect(called.filter(script => scripts[script] === undefined)).toEqual([]);
});

test('a command of a workflow contains no text that others write', () => {
  expect(steps.filter(({ run }) => /\$\{\{ *github\.(?:event|head_ref)/.test(run ?? ''))).toEqual([]);
});

test('every action is the commit of a release, which a comment names', () => {
  const lines = workflows.flatMap(({ name }) => readFileSync(join(FOLDER, 'workflows', name), 'utf8').split('\n')).filter(line => /\buses:/.test(line));
  expect(lines).toHaveLength(steps.filter(({ uses }) => uses !== undefined).length);
  expect(lines.filter(line => !/^ +(?:- )?uses: [\w.-]+\/[\w.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
});

test('an action has the same commit in all workflows', () => {
  const commits = new Map(steps.flatMap(({ uses }) => uses === undefined ? [] : [uses.split('@') as [string, string]]));
  expect(steps.flatMap(({ uses }) => uses ?? []).filter(uses => commits.get(uses.split('@')[0]) !== uses.split('@')[1])).toEqual([]);
});

test('the form about a wrong verdict asks for the objects and the question in the format of conformance', () => {
  const form = yamlOf<Form>('ISSUE_TEMPLATE', '1-wrong-verdict.yml');
  expect(form.body.map(({ id, validations }) => [id, validations?.required])).toEqual([['question', true], ['answer', true], ['reality', true], ['versions', true]]);
  const [, line] = /placeholder: \|\n +(\{.*\})\n/.exec(readFileSync(join(FOLDER, 'ISSUE_TEMPLATE', '1-wrong-verdict.yml'), 'utf8'))!;
  expect(Object.keys(JSON.parse(line) as object)).toEqual(['id', 'kind', 'objects', 'meshConfig', 'target', 'questions']);
});

test('every form has a name, a description and fields with an identity', () => {
  const forms = readdirSync(join(FOLDER, 'ISSUE_TEMPLATE')).filter(name => name !== 'config.yml').map(name => yamlOf<Form>('ISSUE_TEMPLATE', name));
  expect(forms.map(({ name, description, body }) => [typeof name, typeof description, body.every(({ id }) => id !== undefined)])).toEqual(forms.map(() => ['string', 'string', true]));
});

const PAGES = ['SECURITY.md', 'SUPPORT.md', 'CODE_OF_CONDUCT.md', 'CONTRIBUTING.md'];

test.each(PAGES)('%s links to files that exist', page => {
  const links = [...readFileSync(join(ROOT, page), 'utf8').matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, link]) => link);
  expect(links.filter(link => !existsSync(join(ROOT, link)))).toEqual([]);
});
