import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Delivery } from './delivery';
import type { Repository } from './repository';
import type { Cluster } from '../cluster/cluster';
import { Daemon } from '../machine/daemon';

const PORT = 8087;
const DELIVERY_SECONDS = 90;
/** More than the sync waves of an example. */
const MOST_RUNS = 8;
/** How many times the agent has looked in vain when it is clear that it would look forever. */
const WAITS = 3;

/**
 * Delivers a repository with the sync engine of Argo CD, run by the agent that comes with it.
 *
 * The agent reads the objects of the cluster only when a sync begins, so it never sees that the new objects of a wave are healthy. It is therefore started again, for the next
 * wave, until everything is delivered. The controller of Argo CD reads them again by itself.
 */
export class ArgoCdEngine implements Delivery {
  public readonly name = 'Argo CD\'s sync engine';
  private agent: Daemon | undefined;
  private repository: Repository | undefined;

  public constructor(
    private readonly cluster: Cluster,
    private readonly program: string,
    private readonly folder: string,
    /** Where the manifests are in the repository. */
    private readonly manifests: string,
  ) {}

  public start(repository: Repository): Promise<void> {
    this.repository = repository;
    return Promise.resolve();
  }

  public untilDelivered(commit: string, isThere: () => Promise<boolean>): Promise<void> {
    return this.runUntil(`done with applying commit ${commit.slice(0, 7)}`, isThere);
  }

  public async withdraw(isGone: () => Promise<boolean>): Promise<void> {
    // The repository then has no manifests, and the engine prunes everything.
    const manifests = join((this.repository as Repository).workingCopy, this.manifests);
    rmSync(manifests, { recursive: true });
    mkdirSync(manifests);
    await this.runUntil('done with pruning', isGone);
    await this.agent?.stop();
  }

  /** Starts the agent, which syncs the working copy at once, for one sync wave after the other, until a condition is met. */
  private async runUntil(what: string, check: () => Promise<boolean>): Promise<void> {
    let reason = '';
    for (let run = 0; run < MOST_RUNS; run++) {
      await this.agent?.stop();
      const logged = this.agent?.logged().length ?? 0;
      const agent = this.agent = this.startAgent();
      let isMet = false;
      await agent.until(what, DELIVERY_SECONDS, async () => {
        try {
          isMet = await check();
        } catch (error) {
          reason = (error as Error).message;
        }
        return isMet || waits(agent.logged().slice(logged));
      });
      if (isMet) { return; }
    }
    throw new Error(`${this.name} is not ${what} after ${MOST_RUNS} runs (${reason})\n${this.agent?.lastLines() ?? ''}`);
  }

  private startAgent(): Daemon {
    const { workingCopy } = this.repository as Repository;
    return new Daemon({
      name: 'gitops-agent',
      folder: this.folder,
      command: this.program,
      args: [workingCopy, '--path', this.manifests, '--port', String(PORT), '--default-namespace', 'default', '--resync-seconds', '3600'],
      env: { KUBECONFIG: this.cluster.kubeconfig },
    });
  }
}

/** Whether the agent waits for the health of objects, by its log. It looks again each second. */
function waits(log: string): boolean {
  return log.split('"Syncing"').filter(line => line.includes('started=true')).length > WAITS;
}
