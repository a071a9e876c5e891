import { append } from '../../base/group-by';
import { Labels, selects } from '../../base/labels';
import type { MeshModel } from '../../model/mesh-model';

/** Pods of one namespace with the same labels. */
export interface Pods {
  readonly namespace: string;
  readonly labels: Labels;
  /** Index of the object that creates them; undefined for those of the default ingress gateway, which is assumed to exist. */
  readonly object?: number;
}

/** The default namespace of Istio's installation. `istioctl analyze` assumes it, whatever the root namespace is. */
export const CONTROL_PLANE_NAMESPACE = 'istio-system';

const DEFAULT_GATEWAY_LABELS: Labels = { istio: 'ingressgateway' };

/**
 * All pods among the objects, and those that their templates create. The ingress gateway of a default installation is included, as in `istioctl analyze`.
 */
export function allPods(model: MeshModel): readonly Pods[] {
  return model.once('pods', () => [
    { namespace: CONTROL_PLANE_NAMESPACE, labels: DEFAULT_GATEWAY_LABELS },
    ...model.workloads.map(({ namespace, labels, ref }) => ({ namespace, labels, object: ref.index })),
  ]);
}

/**
 * The pods with some labels. The time is linear in the number of pods with the rarest of these labels.
 *
 * @param namespace undefined for pods of all namespaces
 */
export function podsWith(model: MeshModel, labels: Labels, namespace?: string): readonly Pods[] {
  return model.once('pods by label', () => new PodIndex(allPods(model))).with(labels, namespace);
}

/** Pods by their labels. */
export class PodIndex {
  private readonly byLabel = new Map<string, Pods[]>();

  public constructor(private readonly all: readonly Pods[]) {
    for (const pods of all) {
      for (const key of keysOf(pods.labels).flatMap(label => [label, `${pods.namespace} ${label}`])) {
        append(this.byLabel, key, pods);
      }
    }
  }

  /** The pods with some labels, in one namespace or in all. */
  public with(labels: Labels, namespace?: string): readonly Pods[] {
    const scope = namespace === undefined ? '' : `${namespace} `;
    const candidates = keysOf(labels).map(label => this.byLabel.get(scope + label) ?? []);
    const fewest = candidates.reduce((a, b) => b.length < a.length ? b : a, candidates[0] ?? this.all);
    return fewest.filter(pods => (namespace === undefined || pods.namespace === namespace) && selects(labels, pods.labels));
  }
}

function keysOf(labels: Labels): string[] {
  return Object.entries(labels).map(entry => JSON.stringify(entry));
}
