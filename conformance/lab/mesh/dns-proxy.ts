import { ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { createInterface, Interface } from 'node:readline';
import { PROXY_USER } from './capture-flags';
import type { NetworkNamespace } from '../machine/network';

const ANSWER_SECONDS = 30;

/** Istio's own DNS proxy in a pod, to which the pod's DNS queries are redirected. */
export class DnsProxy {
  private readonly process: ChildProcess;
  private readonly lines: Interface;

  public constructor(private readonly name: string, namespace: NetworkNamespace, program: string, bootstrap: string, istiod: string) {
    const [command, args] = namespace.command(
      'setpriv', '--reuid', String(PROXY_USER), '--regid', String(PROXY_USER), '--clear-groups', program, 'dns', bootstrap, istiod,
    );
    const log = openSync(`${bootstrap}.dns.log`, 'a');
    this.process = spawn(command, args, { stdio: ['pipe', 'pipe', log] });
    closeSync(log);
    this.process.stdin!.on('error', () => undefined);
    this.lines = createInterface({ input: this.process.stdout! });
  }

  /**
   * Reads the name table that istiod now has for the pod.
   *
   * @throws if there is no answer in time
   */
  public async refresh(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => { reject(new Error(`the DNS proxy of ${this.name} gets no name table in ${ANSWER_SECONDS} s`)); }, ANSWER_SECONDS * 1000);
      this.lines.once('line', () => {
        clearTimeout(timer);
        resolve();
      });
      this.process.stdin!.write('\n');
    });
  }

  /** Kills the proxy. */
  public stop(): void {
    this.process.kill('SIGKILL');
  }
}
