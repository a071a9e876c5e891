import { ImagePullPolicy } from './image-pull-policy';

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
