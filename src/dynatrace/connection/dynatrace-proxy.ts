import { quote } from '../../analysis/base/quote';
import { parseGoUrl } from '../../analysis/syntax/go-url';
import { objectName } from '../shared/object-name';

/**
 * The HTTP proxy by which OneAgent, ActiveGate and the operator reach the environment.
 *
 * @see https://docs.dynatrace.com/docs/shortlink/dto-params-k8s
 */
export class DynatraceProxy {
  /**
   * A proxy that needs no password, such as `http://proxy.example.com:3128`.
   *
   * @throws if the text is not scheme, host and port, or has a password. What may be a password is not quoted.
   */
  public static url(url: string): DynatraceProxy {
    return new DynatraceProxy({ value: proxyUrl('proxy', url) });
  }

  /**
   * A Secret of the custom resource's namespace that holds the URL of the proxy, with user and password if it needs them, under the key `proxy`.
   *
   * @throws if no Secret can have the name
   */
  public static fromSecretName(name: string): DynatraceProxy {
    return new DynatraceProxy({ valueFrom: objectName('proxy', 'Secret', name) });
  }

  /**
   * The proxy in the manifest's form.
   *
   * @internal
   */
  public readonly _spec: { readonly value?: string; readonly valueFrom?: string };

  private constructor(spec: { value?: string; valueFrom?: string }) {
    this._spec = spec;
  }
}

/**
 * The URL of a proxy that needs no password.
 *
 * @throws if the text is something else. What may hold a password is not quoted.
 */
export function proxyUrl(prop: string, text: string): string {
  const url = parseGoUrl(text);
  // A raw slash, question mark or hash in a password moves the rest of it behind the host, so nothing may stand there.
  const endsWithHost = url !== undefined && url.hostname !== '' && /^[^:/?#]+:\/\/[^/?#]*\/?$/.test(text);
  if (text.includes('@') && (!endsWithHost || url.password !== undefined)) {
    throw new Error(`'${prop}' must not hold a password: put the URL into a Secret, under the key "proxy", and pass DynatraceProxy.fromSecretName()`);
  }
  if (!endsWithHost) {
    throw new Error(`'${prop}' must be a URL with scheme, host and port only, such as "http://proxy.example.com:3128", got ${quote(text)}`);
  }
  return text;
}
