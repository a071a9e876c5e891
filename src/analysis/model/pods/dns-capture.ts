import { groupBy } from '../../base/group-by';
import { groupKindOf } from '../../base/group-kind';
import { isRecord, JsonObject, recordOf, textOf } from '../../base/json';
import { Labels, labelsOf } from '../../base/labels';
import { refOf } from '../../base/object-ref';
import { SelectorIndex } from '../../base/selector-index';
import { loadYaml } from '../../settings/load-yaml';
import { compareAge, createdAt } from '../age';
import type { MeshModel } from '../mesh-model';

/** Environment variable of the proxy that turns its answers to DNS queries on. */
export const DNS_CAPTURE = 'ISTIO_META_DNS_CAPTURE';

/** Annotation of pods with settings of their proxy, as YAML. */
export const PROXY_CONFIG_ANNOTATION = 'proxy.istio.io/config';

/** Annotation of pods whose traffic is not redirected if it is `NONE`. */
const INTERCEPTION_MODE = 'sidecar.istio.io/interceptionMode';

/** A pod, as far as the settings of its proxy depend on it. */
export interface ProxyPod {
  readonly namespace: string;
  readonly labels: Labels;
  readonly annotations: Labels;
}

/**
 * Whether the sidecar of a pod answers its DNS queries.
 *
 * Without redirection, its queries go to the DNS of the cluster. Otherwise, the strongest setting decides: a ProxyConfig that selects the pod, the pod's annotation, a ProxyConfig for the namespace, one in the root namespace, the mesh.
 */
export function capturesDns(model: MeshModel, pod: ProxyPod): boolean {
  if (pod.annotations[INTERCEPTION_MODE] === 'NONE') { return false; }
  const { settings } = model;
  if (proxyConfigs(model).size === 0 && pod.annotations[PROXY_CONFIG_ANNOTATION] === undefined) { return settings.dnsCapture; }
  const values = [
    variableOf(proxyConfigs(model).get(pod.namespace)?.withSelector.selecting(pod.labels)[0], 'environmentVariables'),
    variableOf(annotatedConfig(pod.annotations), 'proxyMetadata'),
    variableOf(proxyConfigs(model).get(pod.namespace)?.ofNamespace, 'environmentVariables'),
    variableOf(proxyConfigs(model).get(settings.rootNamespace)?.ofNamespace, 'environmentVariables'),
  ];
  const decisive = values.find(value => value !== undefined);
  return decisive === undefined ? settings.dnsCapture : decisive === 'true';
}

function variableOf(config: JsonObject | undefined, field: string): string | undefined {
  const value = recordOf(config?.[field])[DNS_CAPTURE];
  return typeof value === 'boolean' ? String(value) : textOf(value);
}

/** The settings in a pod's annotation; none where it cannot be read, as the injector then refuses the pod. */
function annotatedConfig(annotations: Labels): JsonObject | undefined {
  const text = annotations[PROXY_CONFIG_ANNOTATION];
  if (text === undefined) { return undefined; }
  return recordOf(parsedProxyConfig(text));
}

/** The value in a pod's annotation with settings of its proxy. Undefined if it is not YAML. */
export function parsedProxyConfig(text: string): unknown {
  try {
    return loadYaml().parse(text, { maxAliasCount: 0 });
  } catch {
    return undefined;
  }
}

/** The specs of the ProxyConfigs of a namespace. */
interface ProxyConfigs {
  readonly withSelector: SelectorIndex<JsonObject>;
  /** That of the oldest one without a selector. */
  readonly ofNamespace: JsonObject | undefined;
}

/** The ProxyConfigs by namespace, oldest first. */
function proxyConfigs(model: MeshModel): ReadonlyMap<string, ProxyConfigs> {
  return model.onceForAllOrders('ProxyConfigs', () => {
    const all = model.objects.flatMap((object, index) => {
      if (!isRecord(object) || groupKindOf(object) !== 'networking.istio.io/ProxyConfig') { return []; }
      const ref = refOf(object, index);
      return [{ ref, namespace: ref.namespace, sortName: ref.name, tieBreak: '', created: createdAt(object), spec: recordOf(object.spec) }];
    }).sort(compareAge);
    return new Map([...groupBy(all, ({ namespace }) => namespace)].map(([namespace, configs]) => {
      const specs = configs.map(({ spec }) => spec);
      const selecting = specs.filter(({ selector }) => isRecord(selector));
      return [namespace, {
        withSelector: new SelectorIndex(selecting, ({ selector }) => labelsOf(recordOf(selector).matchLabels)),
        ofNamespace: specs.find(({ selector }) => !isRecord(selector)),
      }];
    }));
  });
}
