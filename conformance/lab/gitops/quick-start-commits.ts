import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { run } from '../machine/run';
import type { Expected } from '../scenarios/scenario';

/** A state of the repository, and what must then happen to connections. */
export interface Commit {
  /** The message of the commit. */
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
 * The quick start unchanged, then synthesized again after changes of its `connection-info.json`: with one more ActiveGate, and then without the
 * first ActiveGate.
 *
 * @param folder an empty folder for the commits' files
 */
export function quickStartCommits(folder: string): Commit[] {
  const unchanged = { message: 'the quick start', folder: join(folder, '1'), expected: expected([FIRST], [SECOND]) };
  copyOf(EXAMPLE, unchanged.folder);
  cpSync(join(EXAMPLE, 'dist'), join(unchanged.folder, 'dist'), { recursive: true });
  const info = JSON.parse(readFileSync(join(EXAMPLE, 'connection-info.json'), 'utf8')) as { readonly communicationEndpoints: readonly string[] };
  const synthesized = (name: string, communicationEndpoints: readonly string[]): string => synthesize(join(folder, name), {
    ...info, communicationEndpoints, formattedCommunicationEndpoints: communicationEndpoints.join(';'),
  });
  const more = [...info.communicationEndpoints, `${SECOND}/communication`];
  const fewer = more.filter(url => url !== `${FIRST}/communication`);
  return [
    unchanged,
    { message: 'one more ActiveGate', folder: synthesized('2', more), expected: expected([FIRST, SECOND], []) },
    { message: 'the first ActiveGate is removed', folder: synthesized('3', fewer), expected: expected([SECOND], [FIRST]) },
  ];
}

function synthesize(folder: string, connectionInfo: object): string {
  copyOf(EXAMPLE, folder);
  writeFileSync(join(folder, 'connection-info.json'), `${JSON.stringify(connectionInfo, null, 2)}\n`);
  // The app reads the file in its working directory.
  const tsx = [join(ROOT, 'node_modules', '.bin', 'tsx'), '--tsconfig', join(EXAMPLES, 'tsconfig.json'), join(EXAMPLE, 'main.ts')];
  run('env', ['-C', folder, '-u', 'TSX_TSCONFIG_PATH', `CDK8S_OUTDIR=${join(folder, 'dist')}`, ...tsx]);
  return folder;
}

/** Copies the committed files of an example, except its output. */
function copyOf(example: string, folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const file of ['main.ts', 'cdk8s.yaml', 'connection-info.json', 'kustomization.yaml']) { cpSync(join(example, file), join(folder, file)); }
}

function expected(open: readonly string[], closed: readonly string[]): Expected {
  return { [WEB]: { REACHABLE: [API, PAYMENTS, ...open], BLOCKED: [...closed, 'https://unknown-host.invalid (unknown host)'] } };
}
