import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import type { KubernetesClient } from '../cluster/kubernetes-client';

/** What the API server has the garbage collector take away. */
const FOREGROUND_DELETION = 'foregroundDeletion';

/** Does what the controllers of Kubernetes would, of which a lab has none, and what whoever delivers waits for. */
export async function standInForControllers(client: KubernetesClient, mayGo: readonly KubernetesObject[]): Promise<void> {
  await rollOutDeployments(client);
  await collectGarbage(client, mayGo);
}

/** Says of each Deployment that it is rolled out. */
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

/** Ends deletions that wait for the garbage collector: nothing here depends on anything. */
async function collectGarbage(client: KubernetesClient, objects: readonly KubernetesObject[]): Promise<void> {
  for (const object of objects) {
    const { deletionTimestamp, finalizers } = (await client.read(object))?.metadata ?? {};
    if (deletionTimestamp !== undefined && Array.isArray(finalizers) && finalizers.includes(FOREGROUND_DELETION)) { await client.delete(object); }
  }
}

function isPending({ metadata = {}, status }: KubernetesObject): boolean {
  return (status as { observedGeneration?: number } | undefined)?.observedGeneration !== metadata.generation;
}
