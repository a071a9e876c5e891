import type { Repository } from './repository';

/** Somebody who brings a repository into the cluster, and keeps bringing it. */
export interface Delivery {
  /** Such as `Flux`. */
  readonly name: string;

  /** Starts, with a first commit that is there already. */
  start(repository: Repository): Promise<void>;

  /**
   * Waits until a commit was brought in.
   *
   * @param isThere whether the cluster has what the commit says, and nothing of what came before
   * @throws after a time, with the last lines of the log
   */
  untilDelivered(commit: string, isThere: () => Promise<boolean>): Promise<void>;

  /** Ends with taking away all that was brought in, and waits until it is gone. */
  withdraw(isGone: () => Promise<boolean>): Promise<void>;
}
