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
