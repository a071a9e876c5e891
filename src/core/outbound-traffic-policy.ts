import { checkLabelName } from './check-name';
import { checkPortNumber } from './network-values';
import { checkCall } from './signatures/check-call';
import { quoteHost } from '../analysis/base/quote';
import { OutboundTrafficMode } from '../analysis/settings/mesh-settings';
import { isFqdn, normalizeHost } from '../analysis/syntax/hosts';

/** The proxy that traffic to unknown destinations is sent to. */
export interface EgressProxyProps {
  /** Host of the proxy: a DNS name of a service that the Sidecar imports. */
  readonly host: string;

  /** Port of the proxy: 1 to 65535. */
  readonly port: number;

  /**
   * Subset of the proxy's DestinationRule.
   *
   * @default - all endpoints of the proxy
   */
  readonly subset?: string;
}

/**
 * What sidecars do with traffic to destinations that they do not know: those that no service or ServiceEntry they import declares.
 *
 * Set it for a whole mesh with `Mesh`, for some workloads with `Sidecar`. A Sidecar has no `allowAnyDynamicDns()`, a mesh has no `egressProxy()`.
 *
 * @see https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-OutboundTrafficPolicy-Mode
 * @see https://istio.io/latest/docs/reference/config/networking/sidecar/#OutboundTrafficPolicy
 */
export class OutboundTrafficPolicy {
  /** Traffic to unknown destinations is blocked (`REGISTRY_ONLY`): workloads reach what is imported and nothing else. */
  public static registryOnly(): OutboundTrafficPolicy {
    return new OutboundTrafficPolicy(OutboundTrafficMode.REGISTRY_ONLY);
  }

  /** Traffic to unknown destinations passes (`ALLOW_ANY`), so that workloads also reach what is not imported. */
  public static allowAny(): OutboundTrafficPolicy {
    return new OutboundTrafficPolicy(OutboundTrafficMode.ALLOW_ANY);
  }

  /**
   * As `allowAny()`, and the sidecar sends a plain text HTTP request to the host in its Host header (`ALLOW_ANY_DYNAMIC_DNS`). For a `Mesh` only,
   * since Istio 1.31.
   */
  public static allowAnyDynamicDns(): OutboundTrafficPolicy {
    return new OutboundTrafficPolicy(OutboundTrafficMode.ALLOW_ANY_DYNAMIC_DNS);
  }

  /**
   * Traffic to unknown destinations is sent to a proxy (`ALLOW_ANY` with `egressProxy`). For a `Sidecar` only; Istio has deprecated it.
   *
   * @throws if the host is not a DNS name, the port is not from 1 to 65535, or the subset is not a DNS label
   */
  public static egressProxy(proxy: EgressProxyProps): OutboundTrafficPolicy {
    checkCall('OutboundTrafficPolicy.egressProxy', [proxy]);
    const host = normalizeHost(proxy.host);
    if (!isFqdn(host)) {
      throw new Error(`'host' of an egress proxy must be a DNS name without scheme, port or path, got ${quoteHost(proxy.host)}`);
    }
    checkPortNumber('port', proxy.port);
    if (proxy.subset !== undefined) { checkLabelName('\'subset\'', proxy.subset); }
    return new OutboundTrafficPolicy(OutboundTrafficMode.ALLOW_ANY, { ...proxy, host });
  }

  /** Mode of the policy as Istio's API has it: `REGISTRY_ONLY`, `ALLOW_ANY` or `ALLOW_ANY_DYNAMIC_DNS`. */
  public readonly mode: string;

  /** @internal */
  public readonly _proxy: EgressProxyProps | undefined;

  private constructor(mode: OutboundTrafficMode, proxy?: EgressProxyProps) {
    this.mode = mode;
    this._proxy = proxy;
  }
}
