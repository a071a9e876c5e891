import { quote } from '../../analysis/base/quote';
import { structOrNothing } from '../../core/non-empty';

/** An image of a workload that the operator runs, in parts. */
export interface ImageRef {
  /**
   * Registry and repository, such as `registry.example.com/dynatrace/dynatrace-otel-collector`.
   *
   * @default - the operator's default
   */
  readonly repository?: string;

  /**
   * Tag of the image, at most 128 characters.
   *
   * @default - the operator's default
   */
  readonly tag?: string;

  /**
   * Digest of the image: an algorithm, a colon and hexadecimal digits, such as `sha256:` and 64 digits. Needs operator 1.10.
   *
   * @default - the image is pulled by tag
   */
  readonly digest?: string;

  /**
   * When the image is pulled. Needs operator 1.9.
   *
   * @default - the default of Kubernetes: always for the tag `latest`, otherwise if the node does not have the image
   */
  readonly pullPolicy?: ImagePullPolicy;
}

/**
 * When the node pulls an image.
 *
 * @see https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy
 */
export enum ImagePullPolicy {
  /** Every time a container starts; the node uses its copy if the digest is the same. */
  ALWAYS = 'Always',
  /** If the node does not have the image. */
  IF_NOT_PRESENT = 'IfNotPresent',
  /** Never: the node must already have the image. */
  NEVER = 'Never',
}

// The registry, optionally with a port, and the parts of the repository.
const REPOSITORY = /^(?:[A-Za-z0-9._-]+(?::[0-9]+)?\/)?[a-z0-9._-]+(?:\/[a-z0-9._-]+)*$/;

const TAG = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;

// The schema's own pattern.
const DIGEST = /^[a-z0-9]+:([a-f0-9]+|[A-F0-9]+)$/;

/** An image as in the L1, whose types differ only in the name of the enum. */
export interface ImageRefSpec<PullPolicy> {
  readonly repository?: string;
  readonly tag?: string;
  readonly digest?: string;
  readonly pullPolicy?: PullPolicy;
}

/**
 * Renders an image as it is in the manifest; undefined if no part is set.
 *
 * @throws if a part is not valid
 */
export function renderImageRef<PullPolicy>(prop: string, image: ImageRef | undefined): ImageRefSpec<PullPolicy> | undefined {
  if (!image) { return undefined; }
  const { repository, tag, digest, pullPolicy } = image;
  check(`${prop}.repository`, 'a registry and repository without scheme and tag, such as "registry.example.com/dynatrace/agent"', repository, text => REPOSITORY.test(text));
  check(`${prop}.tag`, 'letters, digits, \'_\', \'.\' and \'-\', at most 128 characters', tag, text => TAG.test(text));
  check(`${prop}.digest`, 'an algorithm, a colon and hexadecimal digits, such as "sha256:…"', digest, text => DIGEST.test(text));
  return structOrNothing({ repository, tag, digest, pullPolicy: pullPolicy as unknown as PullPolicy });
}

function check(prop: string, rule: string, text: string | undefined, isRight: (text: string) => boolean): void {
  if (text !== undefined && !isRight(text)) { throw new Error(`'${prop}' must be ${rule}, got ${quote(text)}`); }
}
