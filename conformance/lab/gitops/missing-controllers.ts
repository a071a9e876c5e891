import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import type { KubernetesClient } from '../cluster/kubernetes-client';

/** The finalizers for which the API server needs the garbage collector. */
const FOREGROUND_DELETION = 'foregroundDeletion';

/** Does what Kubernetes controllers would do and delivery tools wait for. The lab runs no such controllers. */
export async function actAsControllers(client: KubernetesClient, mayGo: readonly KubernetesObject[]): Promise<void> {
  await rollOutDeployments(client);
  await collectGarbage(client, mayGo);
}

/** Marks each Deployment as rolled out. */
async function rollOutDeployments(client: KubernetesClient): Promise<void> {
  const deployments = await client.list('apps/v1', 'Deployment');
  await Promise.all(deployments.filter(isPending).map(async ({ metadata = {}, spec }) => {
    const { replicas } = spec as { replicas: number };
    const status = {
      observedGeneration: metadata.generation,
      replicas,
      updatedReplicas: replicas,
      readyReplicas: replicas,
      availableReplicas: replicas,
      conditions: [
        { type: 'Available', status: 'True', reason: 'MinimumReplicasAvailable' },
        { type: 'Progressing', status: 'True', reason: 'NewReplicaSetAvailable' },
      ],
    };
    const path = `/apis/apps/v1/namespaces/${metadata.namespace}/deployments/${metadata.name}/status`;
    await client.call(path, { method: 'PATCH', body: { status }, contentType: 'application/merge-patch+json' });
  }));
}

/** Completes deletions that wait for the garbage collector: no object here depends on another. */
async function collectGarbage(client: KubernetesClient, objects: readonly KubernetesObject[]): Promise<void> {
  for (const object of objects) {
    const { deletionTimestamp, finalizers } = (await client.read(object))?.metadata ?? {};
    if (deletionTimestamp !== undefined && Array.isArray(finalizers) && finalizers.includes(FOREGROUND_DELETION)) { await client.delete(object); }
  }
}

function isPending({ metadata = {}, status }: KubernetesObject): boolean {
  return (status as { observedGeneration?: number } | undefined)?.observedGeneration !== metadata.generation;
}
