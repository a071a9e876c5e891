import { parse, parseAllDocuments } from 'yaml';
import { groupKindOf } from '../../analysis/base/group-kind';
import { isRecord, JsonObject, recordOf, textOf } from '../../analysis/base/json';
import type { KubernetesObject } from '../../analysis/base/kubernetes-object';
import { quote } from '../../analysis/base/quote';

/** The settings of a mesh, and where they are from. */
export interface FoundMeshConfig {
  readonly meshConfig: JsonObject;
  /** What they were read from, for people. */
  readonly origin: string;
  /** DNS domain of the cluster, if the values of an installation have it. */
  readonly clusterDomain?: string;
}

/**
 * Reads the settings of a mesh from YAML: the ConfigMap `istio`, an IstioOperator, values of Helm or `istioctl install`, or a MeshConfig by itself.
 *
 * @throws if the text is not YAML, or does not have one of these forms
 */
export function meshConfigOf(text: string): FoundMeshConfig {
  const documents = parseAllDocuments(text, { prettyErrors: false });
  const values = (Array.isArray(documents) ? documents : []).flatMap(document => {
    if (document.errors.length > 0) { throw new Error(`it is not YAML (${document.errors[0].message})`); }
    const value = document.toJS() as unknown;
    return isRecord(value) ? value.kind === 'List' && Array.isArray(value.items) ? value.items.filter(isRecord) : [value] : [];
  });
  const ofConfigMap = values.map(value => meshConfigOfConfigMap(value as unknown as KubernetesObject)).find(found => found !== undefined);
  if (ofConfigMap) { return ofConfigMap; }
  const [value] = values;
  if (value === undefined) { throw new Error('it is empty; pass a MeshConfig, the ConfigMap istio, or the values of an installation'); }
  if (value.kind === 'IstioOperator') { return ofValues(recordOf(value.spec), 'IstioOperator'); }
  if (value.kind !== undefined && value.apiVersion !== undefined) {
    throw new Error(`it is a ${String(value.kind)}, not a MeshConfig; pass a MeshConfig, the ConfigMap istio, an IstioOperator, or the values of an installation`);
  }
  if (isRecord(value.spec)) { return ofValues(value.spec, 'values'); }
  return isRecord(value.meshConfig) || isRecord(value.values) || isRecord(value.global) ? ofValues(value, 'values') : { meshConfig: value, origin: 'MeshConfig' };
}

/**
 * The settings in an object, if it is the ConfigMap `istio` or one of a revision.
 *
 * @throws if its `mesh` is not YAML, or not a map
 */
export function meshConfigOfConfigMap(object: KubernetesObject): FoundMeshConfig | undefined {
  if (!isRecord(object) || typeof object.apiVersion !== 'string' || groupKindOf(object) !== 'ConfigMap') { return undefined; }
  const metadata = recordOf(object.metadata);
  const name = textOf(metadata.name) ?? '';
  const mesh = textOf(recordOf(object.data).mesh);
  if (!/^istio(?:-[a-z0-9-]+)?$/.test(name) || mesh === undefined) { return undefined; }
  // With the log level 'silent', the parser would return a broken document as an empty one.
  const content = (parse(mesh, { prettyErrors: false, logLevel: 'error' }) ?? {}) as unknown;
  if (!isRecord(content)) { throw new Error(`it must be a map, got ${quote(content)}`); }
  return { meshConfig: content, origin: `ConfigMap ${textOf(metadata.namespace) ?? 'default'}/${name}` };
}

function ofValues(values: JsonObject, origin: string): FoundMeshConfig {
  const nested = recordOf(values.values);
  const proxy = recordOf(recordOf(recordOf(nested.global).proxy ?? recordOf(values.global).proxy));
  const clusterDomain = textOf(proxy.clusterDomain);
  const meshConfig = { ...recordOf(nested.meshConfig), ...recordOf(values.meshConfig) };
  return { meshConfig, origin, ...clusterDomain === undefined ? {} : { clusterDomain } };
}
