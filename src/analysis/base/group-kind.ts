import type { KubernetesObject } from './kubernetes-object';

/** The texts that were made, by API version and kind. Each object is asked many times, and the same text is found in a map faster than a new one. */
const MADE = new Map<unknown, Map<unknown, string>>();
/** The most API versions, and kinds of one, that are kept. */
const MAX_MADE = 200;

/** API group and kind of an object, such as `networking.istio.io/ServiceEntry`. For the core group, only the kind, such as `Pod`. */
export function groupKindOf({ apiVersion, kind }: Pick<KubernetesObject, 'apiVersion' | 'kind'>): string {
  const made = MADE.get(apiVersion)?.get(kind);
  if (made !== undefined) { return made; }
  const version = String(apiVersion);
  const slash = version.lastIndexOf('/');
  const text = slash < 0 ? String(kind) : `${version.slice(0, slash)}/${kind}`;
  if (typeof apiVersion === 'string' && typeof kind === 'string') { keep(apiVersion, kind, text); }
  return text;
}

function keep(apiVersion: string, kind: string, text: string): void {
  const kinds = MADE.get(apiVersion) ?? new Map<unknown, string>();
  if (kinds.size >= MAX_MADE || MADE.size >= MAX_MADE) { return; }
  MADE.set(apiVersion, kinds.set(kind, text));
}

/** The API version of an object without the group, such as `v1beta1`. */
export function versionOf(object: KubernetesObject): string {
  const apiVersion = String(object.apiVersion);
  return apiVersion.slice(apiVersion.lastIndexOf('/') + 1);
}
