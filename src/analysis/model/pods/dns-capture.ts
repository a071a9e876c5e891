import { annotatedProxyConfig, interceptionModeOf, PROXY_CONFIG_ANNOTATION } from './proxy-config';
import { groupBy } from '../../base/group-by';
import { groupKindOf } from '../../base/group-kind';
import { isRecord, JsonObject, recordOf, textOf } from '../../base/json';
import { Labels, labelsOf } from '../../base/labels';
import { ObjectRef, refOf } from '../../base/object-ref';
import { SelectorIndex } from '../../base/selector-index';
import { isTrueVariable } from '../../settings/proxy-variable';
import { Aged, compareAge, createdAt, oldest } from '../age';
import type { MeshModel } from '../mesh-model';

/** Environment variable of the proxy that turns its answers to DNS queries on. */
export const DNS_CAPTURE = 'ISTIO_META_DNS_CAPTURE';

/** API group and kind of ProxyConfigs. */
export const PROXY_CONFIG = 'networking.istio.io/ProxyConfig';

/** A pod, as far as the settings of its proxy depend on it. */
export interface ProxyPod {
  readonly namespace: string;
  readonly labels: Labels;
  readonly annotations: Labels;
}

/** Whether the sidecar of a pod answers its DNS queries. */
export interface DnsCapture {
  /** One answer, or two if the unknown ages of ProxyConfigs decide. */
  readonly possible: readonly boolean[];
  /** The ProxyConfigs of which the oldest decides. Empty if there is one answer. */
  readonly contested: readonly ObjectRef[];
}

/**
 * Whether the sidecar of a pod answers its DNS queries.
 *
 * Without redirection, its queries go to the DNS of the cluster. Otherwise, the strongest setting decides: a ProxyConfig that selects the pod, the pod's annotation, a ProxyConfig for the namespace, one in the root namespace, the mesh.
 * Of several ProxyConfigs alike, only the oldest counts, even if it does not set the variable.
 */
export function dnsCaptureOf(model: MeshModel, pod: ProxyPod): DnsCapture {
  if (interceptionModeOf(pod.annotations)?.mode === 'NONE') { return { possible: [false], contested: [] }; }
  const { settings } = model;
  const configs = proxyConfigs(model);
  if (configs.size === 0 && pod.annotations[PROXY_CONFIG_ANNOTATION] === undefined) { return { possible: [settings.dnsCapture], contested: [] }; }
  const own = configs.get(pod.namespace);
  const annotated = variableIn(annotatedProxyConfig(pod.annotations).proxyMetadata);
  return [
    oldest(own?.withSelector.selecting(pod.labels) ?? []),
    annotated === undefined ? [] : [{ variable: annotated }],
    own?.ofNamespace ?? [],
    configs.get(settings.rootNamespace)?.ofNamespace ?? [],
  ].reduceRight<DnsCapture>(overruled, { possible: [settings.dnsCapture], contested: [] });
}

/** Whether the sidecar of a pod certainly answers its DNS queries. */
export function capturesDns(model: MeshModel, pod: ProxyPod): boolean {
  return dnsCaptureOf(model, pod).possible.every(Boolean);
}

/** What settings decide about the variable, of which the oldest counts, and otherwise a weaker setting. */
function overruled(weaker: DnsCapture, settings: readonly { readonly variable?: string; readonly ref?: ObjectRef }[]): DnsCapture {
  if (settings.length === 0) { return weaker; }
  const values = new Set(settings.map(({ variable }) => variable === undefined ? undefined : isTrueVariable(variable)));
  const possible = [...new Set([...values].flatMap(value => value ?? weaker.possible))].sort();
  if (possible.length === 1) { return { possible, contested: [] }; }
  return { possible, contested: values.size === 1 ? weaker.contested : settings.flatMap(({ ref }) => ref ?? []) };
}

function variableIn(variables: unknown): string | undefined {
  return textOf(recordOf(variables)[DNS_CAPTURE]);
}

interface KnownProxyConfig extends Aged {
  readonly spec: JsonObject;
  /** What it sets the variable to. */
  readonly variable?: string;
}

/** The ProxyConfigs of a namespace. */
interface ProxyConfigs {
  readonly withSelector: SelectorIndex<KnownProxyConfig>;
  /** Those without a selector that can be the oldest. */
  readonly ofNamespace: readonly KnownProxyConfig[];
}

/** The ProxyConfigs by namespace, oldest first. One whose selector has no labels applies to nothing. */
function proxyConfigs(model: MeshModel): ReadonlyMap<string, ProxyConfigs> {
  return model.onceForAllOrders('ProxyConfigs', () => {
    const all = model.objects.flatMap((object, index): KnownProxyConfig[] => {
      if (!isRecord(object) || groupKindOf(object) !== PROXY_CONFIG) { return []; }
      const ref = refOf(object, index);
      const spec = recordOf(object.spec);
      return [{ ref, namespace: ref.namespace, sortName: ref.name, tieBreak: '', created: createdAt(object), spec, variable: variableIn(spec.environmentVariables) }];
    }).sort(compareAge);
    return new Map([...groupBy(all, ({ namespace }) => namespace)].map(([namespace, configs]) => {
      const selecting = configs.filter(({ spec }) => Object.keys(labelsIn(spec)).length > 0);
      return [namespace, {
        withSelector: new SelectorIndex(selecting, ({ spec }) => labelsIn(spec)),
        ofNamespace: oldest(configs.filter(({ spec }) => !isRecord(spec.selector))),
      }];
    }));
  });
}

function labelsIn({ selector }: JsonObject): Labels {
  return labelsOf(recordOf(selector).matchLabels);
}
