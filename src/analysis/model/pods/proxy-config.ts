import { BoundedCache } from '../../base/bounded-cache';
import { isRecord, JsonObject, recordOf } from '../../base/json';
import type { Labels } from '../../base/labels';
import { quote } from '../../base/quote';
import { loadYaml } from '../../settings/load-yaml';
import type { MeshSettings } from '../../settings/mesh-settings';

/** Annotation of pods with settings of their proxy, as YAML. */
export const PROXY_CONFIG_ANNOTATION = 'proxy.istio.io/config';

/** Annotation of pods with the way in which their connections are redirected. */
export const INTERCEPTION_MODE_ANNOTATION = 'sidecar.istio.io/interceptionMode';

/** The ways of redirection, in the order of their numbers in Istio's API. */
const INTERCEPTION_MODES: readonly unknown[] = ['REDIRECT', 'TPROXY', 'NONE'];

/** The value in a pod's annotation with settings of its proxy. Undefined if it is not YAML. Istio reads YAML 1.1, where `yes` is true, and the last of several equal keys counts. */
export function parsedProxyConfig(text: string): unknown {
  try {
    return loadYaml().parse(text, { maxAliasCount: 0, version: '1.1', uniqueKeys: false });
  } catch {
    return undefined;
  }
}

/** The most characters of annotations whose settings are kept. Pods of many workloads have the same annotation, and each connection of a pod asks several times. */
const MAX_KEPT_TEXT = 1_000_000;

const KNOWN = new BoundedCache<{ readonly text: string; readonly settings: JsonObject }>(MAX_KEPT_TEXT, ({ text }) => text.length);

/** The settings in a pod's annotation. Empty if it has none, or they cannot be read: the injector then refuses the pod. */
export function annotatedProxyConfig(annotations: Labels): JsonObject {
  const text = annotations[PROXY_CONFIG_ANNOTATION];
  return text === undefined ? {} : KNOWN.once(text, () => ({ text, settings: recordOf(parsedProxyConfig(text)) })).settings;
}

/** Why the injector refuses a pod because of this annotation. Undefined if it does not, as far as the fields decide that this analysis reads. */
export function proxyConfigFault(text: string): string | undefined {
  const config = parsedProxyConfig(text);
  if (config === null) { return undefined; }
  if (!isRecord(config)) { return `must be a map in YAML, got ${quote(text)}`; }
  const { proxyMetadata, interceptionMode, holdApplicationUntilProxyStarts } = withoutNull(config);
  if (proxyMetadata !== undefined && !isRecord(proxyMetadata)) { return `must have a map in proxyMetadata, got ${quote(proxyMetadata)}`; }
  const [name, value] = Object.entries(withoutNull(recordOf(proxyMetadata))).find(([, each]) => typeof each !== 'string') ?? [];
  if (name !== undefined) { return `must have a text for ${name} in proxyMetadata, got ${quote(value)}; write it in quotes`; }
  if (interceptionMode !== undefined && modeNamed(interceptionMode) === undefined) { return `must have REDIRECT, TPROXY or NONE in interceptionMode, got ${quote(interceptionMode)}`; }
  return holdApplicationUntilProxyStarts === undefined || typeof holdApplicationUntilProxyStarts === 'boolean' ? undefined
    : `must have true or false in holdApplicationUntilProxyStarts, got ${quote(holdApplicationUntilProxyStarts)}`;
}

function withoutNull(fields: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

/** The name of a way of redirection, which can be written as a number too. */
function modeNamed(value: unknown): unknown {
  return typeof value === 'number' ? INTERCEPTION_MODES[value] : INTERCEPTION_MODES.find(mode => mode === value);
}

/** The way in which the connections of a pod are redirected, and the annotation that sets it. Undefined if its annotations do not set one. */
export function interceptionModeOf(annotations: Labels): { readonly mode: unknown; readonly annotation: string } | undefined {
  const own = annotations[INTERCEPTION_MODE_ANNOTATION];
  if (own !== undefined) { return { mode: own, annotation: INTERCEPTION_MODE_ANNOTATION }; }
  const mode = modeNamed(annotatedProxyConfig(annotations).interceptionMode);
  return mode === undefined ? undefined : { mode, annotation: PROXY_CONFIG_ANNOTATION };
}

/** Whether the containers of a pod start after its sidecar is ready. No ProxyConfig can set this: the annotation of the pod decides, and then the mesh. */
export function holdsApplication({ holdsApplications = false }: MeshSettings, annotations: Labels): boolean {
  const own = annotatedProxyConfig(annotations).holdApplicationUntilProxyStarts;
  return typeof own === 'boolean' ? own : holdsApplications;
}
