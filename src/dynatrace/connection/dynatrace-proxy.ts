import { quote } from '../../analysis/base/quote';
import { parseGoUrl } from '../../analysis/syntax/go-url';
import { checkCall } from '../../core/signatures/check-call';
import { objectName } from '../shared/object-name';

/**
 * The HTTP proxy through which OneAgent, ActiveGate and the operator connect to the environment.
 *
 * @see https://docs.dynatrace.com/docs/shortlink/dto-params-k8s
 */
export class DynatraceProxy {
  /**
   * A proxy without a password, such as `http://proxy.example.com:3128`.
   *
   * @throws if the text is not a URL with scheme, host and port only, or if it has a password. The message does not quote a password.
   */
  public static url(url: string): DynatraceProxy {
    checkCall('DynatraceProxy.url', [url]);
    return new DynatraceProxy({ value: proxyUrl('proxy', url) });
  }

  /**
   * A proxy whose URL, with user and password if needed, is in a Secret under the key `proxy`. The Secret is in the namespace of the custom resource.
   *
   * @throws if the name is not valid for a Secret
   */
  public static fromSecretName(name: string): DynatraceProxy {
    checkCall('DynatraceProxy.fromSecretName', [name]);
    return new DynatraceProxy({ valueFrom: objectName('proxy', 'Secret', name) });
  }

  /**
   * The proxy as it is in the manifest.
   *
   * @internal
   */
  public readonly _proxySpec: { readonly value?: string; readonly valueFrom?: string };

  private constructor(spec: { value?: string; valueFrom?: string }) {
    this._proxySpec = spec;
  }
}

/**
 * Checks the URL of a proxy without a password.
 *
 * @throws if the text is not such a URL. The message does not quote a password.
 */
export function proxyUrl(prop: string, text: string): string {
  const url = parseGoUrl(text);
  // With a slash, question mark or hash in a password, the rest of it would be after the host: nothing is allowed there.
  const endsWithHost = url !== undefined && url.hostname !== '' && /^[^:/?#]+:\/\/[^/?#]*\/?$/.test(text);
  if (text.includes('@') && (!endsWithHost || url.password !== undefined)) {
    throw new Error(`'${prop}' must not have a password: put the URL into a Secret, under the key "proxy", and pass DynatraceProxy.fromSecretName()`);
  }
  if (!endsWithHost) {
    throw new Error(`'${prop}' must be a URL with scheme, host and port only, such as "http://proxy.example.com:3128", got ${quote(text)}`);
  }
  return text;
}
