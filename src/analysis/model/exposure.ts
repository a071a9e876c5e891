import { meetsLabelSelector } from '../base/label-selector';
import { Labels } from '../base/labels';
import { ServiceEntryVisibility } from '../settings/service-entry-visibility';

/** The namespaces in which an object is visible. */
export interface Exposure {
  readonly everywhere: boolean;
  /** The namespaces, unless it is visible everywhere. */
  readonly namespaces: ReadonlySet<string>;
}

const NOWHERE: Exposure = { everywhere: false, namespaces: new Set() };

/**
 * The namespaces in which an object is visible.
 *
 * @param exportTo the `exportTo` of the object; if empty, the default of the mesh applies
 * @param namespace the namespace of the object, which `.` means
 */
export function exposureOf(exportTo: readonly string[], meshDefault: readonly string[], namespace: string): Exposure {
  const scopes = exportTo.length > 0 ? exportTo : meshDefault;
  if (scopes.includes('*')) { return { everywhere: true, namespaces: new Set() }; }
  if (scopes.includes('~')) { return NOWHERE; }
  return { everywhere: false, namespaces: new Set(scopes.map(scope => scope === '.' ? namespace : scope)) };
}

/** Whether an object is visible in a namespace. */
export function isExposedTo(exposure: Exposure, namespace: string): boolean {
  return exposure.everywhere || exposure.namespaces.has(namespace);
}

/** The visibility of a ServiceEntry after `serviceEntryVisibility` limits it. */
export function cappedExposure(exposure: Exposure, cap: ServiceEntryVisibility | undefined, namespace: string, namespaceLabels: Labels): Exposure {
  if (!cap?.applyToSidecars) { return exposure; }
  const policy = cap.policies.find(({ namespaceSelectors }) => namespaceSelectors.every(selector => meetsLabelSelector(selector, namespaceLabels)));
  switch (policy?.visibility ?? cap.defaultVisibility) {
    case 'PUBLIC': return exposure;
    case 'NAMESPACE': return isExposedTo(exposure, namespace) ? { everywhere: false, namespaces: new Set([namespace]) } : NOWHERE;
    case 'NONE': return NOWHERE;
  }
}
