/**
 * What a container asks for and may use at most, by the name of the resource (`cpu`, `memory`, `ephemeral-storage`). Amounts are Kubernetes
 * quantities: `100m` is a tenth of a CPU, `64Mi` are 64 times 1024 times 1024 bytes.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
 */
export interface ResourceRequirements {
  /**
   * What the node must have free for the container.
   *
   * @default - what `limits` says
   */
  readonly requests?: { [resource: string]: string };

  /**
   * What the container may use at most.
   *
   * @default - no limits
   */
  readonly limits?: { [resource: string]: string };
}
