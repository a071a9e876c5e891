import * as l1 from '../../imports/networking.istio.io';
import { quote, quoteHost } from '../analysis/base/quote';
import { isIpAddress } from '../analysis/syntax/addresses';
import { isDnsLabel, isFqdn, normalizeHost } from '../analysis/syntax/hosts';
import { checkPortNumber } from '../core/network-values';
import { checkCall } from '../core/signatures/check-call';

const MAX_PORT_NAME = 62;

/** Options of an endpoint, whatever its address. */
export interface ServiceEntryEndpointOptions {
  /**
   * Port numbers of this endpoint, by the name of the ServiceEntry's port. Each is 1 to 65535.
   *
   * @default - the `targetPort` or number of each port
   */
  readonly ports?: { [name: string]: number };

  /**
   * Labels, by which DestinationRules select subsets.
   *
   * @default - no labels
   */
  readonly labels?: { [key: string]: string };

  /**
   * Network of the endpoint, for meshes with several networks.
   *
   * @default - the network of the mesh
   */
  readonly network?: string;

  /**
   * Locality of the endpoint: `region/zone/subzone`.
   *
   * @default - no locality
   */
  readonly locality?: string;

  /**
   * Weight of the endpoint for load balancing, relative to the other endpoints: 0 to 4294967295.
   *
   * @default - all endpoints have the same weight
   */
  readonly weight?: number;

  /**
   * Service account of the workload, for endpoints inside the mesh.
   *
   * @default - no service account
   */
  readonly serviceAccount?: string;
}

/**
 * An endpoint of a ServiceEntry: an address that its traffic goes to, if the hosts themselves are not to be resolved.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/workload-entry/#WorkloadEntry
 */
export class ServiceEntryEndpoint {
  /**
   * An endpoint with an IPv4 or IPv6 address.
   *
   * @throws if the text is not an IP address, or an option is not valid
   */
  public static ip(address: string, options: ServiceEntryEndpointOptions = {}): ServiceEntryEndpoint {
    checkCall('ServiceEntryEndpoint.ip', [address, options]);
    if (!isIpAddress(address)) {
      throw new Error(`'address' must be an IPv4 or IPv6 address, got ${quote(address)}; use ServiceEntryEndpoint.host() for a name`);
    }
    return new ServiceEntryEndpoint(options, address, 'ip');
  }

  /**
   * An endpoint with a DNS name, which the sidecar resolves.
   *
   * @throws if the text is not a DNS name, or an option is not valid
   */
  public static host(name: string, options: ServiceEntryEndpointOptions = {}): ServiceEntryEndpoint {
    checkCall('ServiceEntryEndpoint.host', [name, options]);
    const host = normalizeHost(name);
    if (!isFqdn(host)) {
      throw new Error(`'address' must be a DNS name without scheme, port or path, got ${quoteHost(name)}; use ServiceEntryEndpoint.ip() for an address`);
    }
    return new ServiceEntryEndpoint(options, host, 'host');
  }

  /**
   * A Unix domain socket in the container of the proxy: an absolute path, or an abstract name that begins with `@`. Its ServiceEntry must have exactly one
   * port.
   *
   * @throws if the path is neither, if it ends in `/`, or if `ports` is set
   */
  public static unixSocket(path: string, options: ServiceEntryEndpointOptions = {}): ServiceEntryEndpoint {
    checkCall('ServiceEntryEndpoint.unixSocket', [path, options]);
    if (!/^[/@]./.test(path) || path.endsWith('/')) {
      throw new Error(`'address' of a Unix socket must be an absolute path of a file, or an abstract name that begins with '@', got ${quote(path)}`);
    }
    if (Object.keys(options.ports ?? {}).length > 0) {
      throw new Error(`'ports' must be left out for a Unix socket, got ${quote(Object.keys(options.ports!).join(', '))}`);
    }
    return new ServiceEntryEndpoint(options, `unix://${path}`, 'unix');
  }

  /**
   * An endpoint behind the gateway of another network.
   *
   * @throws if an option is not valid
   */
  public static network(name: string, options: ServiceEntryEndpointOptions = {}): ServiceEntryEndpoint {
    checkCall('ServiceEntryEndpoint.network', [name, options]);
    return new ServiceEntryEndpoint({ ...options, network: name }, undefined, 'network');
  }

  /** Address of the endpoint as it is in the manifest; undefined if only its network is known. */
  public readonly address?: string;

  private readonly options: ServiceEntryEndpointOptions;
  private readonly form: 'ip' | 'host' | 'unix' | 'network';

  private constructor(options: ServiceEntryEndpointOptions, address: string | undefined, form: 'ip' | 'host' | 'unix' | 'network') {
    for (const [name, port] of Object.entries(options.ports ?? {})) {
      // The CRD allows one character less than for the name of the port itself.
      if (!isDnsLabel(name) || name.length > MAX_PORT_NAME) {
        throw new Error(`'ports' of an endpoint accepts port names of letters, digits and '-', at most ${MAX_PORT_NAME} characters, got ${quote(name)}`);
      }
      checkPortNumber(`ports.${name}`, port);
    }
    const { weight } = options;
    if (weight !== undefined && (!Number.isInteger(weight) || weight < 0 || weight > 4294967295)) {
      throw new Error(`'weight' must be a whole number from 0 to 4294967295, got ${quote(weight)}`);
    }
    if (options.network === '') { throw new Error('\'network\' must not be empty, got ""'); }
    this.address = address;
    this.options = { ...options, ports: { ...options.ports }, labels: { ...options.labels } };
    this.form = form;
  }

  /** @internal */
  public get _isName(): boolean {
    return this.form === 'host';
  }

  /** @internal */
  public get _isSocket(): boolean {
    return this.form === 'unix';
  }

  /** @internal */
  public get _isNetwork(): boolean {
    return this.form === 'network';
  }

  /** The endpoint as messages show it. @internal */
  public get _label(): string {
    return this.address ?? `network ${this.options.network}`;
  }

  /** @internal */
  public _toSpec(): l1.ServiceEntrySpecEndpoints {
    const { ports, labels, network, locality, weight, serviceAccount } = this.options;
    return {
      address: this.address,
      ports: ports && Object.keys(ports).length > 0 ? ports : undefined,
      labels: labels && Object.keys(labels).length > 0 ? labels : undefined,
      network,
      locality,
      weight,
      serviceAccount,
    };
  }
}
