import * as l1 from '../../imports/telemetry.istio.io';
import { quote } from '../analysis/base/quote';
import { checkCall } from '../core/signatures/check-call';

/**
 * The value of a tag that proxies add to their spans.
 *
 * @see https://istio.io/latest/docs/reference/config/telemetry/#Tracing-CustomTag
 */
export class TracingTag {
  /**
   * A fixed text.
   *
   * @throws if the text is empty
   */
  public static literal(value: string): TracingTag {
    checkCall('TracingTag.literal', [value]);
    return new TracingTag({ literal: { value: notEmpty('value', value) } });
  }

  /**
   * An environment variable of the proxy's container.
   *
   * @param name name of the variable
   * @param defaultValue the value if the proxy does not have the variable; without it, the tag is then left out
   * @throws if the name is empty
   */
  public static environment(name: string, defaultValue?: string): TracingTag {
    checkCall('TracingTag.environment', [name, defaultValue]);
    return new TracingTag({ environment: { name: notEmpty('name', name), defaultValue } });
  }

  /**
   * A header of the request.
   *
   * @param name name of the header
   * @param defaultValue the value if the request does not have the header; without it, the tag is then left out
   * @throws if the name is empty
   */
  public static header(name: string, defaultValue?: string): TracingTag {
    checkCall('TracingTag.header', [name, defaultValue]);
    return new TracingTag({ header: { name: notEmpty('name', name), defaultValue } });
  }

  private constructor(private readonly spec: l1.TelemetrySpecTracingCustomTags) {}

  /** @internal */
  public _toTag(): l1.TelemetrySpecTracingCustomTags {
    return this.spec;
  }
}

function notEmpty(prop: string, value: string): string {
  if (value.trim() === '') { throw new Error(`'${prop}' must not be empty, got ${quote(value)}`); }
  return value;
}
