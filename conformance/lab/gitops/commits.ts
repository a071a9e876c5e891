import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { bundleScript } from '../../../projenrc/bundle-script';
import { run } from '../machine/run';
import type { Expected } from '../scenarios/scenario';

/** A state of the repository, and what must then happen to connections. */
export interface Commit {
  /** The message of the commit. */
  readonly message: string;
  /** Folder with the files. */
  readonly folder: string;
  /** Where the manifests are, such as `dist`. */
  readonly manifests: string;
  readonly expected: Expected;
}

const ROOT = resolve(__dirname, '..', '..', '..');
const EXAMPLES = join(ROOT, 'examples');
/** The examples with the connections of the quick start, and where their manifests are. */
const MANIFESTS = { 'quick-start': 'dist', 'argo-cd': join('dist', 'egress') };
const WEB = 'Deployment shop/shop-web-c82705b0';
const PAYMENTS = 'https://api.payments.example:443';
const API = 'https://abc12345.live.dynatrace.com:443';
const FIRST = 'https://activegate.example.com:9999';
const SECOND = 'https://activegate-2.example.com:9999';

/**
 * An example unchanged, then synthesized again after changes of its `connection-info.json`: with one more ActiveGate, and then without the first ActiveGate.
 *
 * @param name name of the example
 * @param folder folder for the commits' files
 */
export async function commitsOf(name: keyof typeof MANIFESTS, folder: string): Promise<Commit[]> {
  const example = join(EXAMPLES, name);
  const manifests = MANIFESTS[name];
  const unchanged = { message: `examples/${name}`, folder: join(folder, '1'), manifests, expected: expected([FIRST], [SECOND]) };
  copyOf(example, unchanged.folder);
  cpSync(join(example, 'dist'), join(unchanged.folder, 'dist'), { recursive: true });
  const info = JSON.parse(readFileSync(join(example, 'connection-info.json'), 'utf8')) as { readonly communicationEndpoints: readonly string[] };
  const more = [...info.communicationEndpoints, `${SECOND}/communication`];
  const fewer = more.filter(url => url !== `${FIRST}/communication`);
  // In the repository, because the app loads packages of npm from there.
  const app = join(ROOT, '.cache', 'commits', `${name}-${process.pid}.js`);
  await bundleScript(join(example, 'main.ts'), app);
  try {
    const synthesized = (commit: string, communicationEndpoints: readonly string[]): string => synthesize({ example, app }, join(folder, commit), {
      ...info, communicationEndpoints, formattedCommunicationEndpoints: communicationEndpoints.join(';'),
    });
    return [
      unchanged,
      { message: 'one more ActiveGate', folder: synthesized('2', more), manifests, expected: expected([FIRST, SECOND], []) },
      { message: 'the first ActiveGate is removed', folder: synthesized('3', fewer), manifests, expected: expected([SECOND], [FIRST]) },
    ];
  } finally {
    rmSync(app);
  }
}

function synthesize({ example, app }: { readonly example: string; readonly app: string }, folder: string, connectionInfo: object): string {
  copyOf(example, folder);
  writeFileSync(join(folder, 'connection-info.json'), `${JSON.stringify(connectionInfo, null, 2)}\n`);
  // The app reads the file in its working directory.
  run('env', ['-C', folder, `CDK8S_OUTDIR=${join(folder, 'dist')}`, process.execPath, app]);
  return folder;
}

/** Copies the committed files of an example, except its output. */
function copyOf(example: string, folder: string): void {
  mkdirSync(folder, { recursive: true });
  const files = ['main.ts', 'cdk8s.yaml', 'connection-info.json', 'kustomization.yaml'].filter(file => existsSync(join(example, file)));
  for (const file of files) { cpSync(join(example, file), join(folder, file)); }
}

function expected(open: readonly string[], closed: readonly string[]): Expected {
  return { [WEB]: { REACHABLE: [API, PAYMENTS, ...open], BLOCKED: [...closed, 'https://unknown-host.invalid (unknown host)'] } };
}
