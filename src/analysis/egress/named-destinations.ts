import { groupKindOf } from '../base/group-kind';
import { JsonObject, listOf, recordOf, textOf } from '../base/json';
import type { KubernetesObject } from '../base/kubernetes-object';
import { labelsOf } from '../base/labels';
import { podTemplatePath } from '../model/pod-template';
import { MeshWorkload, serviceAccountOf, workloadOf } from '../model/workload';
import { isIpAddress } from '../syntax/addresses';
import { isFqdn, normalizeHost } from '../syntax/hosts';

/** A URL that a setting of a workload consists of. */
export interface NamedUrl {
  readonly protocol: 'http' | 'https';
  readonly host: string;
  readonly port: number;
  /** Where it is, such as `env PAYMENTS_URL of container "web"`. */
  readonly source: string;
}

/** What the manifests of a workload name. */
export interface WorkloadSettings {
  readonly workload: MeshWorkload;
  /** Name of the ServiceAccount of its pods. */
  readonly serviceAccount: string;
  /** URLs that an environment variable or an argument consists of. Empty for a container with a forward proxy, which connects to the proxy instead. */
  readonly urls: readonly NamedUrl[];
  /** Names with a dot in its environment variables, commands, arguments and ConfigMaps. They can be anything, such as the name of a file. */
  readonly names: ReadonlySet<string>;
}

/** A text of a workload. A setting can be a URL as a whole; in a file, a URL is often no destination. */
interface Text {
  readonly text: string;
  readonly source?: string;
}

const SCHEMES: { readonly [scheme: string]: { readonly protocol: NamedUrl['protocol']; readonly port: number } } = {
  http: { protocol: 'http', port: 80 }, ws: { protocol: 'http', port: 80 }, https: { protocol: 'https', port: 443 }, wss: { protocol: 'https', port: 443 },
};
const URL_PARTS = /^([a-z]+):\/\/(?:[^/?#@\s]*@)?([^/?#:@\s]+)(?::([0-9]{1,5}))?(?:[/?#]\S*)?$/i;
const FORWARD_PROXY = /^(?:https?|all)_proxy$/i;

/**
 * What the workloads among objects name as destinations. Secrets are not read. ConfigMaps are those of the namespace of the workload that its pods use.
 */
export function settingsOfWorkloads(objects: readonly KubernetesObject[]): WorkloadSettings[] {
  const configMaps = new Map(objects.filter(object => groupKindOf(object) === 'ConfigMap')
    .map(({ metadata, data }) => [`${metadata?.namespace}/${metadata?.name}`, labelsOf(data)]));
  return objects.flatMap((object, index): WorkloadSettings[] => {
    const workload = workloadOf(object, index);
    if (!workload) { return []; }
    const path = podTemplatePath(groupKindOf(object)) ?? [];
    const spec = recordOf(recordOf(path.reduce<unknown>((value, key) => recordOf(value)[key], object)).spec);
    const dataOf = (name: unknown) => configMaps.get(`${workload.namespace}/${String(name)}`) ?? {};
    const containers = [...listOf(spec.initContainers), ...listOf(spec.containers)].map(recordOf);
    const texts = containers.map(container => textsOf(container, dataOf));
    return [{
      workload,
      serviceAccount: serviceAccountOf(object),
      urls: texts.flatMap(urlsOf),
      names: new Set([...texts.flat(), ...filesOf(spec, dataOf)].flatMap(({ text }) => namesIn(text))),
    }];
  });
}

type DataOf = (configMap: unknown) => { readonly [key: string]: string };

function textsOf(container: JsonObject, dataOf: DataOf): (Text & { readonly variable?: string })[] {
  const place = `of container "${textOf(container.name) ?? ''}"`;
  const variables = listOf(container.env).map(recordOf).flatMap(({ name, value, valueFrom }) => {
    const reference = recordOf(recordOf(valueFrom).configMapKeyRef);
    const text = textOf(value) ?? dataOf(reference.name)[textOf(reference.key) ?? ''] as string | undefined;
    return text === undefined ? [] : [{ variable: textOf(name) ?? '', text }];
  });
  const imported = listOf(container.envFrom).map(recordOf).flatMap(({ prefix, configMapRef }) => Object.entries(dataOf(recordOf(configMapRef).name))
    .map(([key, text]) => ({ variable: `${textOf(prefix) ?? ''}${key}`, text })));
  const words = [...listOf(container.command), ...listOf(container.args)].flatMap(word => textOf(word) ?? []);
  return [
    ...[...variables, ...imported].map(({ variable, text }) => ({ variable, text, source: `env ${variable} ${place}` })),
    // An option and its value can be one argument.
    ...words.map(word => ({ text: word.replace(/^--?[\w.-]+=/, ''), source: `an argument ${place}` })),
  ];
}

/** The ConfigMaps that are mounted as files. */
function filesOf(spec: JsonObject, dataOf: DataOf): Text[] {
  return listOf(spec.volumes).map(recordOf)
    .flatMap(({ configMap, projected }) => [configMap, ...listOf(recordOf(projected).sources).map(source => recordOf(source).configMap)])
    .flatMap(configMap => Object.values(dataOf(recordOf(configMap).name))).map(text => ({ text }));
}

function urlsOf(texts: readonly (Text & { readonly variable?: string })[]): NamedUrl[] {
  if (texts.some(({ variable }) => variable !== undefined && FORWARD_PROXY.test(variable))) { return []; }
  return texts.flatMap(({ text, source = '' }) => urlOf(text.trim(), source) ?? []);
}

function urlOf(text: string, source: string): NamedUrl | undefined {
  const [, scheme = '', given = '', number] = URL_PARTS.exec(text) ?? [];
  const name = scheme.toLowerCase();
  const host = normalizeHost(given);
  if (!Object.hasOwn(SCHEMES, name) || !host.includes('.') || !isFqdn(host) || isIpAddress(host)) { return undefined; }
  const { protocol, port: usual } = SCHEMES[name];
  const port = number === undefined ? usual : Number(number);
  return port >= 1 && port <= 65535 ? { protocol, host, port, source } : undefined;
}

/** Everything in a text that can be a name with a dot. */
function namesIn(text: string): string[] {
  return text.toLowerCase().split(/[^a-z0-9.-]+/).map(word => word.replace(/^[.-]+/, '')).flatMap(word => {
    const name = normalizeHost(word);
    return name.includes('.') && isFqdn(name) ? [name] : [];
  });
}
