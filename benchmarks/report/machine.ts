import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { arch, cpus, platform, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { versionIn } from '../../conformance/command/newest-versions';
import { versionOf } from '../../conformance/languages/language';

const ROOT = resolve(__dirname, '..', '..');
const PROGRAMS = join(ROOT, 'conformance', 'lab', 'programs');

/** The machine in a few words. */
export function machineName(): string {
  const processors = cpus();
  return `${processors.length} processors (${processors[0]?.model.trim() ?? arch()}) with ${(totalmem() / 2 ** 30).toFixed(0)} GB, ${platform()} ${arch()}`;
}

function goVersion(program: string, module: string): string {
  return versionIn(readFileSync(join(PROGRAMS, program, 'go.mod'), 'utf8'), module);
}

/** The versions of what is compared. */
export function versionsNow(): Record<string, string> {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { readonly version: string };
  return {
    'this library': `${version}${commit()}`,
    'Node.js': process.version,
    'cdk8s': versionOf('cdk8s'),
    'cdk8s-plus-28': versionOf('cdk8s-plus-28'),
    'helm': goVersion('helm', 'helm.sh/helm/v4'),
    'kustomize': goVersion('kustomize', 'sigs.k8s.io/kustomize/kustomize/v5'),
    'jsonnet (go-jsonnet)': goVersion('jsonnet', 'github.com/google/go-jsonnet'),
    'istioctl': goVersion('istioctl', 'istio.io/istio'),
  };
}

function commit(): string {
  try {
    return `, commit ${execFileSync('git', ['rev-parse', '--short=12', 'HEAD'], { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()}`;
  } catch {
    return '';
  }
}
