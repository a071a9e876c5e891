import { destinationsIn, SettingDestination } from './setting-destinations';
import { groupKindOf } from '../base/group-kind';
import { JsonObject, listOf, recordOf, textOf } from '../base/json';
import type { KubernetesObject } from '../base/kubernetes-object';
import { labelsOf } from '../base/labels';
import { MeshWorkload, podSpecOf, workloadOf } from '../model/workload';
import { isFqdn, normalizeHost } from '../syntax/hosts';

/** A destination that a setting of a workload consists of. */
export interface NamedDestination extends SettingDestination {
  /** Where it is, such as `env PAYMENTS_URL of container "web"`. */
  readonly source: string;
}

/** What the manifests of a workload name. */
export interface WorkloadSettings {
  readonly workload: MeshWorkload;
  /**
   * The destinations that an environment variable or an argument consists of. A container with a forward proxy connects to the proxy instead of those for
   * which clients use it.
   */
  readonly destinations: readonly NamedDestination[];
  /** Names with a dot in its environment variables, commands, arguments and ConfigMaps. They can be anything, such as the name of a file. */
  readonly names: ReadonlySet<string>;
}

/** A text of a workload. A setting can be a URL as a whole; in a file, a URL is often no destination. */
interface Text {
  readonly text: string;
  readonly source?: string;
}

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
    const spec = podSpecOf(object);
    const dataOf = (name: unknown) => configMaps.get(`${workload.namespace}/${String(name)}`) ?? {};
    const containers = [...listOf(spec.initContainers), ...listOf(spec.containers)].map(recordOf);
    const texts = containers.map(container => textsOf(container, dataOf));
    return [{
      workload,
      destinations: texts.flatMap(namedIn),
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

function namedIn(texts: readonly (Text & { readonly variable?: string })[]): NamedDestination[] {
  const isProxy = ({ variable, text }: (typeof texts)[number]) => variable !== undefined && FORWARD_PROXY.test(variable) && text.trim() !== '';
  const hasProxy = texts.some(isProxy);
  return texts.flatMap(each => {
    const { text, source = '' } = each;
    const found = destinationsIn(text).map(destination => ({ ...destination, source }));
    return isProxy(each) ? found.map(asProxy) : found.filter(({ usesProxy }) => !hasProxy || !usesProxy);
  });
}

/** Requests to a plain text proxy name their own destination and not the proxy, so the port of a proxy is TCP to a sidecar. */
function asProxy(proxy: NamedDestination): NamedDestination {
  const protocols = proxy.protocols.filter(protocol => protocol !== 'http');
  return { ...proxy, usesProxy: false, protocols: protocols.length > 0 ? protocols : ['tcp'] };
}

/** Everything in a text that can be a name with a dot. */
function namesIn(text: string): string[] {
  return text.toLowerCase().split(/[^a-z0-9.-]+/).map(word => word.replace(/^[.-]+/, '')).flatMap(word => {
    const name = normalizeHost(word);
    return name.includes('.') && isFqdn(name) ? [name] : [];
  });
}
