import { PortProtocol } from './port-protocol';
import * as l1 from '../../imports/networking.istio.io';
import { checkLabelName } from '../core/check-name';
import { checkPortNumber } from '../core/network-values';
import { checkCall } from '../core/signatures/check-call';

/** Properties of a port of a ServiceEntry. */
export interface ServicePortProps {
  /** Port number that applications connect to: 1 to 65535. */
  readonly number: number;

  /** Protocol of the application on this port. */
  readonly protocol: PortProtocol;

  /**
   * Name of the port: letters, digits and `-`, at most 63 characters, unique in its ServiceEntry.
   *
   * @default - `<protocol>-<number>` in lower case
   */
  readonly name?: string;

  /**
   * Port number of the endpoint, which the sidecar connects to: 1 to 65535.
   *
   * @default - the value of `number`
   */
  readonly targetPort?: number;
}

/**
 * A port of a ServiceEntry: a number, and the protocol that decides how sidecars treat it.
 *
 * The protocol is that of the *application*. If the application starts TLS itself, use `https()` or `tls()`, also for gRPC over TLS.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/service-entry/#ServicePort
 */
export class ServicePort {
  /**
   * HTTP over TLS that the application starts; routed by server name (SNI).
   *
   * @param port port number, 443 by default
   */
  public static https(port: number = 443): ServicePort {
    checkCall('ServicePort.https', [port]);
    return ServicePort.of({ number: port, protocol: PortProtocol.HTTPS });
  }

  /**
   * Any protocol over TLS that the application starts; routed by server name (SNI).
   *
   * @param port port number, 443 by default
   */
  public static tls(port: number = 443): ServicePort {
    checkCall('ServicePort.tls', [port]);
    return ServicePort.of({ number: port, protocol: PortProtocol.TLS });
  }

  /**
   * Plain text HTTP; routed by Host header.
   *
   * @param port port number, 80 by default
   */
  public static http(port: number = 80): ServicePort {
    checkCall('ServicePort.http', [port]);
    return ServicePort.of({ number: port, protocol: PortProtocol.HTTP });
  }

  /**
   * Plain text gRPC; routed by authority.
   *
   * @param port port number
   */
  public static grpc(port: number): ServicePort {
    checkCall('ServicePort.grpc', [port]);
    return ServicePort.of({ number: port, protocol: PortProtocol.GRPC });
  }

  /**
   * Any bytes, which sidecars don't parse. Without `addresses` in its ServiceEntry, such a port captures *all* traffic to its port number, to every host.
   *
   * @param port port number
   */
  public static tcp(port: number): ServicePort {
    checkCall('ServicePort.tcp', [port]);
    return ServicePort.of({ number: port, protocol: PortProtocol.TCP });
  }

  /**
   * A port with all properties.
   *
   * @throws if a port number is not from 1 to 65535, or the name is not a DNS label
   */
  public static of(props: ServicePortProps): ServicePort {
    checkCall('ServicePort.of', [props]);
    return new ServicePort(props);
  }

  /** Port number that applications connect to. */
  public readonly number: number;
  /** Protocol of the application on this port. */
  public readonly protocol: PortProtocol;
  /** Name of the port. */
  public readonly name: string;
  /** Port number of the endpoint; undefined if it is the same as `number`. */
  public readonly targetPort?: number;

  private constructor(props: ServicePortProps) {
    this.number = checkPortNumber('number', props.number);
    this.protocol = props.protocol;
    this.name = props.name ?? `${props.protocol.toLowerCase().replace('_', '-')}-${props.number}`;
    checkLabelName('\'name\' of a port', this.name);
    this.targetPort = props.targetPort === undefined ? undefined : checkPortNumber('targetPort', props.targetPort);
  }

  /** @internal */
  public _toSpec(): l1.ServiceEntrySpecPorts {
    return {
      name: this.name,
      number: this.number,
      protocol: this.protocol,
      ...this.targetPort === undefined ? {} : { targetPort: this.targetPort },
    };
  }
}
