import { quote } from '../../analysis/base/quote';
import { MAX_INT32 } from '../shared/whole-number';

/**
 * How many pods of a DaemonSet are replaced at once.
 *
 * @see https://kubernetes.io/docs/tasks/manage-daemon/update-daemon-set/
 */
export interface RollingUpdateDaemonSet {
  /**
   * How many pods may be missing during the update.
   *
   * @default - one
   */
  readonly maxUnavailable?: IntOrString;

  /**
   * On how many nodes the new pod may start before the old one stops. Not for pods that use ports of the node.
   *
   * @default - none
   */
  readonly maxSurge?: IntOrString;
}

/**
 * How the pods of a StatefulSet are replaced.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#rolling-updates
 */
export interface RollingUpdateStatefulSetStrategy {
  /**
   * How many pods may be missing during the update. Needs Kubernetes 1.35.
   *
   * @default - one
   */
  readonly maxUnavailable?: IntOrString;

  /**
   * Pods with a lower number than this keep their old version.
   *
   * @default 0
   */
  readonly partition?: number;
}

/** A number of pods, or a share of all of them. */
export class IntOrString {
  /**
   * A number of pods.
   *
   * @throws if it is not a whole number from 0 to 2147483647
   */
  public static number(value: number): IntOrString {
    if (!Number.isInteger(value) || value < 0 || value > MAX_INT32) {
      throw new Error(`'value' must be a whole number from 0 to ${MAX_INT32}, got ${quote(value)}; a share is IntOrString.percent()`);
    }
    return new IntOrString(value);
  }

  /**
   * A share of all pods, in percent.
   *
   * @throws if it is not a whole number from 0 to 100
   */
  public static percent(value: number): IntOrString {
    if (!Number.isInteger(value) || value < 0 || value > 100) {
      throw new Error(`'value' must be a whole number of percent from 0 to 100, got ${quote(value)}`);
    }
    return new IntOrString(`${value}%`);
  }

  /**
   * The value in the form of the L1's unions.
   *
   * @internal
   */
  public readonly _spec: { readonly value: number | string };

  private constructor(value: number | string) {
    this._spec = { value };
  }

  /** The value as it stands in the manifest, such as `1` or `25%`. */
  public toString(): string {
    return String(this._spec.value);
  }
}
