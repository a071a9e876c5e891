import { parseAllDocuments } from 'yaml';
import { isRecord, JsonObject, recordOf } from '../../analysis/base/json';
import type { KubernetesObject } from '../../analysis/base/kubernetes-object';
import { openLists } from '../../analysis/base/object-list';
import { InstalledMeshConfig, installedMeshConfig, meshConfigOfValues } from '../../analysis/settings/installed-mesh-config';

/** The settings of a mesh, and what they were read from, for people. */
export interface FoundMeshConfig extends InstalledMeshConfig {
  readonly origin: string;
}

const FORMS = 'a MeshConfig, the ConfigMap istio, an IstioOperator, or the values of an installation';

/**
 * Reads the settings of a mesh from YAML: an object that installs Istio, values of Helm or `istioctl install`, or a MeshConfig by itself.
 *
 * @throws if the text is not YAML, or does not have one of these forms
 */
export function meshConfigOf(text: string): FoundMeshConfig {
  const values = recordsIn(text);
  const installed = values.map(meshConfigOfObject).find(found => found !== undefined);
  if (installed) { return installed; }
  const [value] = values;
  if (value === undefined) { throw new Error(`it is empty; pass ${FORMS}`); }
  if (value.kind === 'IstioOperator') { return { field: ['spec'], origin: 'IstioOperator' }; }
  if (value.kind !== undefined && value.apiVersion !== undefined) { throw new Error(`it is a ${String(value.kind)}, not a MeshConfig; pass ${FORMS}`); }
  const spec = isRecord(value.spec) ? value.spec : value;
  const found = meshConfigOfValues(spec);
  if (found) { return { ...found, origin: 'values' }; }
  const isValues = spec !== value || isRecord(value.values) || isRecord(value.global);
  return isValues ? { field: [], origin: 'values' } : { meshConfig: value, field: [], origin: 'MeshConfig' };
}

/**
 * The settings in an object that installs Istio.
 *
 * @throws if it is the ConfigMap `istio`, and its `mesh` is not YAML, or not a map
 */
export function meshConfigOfObject(object: JsonObject): FoundMeshConfig | undefined {
  if (typeof object.apiVersion !== 'string' || typeof object.kind !== 'string') { return undefined; }
  const { kind, metadata } = object as unknown as KubernetesObject;
  const found = installedMeshConfig(object as unknown as KubernetesObject);
  const { name, namespace } = recordOf(metadata);
  return found && { ...found, origin: [kind, ...name === undefined ? [] : [`${String(namespace ?? 'default')}/${String(name)}`]].join(' ') };
}

/** The maps in the documents of a text, also those in a List. */
function recordsIn(text: string): JsonObject[] {
  const documents = parseAllDocuments(text, { prettyErrors: false });
  return (Array.isArray(documents) ? documents : []).flatMap(document => {
    if (document.errors.length > 0) { throw new Error(`it is not YAML (${document.errors[0].message})`); }
    return openLists([document.toJS() as KubernetesObject]).map(({ object }) => object as unknown).filter(isRecord);
  });
}
