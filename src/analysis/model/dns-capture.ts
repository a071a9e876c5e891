import { parse } from 'yaml';
import type { MeshModel } from './mesh-model';
import { groupBy } from '../base/group-by';
import { groupKindOf } from '../base/group-kind';
import { isRecord, JsonObject, recordOf, textOf } from '../base/json';
import type { KubernetesObject } from '../base/kubernetes-object';
import { Labels, labelsOf, selects } from '../base/labels';
import { refOf } from '../base/object-ref';

const DNS_CAPTURE = 'ISTIO_META_DNS_CAPTURE';

/** Annotation of pods with settings of their proxy, as YAML. */
export const PROXY_CONFIG_ANNOTATION = 'proxy.istio.io/config';

/** A pod, as far as the settings of its proxy depend on it. */
export interface ProxyPod {
  readonly namespace: string;
  readonly labels: Labels;
  readonly annotations: Labels;
}

/**
 * Whether the sidecar of a pod answers its DNS queries.
 *
 * The strongest setting decides: a ProxyConfig that selects the pod, the pod's annotation, a ProxyConfig for the namespace, one in the root namespace, the mesh.
 */
export function capturesDns(model: MeshModel, pod: ProxyPod): boolean {
  const { settings } = model;
  if (proxyConfigs(model).size === 0 && pod.annotations[PROXY_CONFIG_ANNOTATION] === undefined) { return settings.dnsCapture; }
  const values = [
    variableOf(proxyConfig(model, pod.namespace, spec => selectsPod(spec, pod)), 'environmentVariables'),
    variableOf(annotatedConfig(pod.annotations), 'proxyMetadata'),
    variableOf(proxyConfig(model, pod.namespace, spec => !isRecord(spec.selector)), 'environmentVariables'),
    variableOf(proxyConfig(model, settings.rootNamespace, spec => !isRecord(spec.selector)), 'environmentVariables'),
  ];
  const decisive = values.find(value => value !== undefined);
  return decisive === undefined ? settings.dnsCapture : decisive === 'true';
}

function selectsPod({ selector }: JsonObject, { labels }: ProxyPod): boolean {
  return isRecord(selector) && selects(labelsOf(selector.matchLabels), labels);
}

function variableOf(config: JsonObject | undefined, field: string): string | undefined {
  const value = recordOf(config?.[field])[DNS_CAPTURE];
  return typeof value === 'boolean' ? String(value) : textOf(value);
}

/** The settings in a pod's annotation; none where it cannot be read, as the injector then refuses the pod. */
function annotatedConfig(annotations: Labels): JsonObject | undefined {
  const text = annotations[PROXY_CONFIG_ANNOTATION];
  if (text === undefined) { return undefined; }
  try {
    return recordOf(parse(text, { maxAliasCount: 0 }));
  } catch {
    return undefined;
  }
}

/** The spec of the oldest ProxyConfig of a namespace that meets a condition. */
function proxyConfig(model: MeshModel, namespace: string, applies: (spec: JsonObject) => boolean): JsonObject | undefined {
  return proxyConfigs(model).get(namespace)?.map(({ spec }) => recordOf(spec)).find(applies);
}

function proxyConfigs(model: MeshModel): ReadonlyMap<string, readonly KubernetesObject[]> {
  return model.onceForAllOrders('ProxyConfigs', () => groupBy(
    model.objects.filter((object): object is KubernetesObject => isRecord(object) && groupKindOf(object) === 'networking.istio.io/ProxyConfig'),
    object => refOf(object, 0).namespace,
  ));
}
