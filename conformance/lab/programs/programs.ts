import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { LabMissing } from '../machine/missing';

/** The programs that `build` builds. */
export type Program = 'etcd' | 'kube-apiserver' | 'istiod' | 'istio-iptables' | 'istio-agent' | 'node-agent' | 'envoy' | 'peer';

/** All programs of a mesh. */
export const MESH_PROGRAMS: readonly Program[] = ['etcd', 'kube-apiserver', 'istiod', 'istio-iptables', 'istio-agent', 'node-agent', 'envoy', 'peer'];

/**
 * The paths of programs. Builds a program first if its sources have changed.
 *
 * @throws LabMissing if a program cannot be built; the message tells what is missing
 */
export async function programs<P extends string = Program>(...names: readonly P[]): Promise<Record<P, string>> {
  const found: [P, string][] = [];
  for (const name of names) { found.push([name, await build(name)]); }
  return Object.fromEntries(found) as Record<P, string>;
}

function build(name: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(join(__dirname, 'build'), [name], { stdio: ['ignore', 'pipe', 'pipe'] });
    let path = '';
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => { path += text; });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      // A build takes minutes, so it is announced.
      if (text.startsWith('building ')) { process.stderr.write(text); }
    });
    child.on('error', reject);
    child.on('close', code => {
      if (code === 0) { resolve(path.trim()); } else { reject(new LabMissing(said.replace(/^building .*\n/, '').trim())); }
    });
  });
}
