/** The widest visibility of a ServiceEntry that `MeshConfig.serviceEntryVisibility` allows. */
export type VisibilityLevel = 'PUBLIC' | 'NAMESPACE' | 'NONE';

/** `MeshConfig.serviceEntryVisibility`, since Istio 1.31: limits `exportTo`, depending on the namespace of the ServiceEntry. */
export interface ServiceEntryVisibility {
  /** Whether it applies to sidecars. If false, it applies to ambient workloads only. */
  readonly applyToSidecars: boolean;
  /** For entries in namespaces without a matching policy. */
  readonly defaultVisibility: VisibilityLevel;
  /** The first policy whose selectors all match the labels of the namespace applies. */
  readonly policies: readonly { readonly visibility: VisibilityLevel; readonly namespaceSelectors: readonly unknown[] }[];
}
