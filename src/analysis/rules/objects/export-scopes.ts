import type { MeshObject } from './mesh-objects';
import { textsOf } from '../../base/json';

/** The scope of objects that all namespaces see. */
export const EVERYWHERE = '*';

/** The namespaces that see an object by its `exportTo`, or only `*` if all see it. */
export function exportScopes({ ref, spec }: MeshObject): string[] {
  const exportTo = textsOf(spec.exportTo);
  return exportTo.length === 0 || exportTo.includes(EVERYWHERE) ? [EVERYWHERE] : [...new Set(exportTo.map(scope => scope === '.' ? ref.namespace : scope))];
}
