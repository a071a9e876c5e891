import { Construct } from 'constructs';
import { toPassThrough, readCustomResources } from './migrated-yaml';
import { recordOf } from '../../analysis/base/json';
import type { KubernetesObject } from '../../analysis/base/kubernetes-object';
import { labelsOf } from '../../analysis/base/labels';
import { quote } from '../../analysis/base/quote';
import { migrate } from '../../analysis/migration/migrate';
import { DynaKube } from '../dynakube/dynakube';
import { DynaKubeProps } from '../dynakube/dynakube-props';

/** Something of a custom resource that its DynaKube does not say, or that somebody must look after. */
export interface NotCarriedField {
  /** Kind of the custom resource: `DynaKube`, `OneAgent` or `OneAgentAPM`. */
  readonly kind: string;

  /** Name of the custom resource. */
  readonly name: string;

  /** Where it stands in the custom resource, such as `spec.oneAgent.classicFullStack.autoUpdate`. */
  readonly field: string;

  /**
   * Its value on one line, cut after 80 characters.
   *
   * @default - it is not shown as it may be a secret, or there is none
   */
  readonly value?: string;

  /** Why it is not carried, and what to do about it. */
  readonly reason: string;
}

/**
 * DynaKubes of today for custom resources of older versions: `DynaKube` of `dynatrace.com/v1beta1` to `v1beta5`, and `OneAgent` and `OneAgentAPM` of
 * the legacy OneAgent Operator. One of `v1beta6` stays as it is.
 *
 * Nothing gets lost without a word: what a DynaKube of today can't say is in `notCarried`.
 *
 * @see https://docs.dynatrace.com/docs/shortlink/dto-params-k8s
 */
export class DynaKubeMigration {
  /**
   * Reads a file with custom resources: one YAML document each, or a list as `kubectl get -o yaml` writes it.
   *
   * @param path relative to the working directory, or absolute; never a URL
   * @throws if there is no such file, if it is larger than 10 MiB, if a document is anything else than a custom resource that can be migrated, or if
   * two of them would be DynaKubes of one name and namespace. Nothing of the file is quoted but kinds, versions and names.
   */
  public static fromFile(path: string): DynaKubeMigration {
    return new DynaKubeMigration(readCustomResources(path), `file ${quote(path)}`);
  }

  /** Properties of the DynaKubes, in the order of the file. */
  public readonly dynakubes: DynaKubeProps[];

  /** What the DynaKubes do not say, in the order of the file. */
  public readonly notCarried: NotCarriedField[];

  private constructor(objects: readonly KubernetesObject[], source: string) {
    checkNames(objects, source);
    const migrations = objects.map(object => ({ object, ...migrate(object) }));
    this.dynakubes = migrations.map(({ manifest }) => propsOf(manifest));
    this.notCarried = migrations.flatMap(({ object: { kind, metadata }, notCarried }) => {
      return notCarried.map(entry => ({ kind, name: metadata!.name!, ...entry }));
    }).concat(besideEachOther(objects));
  }

  /**
   * Adds the DynaKubes to an app. The id of each construct is `DynaKube-`, the namespace if one is given, and the name.
   *
   * @param scope where they are made; its chart's namespace is that of custom resources which name none
   * @returns the DynaKubes, in the order of the file
   * @throws where the constructor of `DynaKube` does
   */
  public addTo(scope: Construct): DynaKube[] {
    return this.dynakubes.map(props => new DynaKube(scope, idOf(props), props));
  }
}

/** Two of one name are in two namespaces. */
function idOf({ metadata }: DynaKubeProps): string {
  return ['DynaKube', ...metadata?.namespace === undefined ? [] : [metadata.namespace], metadata!.name!].join('-');
}

function propsOf({ metadata, spec }: KubernetesObject): DynaKubeProps {
  const { apiUrl, trustedCAs, ...rest } = recordOf(spec);
  return {
    metadata: {
      name: metadata!.name!,
      ...typeof metadata!.namespace === 'string' && { namespace: metadata!.namespace },
      ...metadata!.labels && { labels: labelsOf(metadata!.labels) },
      ...metadata!.annotations && { annotations: labelsOf(metadata!.annotations) },
    },
    apiUrl: apiUrl as string,
    ...typeof trustedCAs === 'string' && { trustedCaConfigMapName: trustedCAs },
    spec: toPassThrough(rest),
  };
}

function checkNames(objects: readonly KubernetesObject[], source: string): void {
  const seen = new Map<string, string>();
  for (const { kind, metadata } of objects) {
    const key = `${metadata!.namespace ?? ''}/${metadata!.name!}`;
    const other = seen.get(key);
    if (other !== undefined) {
      throw new Error(`${source} must not have two custom resources that become one DynaKube, got ${other} and ${kind} ${quote(metadata!.name!)}; give one of them another name`);
    }
    seen.set(key, kind);
  }
}

/** OneAgent saw pods from their nodes and OneAgentAPM from inside; one mode does both, but not in the same way. */
function besideEachOther(objects: readonly KubernetesObject[]): NotCarriedField[] {
  const oneAgent = objects.find(({ kind }) => kind === 'OneAgent');
  const apms = objects.filter(({ kind }) => kind === 'OneAgentAPM');
  if (!oneAgent) { return []; }
  return apms.map(({ kind, metadata }) => ({
    kind,
    name: metadata!.name!,
    field: 'spec',
    reason: `it is a DynaKube beside that of OneAgent ${quote(oneAgent.metadata!.name!)}; one with the mode cloudNativeFullStack can take the place of both, but is not the same: it needs the CSI driver, and injects through the webhook into all namespaces that its namespaceSelector takes`,
  }));
}
