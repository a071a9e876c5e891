import { quote } from '../../analysis/base/quote';
import { checkCall } from '../../core/signatures/check-call';
import { MAX_INT32 } from '../shared/whole-number';

/**
 * Rolling update of a DaemonSet: how many pods are replaced at the same time.
 *
 * @see https://kubernetes.io/docs/tasks/manage-daemon/update-daemon-set/
 */
export interface RollingUpdateDaemonSet {
  /**
   * Maximum number of pods that are unavailable during the update.
   *
   * @default - 1
   */
  readonly maxUnavailable?: IntOrString;

  /**
   * Maximum number of nodes on which the new pod starts before the old pod stops. Can't be used for pods that use ports of the node.
   *
   * @default - 0
   */
  readonly maxSurge?: IntOrString;
}

/**
 * Rolling update of a StatefulSet: how its pods are replaced.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#rolling-updates
 */
export interface RollingUpdateStatefulSetStrategy {
  /**
   * Maximum number of pods that are unavailable during the update. Needs Kubernetes 1.35.
   *
   * @default - 1
   */
  readonly maxUnavailable?: IntOrString;

  /**
   * Pods with a lower ordinal keep their old version.
   *
   * @default 0
   */
  readonly partition?: number;
}

/** A number of pods, or a percentage of all pods. */
export class IntOrString {
  /**
   * A number of pods.
   *
   * @throws if the value is not a whole number from 0 to 2147483647
   */
  public static number(value: number): IntOrString {
    checkCall('IntOrString.number', [value]);
    if (!Number.isInteger(value) || value < 0 || value > MAX_INT32) {
      throw new Error(`'value' must be a whole number from 0 to ${MAX_INT32}, got ${quote(value)}; use IntOrString.percent() for a percentage`);
    }
    return new IntOrString(value);
  }

  /**
   * A percentage of all pods.
   *
   * @throws if the value is not a whole number from 0 to 100
   */
  public static percent(value: number): IntOrString {
    checkCall('IntOrString.percent', [value]);
    if (!Number.isInteger(value) || value < 0 || value > 100) {
      throw new Error(`'value' must be a whole number from 0 to 100, got ${quote(value)}`);
    }
    return new IntOrString(`${value}%`);
  }

  /**
   * The value as in the L1's unions.
   *
   * @internal
   */
  public readonly _intOrString: { readonly value: number | string };

  private constructor(value: number | string) {
    this._intOrString = { value };
  }

  /** The value as it is in the manifest, such as `1` or `25%`. */
  public toString(): string {
    return String(this._intOrString.value);
  }
}
