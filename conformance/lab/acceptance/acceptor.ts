import { changesOf } from './changes';
import { Manifest } from './manifest';
import { ApiError, KubernetesClient } from '../cluster/kubernetes-client';

/** What an API server did with one manifest. */
export interface Acceptance {
  readonly manifest: Manifest;
  /** Why it was refused, or what was changed; empty if it was accepted unchanged. */
  readonly faults: readonly string[];
}

/** Applied before all others. */
const NAMESPACE = 'Namespace';
/** The cluster has the vendors' own CRDs: ours is validated, but not kept. */
const CRD = 'CustomResourceDefinition';

/** Applies manifests to an API server unchanged, and reads back what it stores. */
export class Acceptor {
  private readonly namespaces = new Set<string>();

  public constructor(private readonly client: KubernetesClient) {}

  /** Applies the manifests of one app, reads them back, and deletes them, so that they don't affect the next app. */
  public async accept(manifests: readonly Manifest[]): Promise<Acceptance[]> {
    await this.ensureNamespaces(manifests);
    const first = manifests.filter(({ object }) => object.kind === NAMESPACE);
    const others = manifests.filter(({ object }) => object.kind !== NAMESPACE);
    const acceptAll = (some: readonly Manifest[]): Promise<Acceptance[]> => Promise.all(some.map(manifest => this.acceptOne(manifest)));
    const accepted = [...await acceptAll(first), ...await acceptAll(others)];
    // There is no controller that empties a Namespace, so a deleted one would stay `Terminating`.
    await Promise.all(others.filter(({ object }) => object.kind !== CRD).map(({ object }) => this.remove(object)));
    return manifests.map(manifest => accepted.find(one => one.manifest === manifest) as Acceptance);
  }

  private async acceptOne(manifest: Manifest): Promise<Acceptance> {
    const { object, yaml } = manifest;
    try {
      const dryRun = object.kind === CRD;
      const answer = await this.client.applyYaml(object, yaml, dryRun);
      const read = dryRun ? answer : await this.client.read(object);
      return { manifest, faults: read ? changesOf(object, read) : ['it is not there'] };
    } catch (error) {
      if (!(error instanceof ApiError)) { throw error; }
      return { manifest, faults: [error.message] };
    }
  }

  /** Creates the namespaces that an app does not contain, but a cluster would have. */
  private async ensureNamespaces(manifests: readonly Manifest[]): Promise<void> {
    const names = new Set(manifests.flatMap(({ object }) => object.metadata?.namespace as string | undefined ?? []));
    const missing = [...names].filter(name => !this.namespaces.has(name));
    await this.client.apply(missing.map(name => ({ apiVersion: 'v1', kind: NAMESPACE, metadata: { name } })));
    missing.forEach(name => this.namespaces.add(name));
  }

  private async remove(object: Manifest['object']): Promise<void> {
    // A finalizer would wait for a controller.
    if (object.metadata?.finalizers !== undefined) {
      await this.client.apply([{ ...object, metadata: { ...object.metadata, finalizers: [] } }]);
    }
    await this.client.delete(object);
  }
}
