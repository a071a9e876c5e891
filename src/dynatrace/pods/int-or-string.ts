import { MAX_INT32 } from '../shared/whole-number';
import { quote } from '../../analysis/base/quote';

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
