import { ApiObject, ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { applicationSpec, ArgoCdSourceOptions, checkSource } from './argo-cd-source';
import { checkFolder } from './folder';
import * as l1 from '../../imports/argoproj.io';
import { Resource, ResourceProps } from '../core/resource';
import { checkCall } from '../core/signatures/check-call';
import { ArgoCdApplicationOptions, CASCADE, checkSyncWave, destinationOf, SYNC_WAVE } from '../dynatrace/delivery/argo-cd-options';

/**
 * An Application of Argo CD: delivers a folder of a git repository, such as the output of an app, to a cluster.
 *
 * It is in the namespace `argocd` unless `metadata` sets another, such as `openshift-gitops` for OpenShift GitOps. Put it into a chart of its own, whose output the Application
 * does not deliver.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#applications
 *
 * @exampleMetadata fixture=app
 * @example
 * new ArgoCdApplication(delivery, 'Shop', {
 *   repoUrl: 'https://git.example.com/shop.git',
 *   path: 'dist',
 * });
 */
export class ArgoCdApplication extends Resource {
  protected readonly apiObject: ApiObject;

  /** @throws if a value is not valid */
  public constructor(scope: Construct, id: string, props: ArgoCdApplicationProps) {
    checkCall('ArgoCdApplication', [scope, id, props]);
    const metadata = metadataOf(props);
    super(scope, id, metadata);
    checkSource(props);
    const spec = l1.toJson_ApplicationSpec(applicationSpec({ ...props, path: checkFolder('path', props.path), destination: destinationOf(props) }));
    this.apiObject = this._define(l1.Application.GVK, metadata, () => spec);
  }
}

function metadataOf({ metadata, syncWave, cascadeDelete }: ArgoCdApplicationProps): ApiObjectMetadata {
  const finalizers = [...cascadeDelete ? [CASCADE] : [], ...metadata?.finalizers ?? []];
  return {
    namespace: 'argocd',
    ...metadata,
    annotations: { ...syncWave === undefined ? {} : { [SYNC_WAVE]: checkSyncWave(syncWave) }, ...metadata?.annotations },
    finalizers: finalizers.length > 0 ? finalizers : undefined,
  };
}

/** Properties of `ArgoCdApplication`. */
export interface ArgoCdApplicationProps extends ResourceProps, ArgoCdApplicationOptions, ArgoCdSourceOptions {
  /** Folder in the repository, such as `dist`. */
  readonly path: string;

  /**
   * URL of the API server of the cluster, as in Argo CD's settings. Can't be combined with `destinationName`.
   *
   * @default - `https://kubernetes.default.svc`, the cluster that Argo CD runs in, unless `destinationName` is set
   */
  readonly destinationServer?: string;

  /**
   * Name of the cluster, as in Argo CD's settings. Can't be combined with `destinationServer`.
   *
   * @default - the cluster of `destinationServer`
   */
  readonly destinationName?: string;

  /**
   * Sync wave of the Application within its parent Application: lower waves are synced first.
   *
   * Argo CD waits for the health of an Application only if its health check is turned on in `argocd-cm`.
   *
   * @default - no wave, which is wave 0
   * @see https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/
   */
  readonly syncWave?: number;
}
