import { meetsLabelSelector } from '../base/label-selector';
import { Labels } from '../base/labels';
import { ServiceEntryVisibility } from '../settings/service-entry-visibility';

/** The namespaces that see an object. */
export interface Exposure {
  readonly everywhere: boolean;
  /** Where it is seen if not everywhere. */
  readonly namespaces: ReadonlySet<string>;
}

const NOWHERE: Exposure = { everywhere: false, namespaces: new Set() };

/**
 * The namespaces that see an object.
 *
 * @param exportTo what the object says; nothing means the default of the mesh
 * @param namespace the one of the object, which `.` stands for
 */
export function exposureOf(exportTo: readonly string[], meshDefault: readonly string[], namespace: string): Exposure {
  const scopes = exportTo.length > 0 ? exportTo : meshDefault;
  if (scopes.includes('*')) { return { everywhere: true, namespaces: new Set() }; }
  if (scopes.includes('~')) { return NOWHERE; }
  return { everywhere: false, namespaces: new Set(scopes.map(scope => scope === '.' ? namespace : scope)) };
}

/** Whether a namespace is among those that see an object. */
export function isExposedTo(exposure: Exposure, namespace: string): boolean {
  return exposure.everywhere || exposure.namespaces.has(namespace);
}

/** What `serviceEntryVisibility` leaves of the namespaces that see a ServiceEntry. It never widens. */
export function cappedExposure(exposure: Exposure, cap: ServiceEntryVisibility | undefined, namespace: string, namespaceLabels: Labels): Exposure {
  if (!cap?.applyToSidecars) { return exposure; }
  const policy = cap.policies.find(({ namespaceSelectors }) => namespaceSelectors.every(selector => meetsLabelSelector(selector, namespaceLabels)));
  switch (policy?.visibility ?? cap.defaultVisibility) {
    case 'PUBLIC': return exposure;
    case 'NAMESPACE': return isExposedTo(exposure, namespace) ? { everywhere: false, namespaces: new Set([namespace]) } : NOWHERE;
    case 'NONE': return NOWHERE;
  }
}
