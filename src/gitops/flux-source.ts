import { checkGitUrl, checkOciUrl } from './repository-url';
import * as l1 from '../../imports/source.toolkit.fluxcd.io';
import { quote } from '../analysis/base/quote';
import { checkNamespaceName, checkObjectName } from '../core/check-name';
import { structOrNothing } from '../core/non-empty';
import { checkCall } from '../core/signatures/check-call';
import { objectName } from '../dynatrace/shared/object-name';

const REMEDY = 'put the credentials into a Secret and pass its name as \'secretRef\'';

/** The source object, without its metadata and interval. */
export interface SourceObject {
  readonly kind: 'GitRepository' | 'OCIRepository';
  /** The spec for an interval. Undefined if the object exists already. */
  readonly spec?: (interval: string) => unknown;
  /** Name and namespace of the existing object. */
  readonly existing?: { readonly name: string; readonly namespace?: string };
}

/** Where Flux finds the manifests: a git repository, or an OCI artifact. */
export class FluxSource {
  /**
   * A git repository. Flux looks for new commits at each interval.
   *
   * @throws if a value is not valid
   * @see https://fluxcd.io/flux/components/source/gitrepositories/
   */
  public static gitRepository(options: FluxGitRepositoryOptions): FluxSource {
    checkCall('FluxSource.gitRepository', [options]);
    const { url, branch, tag, semver, secretRef } = options;
    checkGitUrl({ prop: 'url', url, remedy: REMEDY },
      'must be the URL of a git repository, such as "https://git.example.com/platform/egress.git" or "ssh://git@git.example.com/platform/egress.git"', false);
    const ref = refOf({ branch, tag, semver }) ?? { branch: 'main' };
    const secret = secretOf(secretRef);
    return new FluxSource({ kind: 'GitRepository', spec: interval => l1.toJson_GitRepositorySpec({ interval, url, ref, secretRef: secret }) });
  }

  /**
   * An OCI artifact, such as one that `flux push artifact` has written.
   *
   * @throws if a value is not valid
   * @see https://fluxcd.io/flux/components/source/ocirepositories/
   */
  public static ociRepository(options: FluxOciRepositoryOptions): FluxSource {
    checkCall('FluxSource.ociRepository', [options]);
    const { url, tag, semver, digest, secretRef } = options;
    checkOciUrl({ prop: 'url', url, remedy: REMEDY }, 'must be the URL of an OCI artifact, such as "oci://registry.example/platform/egress"');
    if (digest !== undefined && !/^sha256:[0-9a-f]{64}$/.test(digest)) { throw new Error(`'digest' must be "sha256:" and 64 hexadecimal digits, got ${quote(digest)}`); }
    const ref = refOf({ tag, semver, digest }) ?? { tag: 'latest' };
    const secret = secretOf(secretRef);
    return new FluxSource({ kind: 'OCIRepository', spec: interval => l1.toJson_OciRepositorySpec({ interval, url, ref, secretRef: secret }) });
  }

  /**
   * A GitRepository that the app does not create, such as the one that `flux bootstrap` creates.
   *
   * @param name its name, such as `flux-system`
   * @param namespace its namespace; by default, the namespace of the Kustomizations
   * @throws if a name is not valid
   */
  public static existingGitRepository(name: string, namespace?: string): FluxSource {
    checkCall('FluxSource.existingGitRepository', [name, namespace]);
    return new FluxSource({ kind: 'GitRepository', existing: existing(name, namespace) });
  }

  /**
   * An OCIRepository that the app does not create.
   *
   * @param name its name
   * @param namespace its namespace; by default, the namespace of the Kustomizations
   * @throws if a name is not valid
   */
  public static existingOciRepository(name: string, namespace?: string): FluxSource {
    checkCall('FluxSource.existingOciRepository', [name, namespace]);
    return new FluxSource({ kind: 'OCIRepository', existing: existing(name, namespace) });
  }

  private constructor(
    /** @internal */
    public readonly _object: SourceObject,
  ) {}
}

/** The reference that is set; undefined if none is. */
function refOf<T extends Readonly<Record<string, string | undefined>>>(refs: T): T | undefined {
  const set = Object.entries(refs).filter(([, value]) => value !== undefined);
  if (set.length > 1) { throw new Error(`only one of ${Object.keys(refs).map(name => `'${name}'`).join(', ')} can be set, got ${set.map(([name, value]) => `${name} ${quote(value)}`).join(' and ')}`); }
  for (const [name, value] of set) {
    if (value!.trim() === '') { throw new Error(`'${name}' must not be empty, got ${quote(value)}; leave it out`); }
  }
  return structOrNothing(refs);
}

function existing(name: string, namespace: string | undefined): SourceObject['existing'] {
  return { name: checkObjectName('\'name\'', name), ...namespace === undefined ? {} : { namespace: checkNamespaceName('\'namespace\'', namespace) } };
}

function secretOf(secretRef: string | undefined): { readonly name: string } | undefined {
  return secretRef === undefined ? undefined : { name: objectName('secretRef', 'Secret', secretRef) };
}

/** A git repository as the source of Flux. At most one of `branch`, `tag` and `semver` can be set. */
export interface FluxGitRepositoryOptions {
  /** URL of the repository: `https://` or `ssh://`. It has no credentials, no query and no fragment; only SSH has a user in it. */
  readonly url: string;

  /**
   * Branch to follow.
   *
   * @default - `main`, unless `tag` or `semver` is set
   */
  readonly branch?: string;

  /**
   * Tag to deliver.
   *
   * @default - the branch
   */
  readonly tag?: string;

  /**
   * Range of versions, such as `>=1.0.0 <2.0.0`: the newest tag within it is delivered.
   *
   * @default - the branch
   */
  readonly semver?: string;

  /**
   * Name of the Secret with the credentials of the repository, in the namespace of the GitRepository.
   *
   * @default - the repository is public
   */
  readonly secretRef?: string;
}

/** An OCI artifact as the source of Flux. At most one of `tag`, `semver` and `digest` can be set. */
export interface FluxOciRepositoryOptions {
  /** URL of the artifact without tag, digest and credentials, such as `oci://registry.example/platform/egress`. */
  readonly url: string;

  /**
   * Tag to follow.
   *
   * @default - `latest`, unless `semver` or `digest` is set
   */
  readonly tag?: string;

  /**
   * Range of versions, such as `>=1.0.0 <2.0.0`: the newest tag within it is delivered.
   *
   * @default - the tag
   */
  readonly semver?: string;

  /**
   * Digest to deliver, such as `sha256:…`.
   *
   * @default - the tag
   */
  readonly digest?: string;

  /**
   * Name of the Secret with the credentials of the registry, of the type `kubernetes.io/dockerconfigjson`, in the namespace of the OCIRepository.
   *
   * @default - the registry is public
   */
  readonly secretRef?: string;
}
