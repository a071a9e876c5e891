import { proxyUrl } from './proxy-url';
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
