import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { run } from '../machine/run';
import type { Expected } from '../scenarios/scenario';

/** A state of the repository, and what must come of connections then. */
export interface Commit {
  /** What it does, as a message of a commit. */
  readonly message: string;
  /** Folder with the files. */
  readonly folder: string;
  readonly expected: Expected;
}

const ROOT = resolve(__dirname, '..', '..', '..');
const EXAMPLES = join(ROOT, 'examples');
const EXAMPLE = join(EXAMPLES, 'quick-start');
const WEB = 'Deployment shop/shop-web-c82705b0';
const PAYMENTS = 'https://api.payments.example:443';
const API = 'https://abc12345.live.dynatrace.com:443';
const FIRST = 'https://activegate.example.com:9999';
const SECOND = 'https://activegate-2.example.com:9999';

/**
 * The quick start as it is, then synthesized again after its `connection-info.json` has changed: with one more ActiveGate, and then without the
 * one that was there first.
 *
 * @param folder an empty one, for the commits' files
 */
export function quickStartCommits(folder: string): Commit[] {
  const asItIs = { message: 'the quick start', folder: join(folder, '1'), expected: expected([FIRST], [SECOND]) };
  copyOf(EXAMPLE, asItIs.folder);
  cpSync(join(EXAMPLE, 'dist'), join(asItIs.folder, 'dist'), { recursive: true });
  const info = JSON.parse(readFileSync(join(EXAMPLE, 'connection-info.json'), 'utf8')) as { readonly communicationEndpoints: readonly string[] };
  const synthesized = (name: string, communicationEndpoints: readonly string[]): string => synthesize(join(folder, name), {
    ...info, communicationEndpoints, formattedCommunicationEndpoints: communicationEndpoints.join(';'),
  });
  const more = [...info.communicationEndpoints, `${SECOND}/communication`];
  const fewer = more.filter(url => url !== `${FIRST}/communication`);
  return [
    asItIs,
    { message: 'one more ActiveGate', folder: synthesized('2', more), expected: expected([FIRST, SECOND], []) },
    { message: 'the first ActiveGate is gone', folder: synthesized('3', fewer), expected: expected([SECOND], [FIRST]) },
  ];
}

function synthesize(folder: string, connectionInfo: object): string {
  copyOf(EXAMPLE, folder);
  writeFileSync(join(folder, 'connection-info.json'), `${JSON.stringify(connectionInfo, null, 2)}\n`);
  // The app reads the file where it is run.
  const tsx = [join(ROOT, 'node_modules', '.bin', 'tsx'), '--tsconfig', join(EXAMPLES, 'tsconfig.json'), join(EXAMPLE, 'main.ts')];
  run('env', ['-C', folder, '-u', 'TSX_TSCONFIG_PATH', `CDK8S_OUTDIR=${join(folder, 'dist')}`, ...tsx]);
  return folder;
}

/** What of an example is committed, but for what it writes. */
function copyOf(example: string, folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const file of ['main.ts', 'cdk8s.yaml', 'connection-info.json', 'kustomization.yaml']) { cpSync(join(example, file), join(folder, file)); }
}

function expected(open: readonly string[], closed: readonly string[]): Expected {
  return { [WEB]: { REACHABLE: [API, PAYMENTS, ...open], BLOCKED: [...closed, 'https://unknown-host.invalid (unknown host)'] } };
}
