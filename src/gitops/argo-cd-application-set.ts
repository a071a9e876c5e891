import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { applicationSpec, ArgoCdSourceOptions, checkSource } from './argo-cd-source';
import { checkFolder } from './folder';
import * as l1 from '../../imports/argoproj.io';
import { isBlank, quote } from '../analysis/base/quote';
import { isKubernetesName } from '../analysis/syntax/hosts';
import { checkLabelValue } from '../core/labels';
import { Resource, ResourceProps } from '../core/resource';
import { checkCall } from '../core/signatures/check-call';
import { ArgoCdApplicationOptions, CASCADE, destinationOf } from '../dynatrace/delivery/argo-cd-options';

const GVK = { apiVersion: 'argoproj.io/v1alpha1', kind: 'ApplicationSet' };

/** Label of each Application with the stage of its cluster. */
const STAGE = 'stage';

/**
 * An ApplicationSet of Argo CD: one Application for each cluster, each with a folder of one git repository.
 *
 * It is in the namespace `argocd` unless `metadata` sets another. If a cluster is removed from the list, its Application is deleted. The objects in the cluster stay, unless
 * `cascadeDelete` is set.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/
 *
 * @exampleMetadata fixture=app
 * @example
 * new ArgoCdApplicationSet(delivery, 'Clusters', {
 *   repoUrl: 'https://git.example.com/shop.git',
 *   path: 'dist',
 *   clusters: [
 *     { name: 'east', destinationName: 'east' },
 *     { name: 'west', destinationName: 'west' },
 *   ],
 * });
 */
export class ArgoCdApplicationSet extends Resource {
  protected readonly apiObject: ApiObject;

  /** @throws if a value is not valid, or two clusters have one name */
  public constructor(scope: Construct, id: string, props: ArgoCdApplicationSetProps) {
    checkCall('ArgoCdApplicationSet', [scope, id, props]);
    const metadata = { namespace: 'argocd', ...props.metadata };
    super(scope, id, metadata);
    checkSource(props);
    const spec = specOf(props);
    this.apiObject = this._define(GVK, metadata, () => spec);
  }
}

function specOf(props: ArgoCdApplicationSetProps): object {
  const { clusters, rollout, cascadeDelete = false } = props;
  const elements = elementsOf(props);
  const hasStages = clusters.some(({ stage }) => stage !== undefined);
  return {
    goTemplate: true,
    goTemplateOptions: ['missingkey=error'],
    generators: [{ list: { elements } }],
    // Otherwise Argo CD adds the finalizer that deletes the objects of an Application.
    syncPolicy: { preserveResourcesOnDeletion: !cascadeDelete },
    strategy: rollout === undefined ? undefined : {
      type: 'RollingSync',
      rollingSync: { steps: stepsOf(rollout, clusters) },
    },
    template: {
      metadata: {
        name: `${namePrefixOf(props)}{{.name}}`,
        labels: hasStages ? { [STAGE]: '{{.stage}}' } : undefined,
        finalizers: cascadeDelete ? [CASCADE] : undefined,
      },
      spec: l1.toJson_ApplicationSpec(applicationSpec({
        ...props,
        path: '{{.path}}',
        targetRevision: '{{.targetRevision}}',
        destination: {
          ...'destinationName' in elements[0] ? { name: '{{.destinationName}}' } : {},
          ...'destinationServer' in elements[0] ? { server: '{{.destinationServer}}' } : {},
        },
      })),
    },
  };
}

/** The values of the template, one element a cluster. All elements have the same keys, because a missing one is an error. */
function elementsOf(props: ArgoCdApplicationSetProps): Record<string, string>[] {
  const { clusters, path = 'dist', targetRevision = 'HEAD' } = props;
  if (clusters.length === 0) { throw new Error('\'clusters\' must have at least one cluster, got none'); }
  const root = checkFolder('path', path);
  const names = new Set<string>();
  const withStage = clusters.find(({ stage }) => stage !== undefined);
  const destinations = clusters.map(cluster => destinationOf(cluster.destinationServer === undefined && cluster.destinationName === undefined
    ? { destinationName: cluster.name }
    : cluster));
  const [hasName, hasServer] = [destinations.some(({ name }) => name !== undefined), destinations.some(({ server }) => server !== undefined)];
  return clusters.map((cluster, index) => {
    const { name, stage } = cluster;
    const prop = `clusters[${index}]`;
    checkClusterName(`${prop}.name`, name, namePrefixOf(props));
    if (names.has(name)) { throw new Error(`'clusters' must have different names, got ${quote(name)} twice; rename or remove one of them`); }
    names.add(name);
    if (withStage && stage === undefined) { throw new Error(`'${prop}.stage' is required if a cluster has a stage, as ${quote(withStage.name)} does; set it`); }
    if (stage !== undefined) { checkLabelValue(`${prop}.stage`, stage); }
    if (cluster.targetRevision !== undefined && isBlank(cluster.targetRevision)) {
      throw new Error(`'${prop}.targetRevision' must not be empty, got ${quote(cluster.targetRevision)}; leave it out for the default`);
    }
    return {
      name,
      path: cluster.path === undefined ? (root === '.' ? name : `${root}/${name}`) : checkFolder(`${prop}.path`, cluster.path),
      targetRevision: cluster.targetRevision ?? targetRevision,
      ...hasName ? { destinationName: destinations[index].name ?? '' } : {},
      ...hasServer ? { destinationServer: destinations[index].server ?? '' } : {},
      ...stage === undefined ? {} : { stage },
    };
  });
}

function stepsOf(rollout: readonly string[], clusters: readonly ArgoCdCluster[]): object[] {
  const stages = [...new Set(clusters.flatMap(({ stage }) => stage ?? []))].sort();
  const twice = rollout.find((stage, index) => rollout.indexOf(stage) < index);
  if (twice !== undefined) { throw new Error(`'rollout' must have each stage once, got ${quote(twice)} twice; remove one of them`); }
  const unknown = rollout.find(stage => !stages.includes(stage));
  if (unknown !== undefined) { throw new Error(`'rollout' must have stages of the clusters, got ${quote(unknown)}, which no cluster has; set 'stage' of a cluster or remove it`); }
  // Argo CD never syncs an Application that is in no step.
  const missing = stages.find(stage => !rollout.includes(stage));
  if (missing !== undefined) { throw new Error(`'rollout' must have all stages of the clusters, got none for ${quote(missing)}: Argo CD would never sync these clusters; add it`); }
  if (rollout.length === 0) { throw new Error('\'rollout\' must have at least one stage, got none; leave it out to sync all clusters at once'); }
  return rollout.map(stage => ({ matchExpressions: [{ key: STAGE, operator: 'In', values: [stage] }] }));
}

function namePrefixOf({ namePrefix = '' }: ArgoCdApplicationSetProps): string {
  if (namePrefix !== '' && !isKubernetesName(`${namePrefix}a`)) {
    throw new Error(`'namePrefix' must be lower-case letters, digits and '-', such as "egress-", got ${quote(namePrefix)}`);
  }
  return namePrefix;
}

function checkClusterName(prop: string, name: string, namePrefix: string): void {
  if (!isKubernetesName(name) || !isKubernetesName(namePrefix + name)) {
    throw new Error(`'${prop}' must be lower-case letters, digits, '-' and '.', because it is part of the name of the Application, got ${quote(name)}`);
  }
}

/** A cluster of `ArgoCdApplicationSet`. */
export interface ArgoCdCluster {
  /** Name of the cluster, such as `eu-prod-1`. The Application has this name, with `namePrefix` before it. */
  readonly name: string;

  /**
   * Name of the cluster in Argo CD's settings. Can't be combined with `destinationServer`.
   *
   * @default - `name`, unless `destinationServer` is set
   */
  readonly destinationName?: string;

  /**
   * URL of the cluster's API server, as in Argo CD's settings. Can't be combined with `destinationName`.
   *
   * @default - the cluster of `destinationName`
   */
  readonly destinationServer?: string;

  /**
   * Folder with the manifests of the cluster.
   *
   * @default - the folder `name` in `path` of the ApplicationSet, such as `dist/eu-prod-1`
   */
  readonly path?: string;

  /**
   * Branch, tag or commit for this cluster.
   *
   * @default - `targetRevision` of the ApplicationSet
   */
  readonly targetRevision?: string;

  /**
   * Stage of the cluster, such as `prod`. It is the label `stage` of the Application. If one cluster has a stage, all must have one.
   *
   * @default - no stage
   */
  readonly stage?: string;
}

/** Properties of `ArgoCdApplicationSet`. */
export interface ArgoCdApplicationSetProps extends ResourceProps, ArgoCdApplicationOptions, ArgoCdSourceOptions {
  /** The clusters. */
  readonly clusters: ArgoCdCluster[];

  /**
   * Folder in the repository with one folder for each cluster.
   *
   * @default 'dist'
   */
  readonly path?: string;

  /**
   * Text before the name of the cluster in the name of the Application, such as `egress-`. It must differ between the ApplicationSets of one namespace.
   *
   * @default - the name of the Application is that of the cluster
   */
  readonly namePrefix?: string;

  /**
   * Stages in the order in which Argo CD syncs their clusters: a stage begins when all Applications of the stage before are healthy. It needs progressive syncs, which are
   * turned on in Argo CD's settings. Argo CD then syncs the Applications step by step instead of by their own automated sync.
   *
   * @default - all clusters at once
   * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Progressive-Syncs/
   */
  readonly rollout?: string[];
}
