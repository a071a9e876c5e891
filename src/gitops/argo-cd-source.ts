import { checkGitUrl } from './repository-url';
import * as l1 from '../../imports/argoproj.io';
import { isBlank, quote } from '../analysis/base/quote';
import { ArgoCdApplicationOptions, ignoreDifferencesOf, syncPolicyOf } from '../dynatrace/delivery/argo-cd-options';

/** The files that cdk8s writes. A plugin of `cdk8s synth` adds `construct-metadata.json`, which is no manifest. */
const MANIFESTS = '*.k8s.yaml';

/** Where Argo CD finds the manifests. */
export interface ArgoCdSourceOptions {
  /** URL of the git repository, such as `https://git.example.com/platform/egress.git`. Credentials are in Argo CD's settings: only SSH has a user in the URL. */
  readonly repoUrl: string;

  /**
   * Branch, tag or commit.
   *
   * @default 'HEAD'
   */
  readonly targetRevision?: string;

  /**
   * Which files in the folder and the folders below it are delivered, as a glob: `*` also matches folders. Set it if the app has another `outputFileExtension`.
   *
   * @default '*.k8s.yaml'
   */
  readonly include?: string;

  /**
   * Whether Argo CD runs kustomize in the folder, which must have a `kustomization.yaml`, such as one that `KustomizationFile` writes. Can't be combined with `include`.
   *
   * @default false - the manifests are delivered as they are, and a `kustomization.yaml` is ignored
   */
  readonly kustomize?: boolean;
}

/** @throws if a value is not valid */
export function checkSource({ repoUrl, targetRevision, include, kustomize }: ArgoCdSourceOptions): void {
  checkGitUrl({ prop: 'repoUrl', url: repoUrl, remedy: 'add the credentials of the repository to the settings of Argo CD' },
    'must be the URL of a git repository, such as "https://git.example.com/platform/egress.git"', true);
  if (kustomize && include !== undefined) { throw new Error(`'include' must not be set with 'kustomize', got ${quote(include)}; list the files in kustomization.yaml`); }
  for (const [prop, value] of [['targetRevision', targetRevision], ['include', include]] as const) {
    if (value !== undefined && isBlank(value)) { throw new Error(`'${prop}' must not be empty, got ${quote(value)}; leave it out for the default`); }
  }
}

/** The spec of an Application for a folder. */
export function applicationSpec(
  {
    destination, path, repoUrl, targetRevision = 'HEAD', include = MANIFESTS, kustomize = false, project = 'default', ignoreDifferences, ...options
  }:
  ArgoCdApplicationOptions & ArgoCdSourceOptions & { readonly path: string; readonly destination: l1.ApplicationSpecDestination },
): l1.ApplicationSpec {
  return {
    project,
    // Without `directory`, Argo CD finds the kustomization.yaml.
    source: { repoUrl, targetRevision, path, directory: kustomize ? undefined : { recurse: true, include } },
    destination,
    syncPolicy: syncPolicyOf(options),
    ignoreDifferences: ignoreDifferencesOf(ignoreDifferences),
  };
}
