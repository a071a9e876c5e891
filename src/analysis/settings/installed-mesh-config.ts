import { parse } from 'yaml';
import { groupKindOf } from '../base/group-kind';
import { isRecord, JsonObject, recordOf, textOf } from '../base/json';
import type { KubernetesObject } from '../base/kubernetes-object';

/** Kinds whose objects have a MeshConfig, and where. */
const READERS: Readonly<Record<string, (object: KubernetesObject) => unknown>> = {
  'ConfigMap': object => ofConfigMap(object),
  'install.istio.io/IstioOperator': ({ spec }) => ofValues(recordOf(spec)),
  'sailoperator.io/Istio': ({ spec }) => recordOf(recordOf(spec).values).meshConfig,
  'sailoperator.io/IstioRevision': ({ spec }) => recordOf(recordOf(spec).values).meshConfig,
};

/**
 * The MeshConfig in an object that installs Istio: the ConfigMap `istio`, an IstioOperator, or an Istio of the Sail operator. Undefined if the object has none.
 *
 * @throws if the YAML in a ConfigMap cannot be read
 */
export function installedMeshConfig(object: KubernetesObject): JsonObject | undefined {
  const kind = groupKindOf(object);
  const config = Object.hasOwn(READERS, kind) ? READERS[kind](object) : undefined;
  return isRecord(config) ? config : undefined;
}

/** The ConfigMap of a revision has the name of the revision at its end. */
function ofConfigMap({ metadata, data }: KubernetesObject): unknown {
  const mesh = textOf(recordOf(data).mesh);
  return mesh !== undefined && /^istio(?:-[a-z0-9-]+)?$/.test(textOf(recordOf(metadata).name) ?? '') ? meshConfigFromYaml(mesh) : undefined;
}

function ofValues(spec: JsonObject): unknown {
  const ofChart = recordOf(spec.values).meshConfig;
  return spec.meshConfig === undefined && ofChart === undefined ? undefined : { ...recordOf(ofChart), ...recordOf(spec.meshConfig) };
}

/**
 * The MeshConfig in the key `mesh` of the ConfigMap `istio`.
 *
 * @throws if it is not YAML
 */
export function meshConfigFromYaml(text: string): unknown {
  return parse(text, { maxAliasCount: 0, prettyErrors: false, logLevel: 'error' });
}
