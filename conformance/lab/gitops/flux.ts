import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart, Duration } from 'cdk8s';
import type { Delivery } from './delivery';
import type { GitServer } from './git-server';
import type { Repository } from './repository';
import { FluxDelivery, FluxSource } from '../../../src';
import { isRecord, listOf, recordOf } from '../../../src/analysis/base/json';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import type { Cluster } from '../cluster/cluster';
import { FLUX_CONTROLLERS } from '../cluster/crds';
import { Daemon } from '../machine/daemon';

/** The controllers of Flux, as programs. */
export type FluxPrograms = Readonly<Record<typeof FLUX_CONTROLLERS[number], string>>;

const NAMESPACE = 'flux-system';
const ARTIFACTS = '127.0.0.1:8086';
const DELIVERY_SECONDS = 90;

/** Delivers a repository with Flux's own controllers, and with what `FluxDelivery` writes: a GitRepository, and a Kustomization that waits and prunes. */
export class Flux implements Delivery {
  public readonly name = 'Flux';
  private controllers: Daemon[] = [];
  private kustomization: KubernetesObject | undefined;

  public constructor(
    private readonly cluster: Cluster,
    private readonly git: GitServer,
    private readonly programs: FluxPrograms,
    private readonly folder: string,
    /** Name of the served repository. */
    private readonly repositoryName: string,
  ) {}

  public async start({ branch }: Repository): Promise<void> {
    const storage = join(this.folder, 'artifacts');
    mkdirSync(storage);
    this.controllers = [
      this.startController('source-controller', 9441, ['--storage-path', storage, '--storage-addr', ARTIFACTS, '--storage-adv-addr', ARTIFACTS]),
      this.startController('kustomize-controller', 9442, []),
    ];
    const objects = this.deliveryOf(branch);
    this.kustomization = objects.find(({ kind }) => kind === 'Kustomization');
    await this.cluster.client.apply(objects);
  }

  public async untilDelivered(commit: string, isThere: () => Promise<boolean>): Promise<void> {
    const [sourceController, kustomizeController] = this.controllers;
    await sourceController.until(`done with fetching commit ${commit.slice(0, 7)}`, DELIVERY_SECONDS, () => this.isReady('GitRepository', 'source', commit));
    await kustomizeController.until(`done with applying commit ${commit.slice(0, 7)}`, DELIVERY_SECONDS, async () =>
      // With `wait`, ready means healthy. `isThere` runs too, because it also does the work of the missing controllers.
      await isThere() && await this.isReady('Kustomization', 'kustomize', commit));
  }

  public async withdraw(isGone: () => Promise<boolean>): Promise<void> {
    // Its finalizer prunes everything.
    await this.cluster.client.delete(this.kustomization as KubernetesObject);
    await this.controllers[1].until('done with pruning', DELIVERY_SECONDS, isGone);
    for (const controller of this.controllers) { await controller.stop(); }
  }

  /** The objects of a FluxDelivery, as users get them. */
  private deliveryOf(branch: string): KubernetesObject[] {
    const chart = new Chart(new App(), 'flux');
    const delivery = new FluxDelivery(chart, 'Delivery', {
      metadata: { name: 'app', namespace: NAMESPACE },
      source: FluxSource.gitRepository({ url: this.git.urlOf(this.repositoryName), branch }),
      interval: Duration.seconds(1),
    });
    delivery.addKustomization('app', { path: '.', interval: Duration.hours(1), retryInterval: Duration.seconds(2), timeout: Duration.minutes(1) });
    return chart.toJson() as KubernetesObject[];
  }

  private startController(name: keyof FluxPrograms, port: number, args: readonly string[]): Daemon {
    return new Daemon({
      name,
      folder: this.folder,
      command: this.programs[name],
      args: ['--events-addr', '', '--health-addr', `127.0.0.1:${port}`, '--metrics-addr', `127.0.0.1:${port + 10}`, ...args],
      env: { KUBECONFIG: this.cluster.kubeconfig, RUNTIME_NAMESPACE: NAMESPACE },
    });
  }

  /** Whether an object of Flux is ready with a commit. */
  private async isReady(kind: string, group: string, commit: string): Promise<boolean> {
    const read = await this.cluster.client.read({ apiVersion: `${group}.toolkit.fluxcd.io/v1`, kind, metadata: { name: 'app', namespace: NAMESPACE } });
    const status = recordOf(read?.status);
    const ready = listOf(status.conditions).find(condition => isRecord(condition) && condition.type === 'Ready');
    const revision = kind === 'Kustomization' ? status.lastAppliedRevision : recordOf(status.artifact).revision;
    if (!isRecord(ready) || ready.status !== 'True') { throw new Error(`${kind}: ${String(recordOf(ready).message ?? 'no status')}`); }
    return String(revision).endsWith(commit);
  }
}
