import { loadYaml } from './load-yaml';
import { groupKindOf } from '../base/group-kind';
import { isRecord, JsonObject, recordOf, textOf } from '../base/json';
import type { KubernetesObject } from '../base/kubernetes-object';
import { quote } from '../base/quote';

/** The settings of a mesh in what installs it. */
export interface InstalledMeshConfig {
  /** Undefined if only the domain is set. */
  readonly meshConfig?: JsonObject;
  /** Where the object has them. */
  readonly field: readonly string[];
  /** DNS domain of the cluster, if the object has it. */
  readonly clusterDomain?: string;
}

/** Kinds whose objects have a MeshConfig, and where. */
const READERS: Readonly<Record<string, (object: KubernetesObject) => InstalledMeshConfig | undefined>> = {
  'ConfigMap': object => ofConfigMap(object),
  'install.istio.io/IstioOperator': ({ spec }) => inside('spec', meshConfigOfValues(recordOf(spec))),
  'sailoperator.io/Istio': ({ spec }) => inside('spec', meshConfigOfValues({ values: recordOf(spec).values })),
  'sailoperator.io/IstioRevision': ({ spec }) => inside('spec', meshConfigOfValues({ values: recordOf(spec).values })),
};

/**
 * The MeshConfig in an object that installs Istio: the ConfigMap `istio`, an IstioOperator, or an Istio of the Sail operator. Undefined if the object has none.
 *
 * @throws if the ConfigMap has one that istiod ignores because it is not YAML, or not a map
 */
export function installedMeshConfig(object: KubernetesObject): InstalledMeshConfig | undefined {
  const kind = groupKindOf(object);
  return Object.hasOwn(READERS, kind) ? READERS[kind](object) : undefined;
}

/** The MeshConfig in the values of `istioctl install` or of Helm. Undefined if they have none. */
export function meshConfigOfValues(values: JsonObject): InstalledMeshConfig | undefined {
  const ofChart = recordOf(values.values);
  const domain = textOf(recordOf(recordOf(ofChart.global).proxy ?? recordOf(values.global).proxy).clusterDomain);
  const clusterDomain = domain === undefined ? {} : { clusterDomain: domain };
  if (!isRecord(values.meshConfig) && !isRecord(ofChart.meshConfig)) { return domain === undefined ? undefined : { field: [], ...clusterDomain }; }
  const field = isRecord(values.meshConfig) ? ['meshConfig'] : ['values', 'meshConfig'];
  return { meshConfig: { ...recordOf(ofChart.meshConfig), ...recordOf(values.meshConfig) }, field, ...clusterDomain };
}

/**
 * The MeshConfig in the key `mesh` of the ConfigMap `istio`.
 *
 * @throws if it is not YAML, or not a map. The message does not repeat the text
 */
export function meshConfigFromYaml(text: string): JsonObject {
  let content: unknown;
  try {
    // Istio reads YAML 1.1, where `yes` is true.
    // With the log level 'silent', the parser would return a broken document as an empty one.
    content = loadYaml().parse(text, { prettyErrors: false, logLevel: 'error', version: '1.1' }) ?? {};
  } catch (error) {
    const line = error instanceof loadYaml().YAMLParseError ? ` (line ${text.slice(0, error.pos[0]).split('\n').length})` : '';
    throw new Error(`'mesh' must be a MeshConfig as YAML, got a text that is not YAML${line}`);
  }
  if (!isRecord(content)) { throw new Error(`'mesh' must be an object, got ${quote(content)}`); }
  return content;
}

/** The ConfigMap of a revision has the name of the revision at its end. */
function ofConfigMap({ metadata, data }: KubernetesObject): InstalledMeshConfig | undefined {
  const mesh = textOf(recordOf(data).mesh);
  const isIstios = /^istio(?:-[a-z0-9-]+)?$/.test(textOf(recordOf(metadata).name) ?? '');
  return mesh !== undefined && isIstios ? { meshConfig: meshConfigFromYaml(mesh), field: ['data', 'mesh'] } : undefined;
}

function inside(key: string, found: InstalledMeshConfig | undefined): InstalledMeshConfig | undefined {
  return found && { ...found, field: [key, ...found.field] };
}
