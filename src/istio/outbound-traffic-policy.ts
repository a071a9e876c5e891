import * as l1 from '../../imports/networking.istio.io';
import { quoteHost } from '../analysis/base/quote';
import { isFqdn, normalizeHost } from '../analysis/syntax/hosts';
import { checkLabelName } from '../core/check-name';
import { checkPortNumber } from '../core/port-number';

/** Where a Sidecar sends traffic to destinations that it does not know. */
export interface EgressProxyProps {
  /** Host of the proxy: a service that the Sidecar imports. */
  readonly host: string;
  /** Port of the proxy: 1 to 65535. */
  readonly port: number;
  /**
   * Subset of the proxy's DestinationRule.
   *
   * @default - none
   */
  readonly subset?: string;
}

/**
 * What a Sidecar does with traffic to destinations that it does not know.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/sidecar/#OutboundTrafficPolicy
 */
export class OutboundTrafficPolicy {
  /** It is refused: what is to be reached must be imported. */
  public static registryOnly(): OutboundTrafficPolicy {
    return new OutboundTrafficPolicy('REGISTRY_ONLY');
  }

  /** It passes. What a Sidecar does not import is then reachable all the same. */
  public static allowAny(): OutboundTrafficPolicy {
    return new OutboundTrafficPolicy('ALLOW_ANY');
  }

  /**
   * It is sent to a proxy.
   *
   * @throws if the host is no DNS name, or the port or the subset can't be right
   */
  public static egressProxy(proxy: EgressProxyProps): OutboundTrafficPolicy {
    const host = normalizeHost(proxy.host);
    if (!isFqdn(host)) {
      throw new Error(`'host' of an egress proxy must be a DNS name without scheme, port or path, got ${quoteHost(proxy.host)}`);
    }
    checkPortNumber('port', proxy.port);
    if (proxy.subset !== undefined) { checkLabelName('\'subset\'', proxy.subset); }
    return new OutboundTrafficPolicy('ALLOW_ANY', { ...proxy, host });
  }

  /** The mode as it stands in the manifest. */
  public readonly mode: string;

  private readonly proxy?: EgressProxyProps;

  private constructor(mode: string, proxy?: EgressProxyProps) {
    this.mode = mode;
    this.proxy = proxy;
  }

  /** @internal */
  public _toSpec(): l1.SidecarSpecOutboundTrafficPolicy {
    return {
      mode: this.mode as l1.SidecarSpecOutboundTrafficPolicyMode,
      egressProxy: this.proxy && { host: this.proxy.host, port: { number: this.proxy.port }, subset: this.proxy.subset },
    };
  }
}
