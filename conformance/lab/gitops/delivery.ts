import type { Repository } from './repository';

/** A tool that delivers a repository to the cluster, and keeps doing so. */
export interface Delivery {
  /** Such as `Flux`. */
  readonly name: string;

  /** Starts the tool. The repository already has a first commit. */
  start(repository: Repository): Promise<void>;

  /**
   * Waits until a commit is delivered.
   *
   * @param isThere whether the cluster has the objects of the commit, and no objects from before
   * @throws if that takes too long, with the last lines of the log
   */
  untilDelivered(commit: string, isThere: () => Promise<boolean>): Promise<void>;

  /** Removes everything that was delivered, waits until it is gone, and stops. */
  withdraw(isGone: () => Promise<boolean>): Promise<void>;
}
