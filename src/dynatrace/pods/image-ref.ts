import { quote } from '../../analysis/base/quote';
import { structOrNothing } from '../../core/non-empty';

/** An image by its parts, for what the operator runs. */
export interface ImageRef {
  /**
   * Registry and repository, such as `registry.example.com/dynatrace/dynatrace-otel-collector`.
   *
   * @default - the operator's
   */
  readonly repository?: string;

  /**
   * Tag of the image.
   *
   * @default - the operator's
   */
  readonly tag?: string;

  /**
   * Digest of the image: the algorithm, a colon, hexadecimal digits, such as `sha256:` and 64 of them. Needs operator 1.10.
   *
   * @default - none
   */
  readonly digest?: string;

  /**
   * When the image is pulled. Needs operator 1.9.
   *
   * @default - what Kubernetes does: always for the tag `latest`, else if the node does not have the image
   */
  readonly pullPolicy?: ImagePullPolicy;
}

/**
 * When the node pulls an image.
 *
 * @see https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy
 */
export enum ImagePullPolicy {
  /** Each time a container starts, unless the node has the very same image. */
  ALWAYS = 'Always',
  /** When the node does not have the image. */
  IF_NOT_PRESENT = 'IfNotPresent',
  /** Never: the image must be there. */
  NEVER = 'Never',
}

// The registry, maybe with a port, and the parts of the repository.
const REPOSITORY = /^(?:[A-Za-z0-9._-]+(?::[0-9]+)?\/)?[a-z0-9._-]+(?:\/[a-z0-9._-]+)*$/;

const TAG = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;

// The schema's own pattern.
const DIGEST = /^[a-z0-9]+:([a-f0-9]+|[A-F0-9]+)$/;

/** An image in the form of the L1, whose types differ in the name of the enum only. */
export interface ImageRefSpec<PullPolicy> {
  readonly repository?: string;
  readonly tag?: string;
  readonly digest?: string;
  readonly pullPolicy?: PullPolicy;
}

/**
 * An image in the manifest's form; nothing if nothing of it is set.
 *
 * @throws if a part can't be one of an image
 */
export function renderImageRef<PullPolicy>(prop: string, image: ImageRef | undefined): ImageRefSpec<PullPolicy> | undefined {
  if (!image) { return undefined; }
  const { repository, tag, digest, pullPolicy } = image;
  check(`${prop}.repository`, 'registry and repository without scheme and tag, such as "registry.example.com/dynatrace/agent"', repository, text => REPOSITORY.test(text));
  check(`${prop}.tag`, 'letters, digits, \'_\', \'.\' and \'-\', 128 characters at most', tag, text => TAG.test(text));
  check(`${prop}.digest`, 'an algorithm, a colon and hexadecimal digits, such as "sha256:…"', digest, text => DIGEST.test(text));
  return structOrNothing({ repository, tag, digest, pullPolicy: pullPolicy as unknown as PullPolicy });
}

function check(prop: string, rule: string, text: string | undefined, isRight: (text: string) => boolean): void {
  if (text !== undefined && !isRight(text)) { throw new Error(`'${prop}' takes ${rule}, got ${quote(text)}`); }
}
