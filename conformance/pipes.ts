/**
 * Pipes what Helm and kustomize write into `check -` and `why -`: a chart and an overlay of the examples, as they are and with a mistake.
 *
 *     npm run conformance:pipes
 *
 * Ends with 0 if the answers are as expected, 1 if not, 2 if Helm or kubectl is missing.
 */
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { runCommand } from './command/command';
import { bundleCli } from '../projenrc/bundle-cli';
import { programs } from './lab/programs/programs';

const ROOT = resolve(__dirname, '..');
const CLI = join(ROOT, '.cache', 'pipes-cli.js');

/** A program that writes manifests, what reads them, and what it must answer. */
interface Pipe {
  readonly name: string;
  readonly writer: readonly string[];
  readonly reader: readonly string[];
  readonly code: number;
  readonly answer: RegExp;
}

function pipesOf(helm: string): Pipe[] {
  const chart = [helm, 'template', 'shop', 'examples/chart', '--namespace', 'shop'];
  const overlay = ['kubectl', 'kustomize', 'examples/kustomize/overlays/prod'];
  const clean = /^No findings in 3 objects in 1 file\.$/m;
  return [
    { name: 'a chart', writer: chart, reader: ['check', '-'], code: 0, answer: clean },
    {
      name: 'a chart with a wrong value',
      writer: [...chart, '--set', 'payments.port=70000'],
      reader: ['check', '-'],
      code: 1,
      answer: /^ {2}(\d+):\d+ {2}error {2}ServiceEntry shop\/shop-payments: 'spec\.ports\[0\]\.number' .*\n {6}\1 \| {3}- number: 70000$/m,
    },
    { name: 'a connection of a chart', writer: chart, reader: ['why', '-', '--from', 'shop/shop-web', '--to', 'https://api.payments.example'], code: 0, answer: /^ +decided by ServiceEntry shop\/shop-payments spec\.ports\[0\] {2}<stdin>:\d+:5$/m },
    { name: 'a connection that a chart does not allow', writer: chart, reader: ['why', '-', '--from', 'shop/shop-web', '--to', 'https://other.example'], code: 1, answer: /other\.example/ },
    { name: 'an overlay', writer: overlay, reader: ['check', '-'], code: 0, answer: clean },
    { name: 'a connection that an overlay replaces', writer: overlay, reader: ['why', '-', '--from', 'shop/web', '--to', 'https://api.payments.example'], code: 1, answer: /api\.payments\.example/ },
  ];
}

/** What is wrong with the answer. Undefined if nothing is. */
function faultOf({ writer: [program, ...args], reader, code, answer }: Pipe): string | undefined {
  const written = spawnSync(program, args, { cwd: ROOT, encoding: 'utf8' });
  if (written.status !== 0) { return `${program} ended with ${written.status}: ${written.stderr}`; }
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...reader], { cwd: ROOT, input: written.stdout, encoding: 'utf8' });
  if (status !== code || stderr !== '') { return `it ended with ${status} instead of ${code}\n${stdout}${stderr}`; }
  return answer.test(stdout) ? undefined : `the answer is not like ${String(answer)}\n${stdout}`;
}

async function main(): Promise<number> {
  if (spawnSync('kubectl', ['version', '--client']).error) {
    console.error('kubectl is missing (https://kubernetes.io/docs/tasks/tools); kustomize was not asked');
    return 2;
  }
  let helm: string;
  try {
    ({ helm } = await programs('helm'));
  } catch (error) {
    console.error(`${(error as Error).message}\nHelm was not asked`);
    return 2;
  }
  bundleCli(CLI);
  const faults = pipesOf(helm).flatMap(pipe => {
    const fault = faultOf(pipe);
    console.log(`${pipe.name}: ${fault ?? 'as expected'}`);
    return fault ?? [];
  });
  return faults.length === 0 ? 0 : 1;
}

void runCommand('usage: npm run conformance:pipes', main);
