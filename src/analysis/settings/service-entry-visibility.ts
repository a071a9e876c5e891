/** How far `MeshConfig.serviceEntryVisibility` lets a ServiceEntry be seen at most. */
export type VisibilityLevel = 'PUBLIC' | 'NAMESPACE' | 'NONE';

/** `MeshConfig.serviceEntryVisibility`, since Istio 1.31: narrows what `exportTo` says, by the namespace of the entry. */
export interface ServiceEntryVisibility {
  /** Whether it holds for sidecars. Otherwise it is about ambient workloads only. */
  readonly applyToSidecars: boolean;
  /** For entries in namespaces that no policy is about. */
  readonly defaultVisibility: VisibilityLevel;
  /** The first one whose selectors all match the labels of the namespace counts. */
  readonly policies: readonly { readonly visibility: VisibilityLevel; readonly namespaceSelectors: readonly unknown[] }[];
}
