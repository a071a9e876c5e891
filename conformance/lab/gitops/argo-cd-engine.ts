import { mkdirSync, rmSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import type { Delivery } from './delivery';
import type { Repository } from './repository';
import type { Cluster } from '../cluster/cluster';
import { Daemon } from '../machine/daemon';

const PORT = 8087;
/** Where the manifests are in the repository. */
const FOLDER = 'dist';
const DELIVERY_SECONDS = 90;

/** Delivers a repository with the sync engine of Argo CD, run by the agent that comes with it. */
export class ArgoCdEngine implements Delivery {
  public readonly name = 'Argo CD\'s sync engine';
  private agent: Daemon | undefined;
  private repository: Repository | undefined;

  public constructor(private readonly cluster: Cluster, private readonly program: string, private readonly folder: string) {}

  public async start(repository: Repository): Promise<void> {
    this.repository = repository;
    this.agent = new Daemon({
      name: 'gitops-agent',
      folder: this.folder,
      command: this.program,
      args: [repository.workingCopy, '--path', FOLDER, '--port', String(PORT), '--default-namespace', 'default', '--resync-seconds', '3600'],
      env: { KUBECONFIG: this.cluster.kubeconfig },
    });
    await this.agent.until('listening', DELIVERY_SECONDS, async () => {
      await this.sync();
      return true;
    });
  }

  public async untilDelivered(commit: string, isThere: () => Promise<boolean>): Promise<void> {
    await this.sync();
    await (this.agent as Daemon).until(`done with applying commit ${commit.slice(0, 7)}`, DELIVERY_SECONDS, isThere);
  }

  public async withdraw(isGone: () => Promise<boolean>): Promise<void> {
    // The repository then has no manifests, and the engine prunes everything.
    const dist = join((this.repository as Repository).workingCopy, FOLDER);
    rmSync(dist, { recursive: true });
    mkdirSync(dist);
    await this.sync();
    await (this.agent as Daemon).until('done with pruning', DELIVERY_SECONDS, isGone);
    await (this.agent as Daemon).stop();
  }

  /** Starts a sync of the working copy. The agent answers when the sync begins. */
  private sync(): Promise<void> {
    return new Promise((resolve, reject) => {
      get(`http://127.0.0.1:${PORT}/api/v1/sync`, response => {
        response.resume().on('end', () => { resolve(); });
      }).on('error', reject);
    });
  }
}
