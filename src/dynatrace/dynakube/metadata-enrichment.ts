import { LabelSelector } from '../pods/label-selector';
import { ResourceRequirements } from '../pods/resource-requirements';

/**
 * Metadata of Kubernetes for what pods send, added by the operator's webhook. Where a mode injects code modules, that happens in any case.
 *
 * @see https://docs.dynatrace.com/docs/shortlink/dto-params-k8s
 */
export interface MetadataEnrichment {
  /**
   * Whether pods are enriched.
   *
   * @default true
   */
  readonly enabled?: boolean;

  /**
   * The namespaces whose pods are enriched, by their labels.
   *
   * @default - all namespaces but the operator's own and those of Kubernetes and OpenShift
   */
  readonly namespaceSelector?: LabelSelector;

  /**
   * Resources of the init container that the pods get. Needs operator 1.10.
   *
   * @default - requests of 30m CPU and 30Mi, limits of 100m CPU and 60Mi
   */
  readonly initResources?: ResourceRequirements;
}
