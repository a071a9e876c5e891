import { Construct } from 'constructs';
import { toPassThrough, readCustomResources } from './migrated-yaml';
import { recordOf } from '../../analysis/base/json';
import type { KubernetesObject } from '../../analysis/base/kubernetes-object';
import { labelsOf } from '../../analysis/base/labels';
import { quote } from '../../analysis/base/quote';
import { migrate } from '../../analysis/migration/migrate';
import { checkCall } from '../../core/signatures/check-call';
import { DynaKube } from '../dynakube/dynakube';
import { DynaKubeProps } from '../dynakube/dynakube-props';

/** A field of a custom resource that its DynaKube does not have, or that needs attention. */
export interface NotCarriedField {
  /** Kind of the custom resource: `DynaKube`, `OneAgent` or `OneAgentAPM`. */
  readonly kind: string;

  /** Name of the custom resource. */
  readonly name: string;

  /** Path of the field in the custom resource, such as `spec.oneAgent.classicFullStack.autoUpdate`. */
  readonly field: string;

  /**
   * Value of the field on one line, cut after 80 characters.
   *
   * @default - the field has no value, or the value could be a secret
   */
  readonly value?: string;

  /** Why the field is not carried over, and what to do about it. */
  readonly reason: string;
}

/**
 * Converts older custom resources to DynaKubes of `dynatrace.com/v1beta6`: a `DynaKube` of `v1beta1` to `v1beta5`, and a `OneAgent` or `OneAgentAPM` of the
 * legacy OneAgent Operator. A `DynaKube` of `v1beta6` stays as it is.
 *
 * No field is lost silently: `notCarried` has all fields that the new DynaKube can't have.
 *
 * @see https://docs.dynatrace.com/docs/shortlink/dto-params-k8s
 */
export class DynaKubeMigration {
  /**
   * Reads a file with custom resources: one YAML document each, or the list that `kubectl get -o yaml` writes.
   *
   * @param path relative to the working directory, or absolute; not a URL
   * @throws if the file does not exist or is larger than 10 MiB, if a document is not a custom resource that can be migrated, or if two custom resources would
   * become DynaKubes with the same name and namespace. The message quotes only kinds, versions and names.
   */
  public static fromFile(path: string): DynaKubeMigration {
    checkCall('DynaKubeMigration.fromFile', [path]);
    return new DynaKubeMigration(readCustomResources(path), `file ${quote(path)}`);
  }

  /** Properties of the DynaKubes, in the order of the file. */
  public readonly dynakubes: DynaKubeProps[];

  /** Fields that the DynaKubes do not have, in the order of the file. */
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
   * Adds the DynaKubes to an app. The id of each construct is `DynaKube-`, the namespace if the custom resource has one, and the name.
   *
   * @param scope scope of the constructs; the namespace of its chart applies to custom resources without a namespace
   * @returns the DynaKubes, in the order of the file
   * @throws if the constructor of `DynaKube` throws
   */
  public addTo(scope: Construct): DynaKube[] {
    checkCall('DynaKubeMigration#addTo', [scope]);
    return this.dynakubes.map(props => new DynaKube(scope, idOf(props), props));
  }
}

/** The namespace is part of the id, because two custom resources can have the same name. */
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
      throw new Error(`${source} must not have two custom resources that become the same DynaKube, got ${other} and ${kind} ${quote(metadata!.name!)}; rename one of them`);
    }
    seen.set(key, kind);
  }
}

/** OneAgent monitored pods from their nodes, OneAgentAPM from inside. One mode does both, but in a different way. */
function besideEachOther(objects: readonly KubernetesObject[]): NotCarriedField[] {
  const oneAgent = objects.find(({ kind }) => kind === 'OneAgent');
  const apms = objects.filter(({ kind }) => kind === 'OneAgentAPM');
  if (!oneAgent) { return []; }
  return apms.map(({ kind, metadata }) => ({
    kind,
    name: metadata!.name!,
    field: 'spec',
    reason: `it becomes a second DynaKube, in addition to that of the OneAgent ${quote(oneAgent.metadata!.name!)}; one DynaKube with the mode cloudNativeFullStack can replace both, but is different: it needs the CSI driver, and its webhook injects into all namespaces that its namespaceSelector selects`,
  }));
}
