import { PortProtocol } from './port-protocol';
import * as l1 from '../../imports/networking.istio.io';
import { checkLabelName } from '../core/check-name';
import { checkPortNumber } from '../core/port-number';

/** Everything that a port of a ServiceEntry can say. */
export interface ServicePortProps {
  /** The port that applications dial: 1 to 65535. */
  readonly number: number;

  /** The protocol that applications speak on it. */
  readonly protocol: PortProtocol;

  /**
   * Name of the port: letters, digits and `-`, 63 characters at most, unique in its ServiceEntry.
   *
   * @default - `<protocol>-<number>` in lower case
   */
  readonly name?: string;

  /**
   * The port of the endpoint that the sidecar connects to: 1 to 65535.
   *
   * @default - the same as `number`
   */
  readonly targetPort?: number;
}

/**
 * A port of a ServiceEntry: a number, and the protocol that decides how sidecars treat it.
 *
 * The protocol is what the *application* speaks. An application that starts TLS by itself speaks `https` or `tls`, also for gRPC over TLS.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/service-entry/#ServicePort
 */
export class ServicePort {
  /**
   * HTTP over TLS that the application starts; routed by server name (SNI).
   *
   * @param port the port number, 443 if left out
   */
  public static https(port: number = 443): ServicePort {
    return ServicePort.of({ number: port, protocol: PortProtocol.HTTPS });
  }

  /**
   * Any TLS that the application starts; routed by server name (SNI).
   *
   * @param port the port number, 443 if left out
   */
  public static tls(port: number = 443): ServicePort {
    return ServicePort.of({ number: port, protocol: PortProtocol.TLS });
  }

  /**
   * Plain text HTTP; routed by Host header.
   *
   * @param port the port number, 80 if left out
   */
  public static http(port: number = 80): ServicePort {
    return ServicePort.of({ number: port, protocol: PortProtocol.HTTP });
  }

  /**
   * Plain text gRPC; routed by its authority.
   *
   * @param port the port number
   */
  public static grpc(port: number): ServicePort {
    return ServicePort.of({ number: port, protocol: PortProtocol.GRPC });
  }

  /**
   * Bytes that sidecars do not look into. Without `addresses` in its ServiceEntry such a port takes over *all* traffic to this port number, to whatever host.
   *
   * @param port the port number
   */
  public static tcp(port: number): ServicePort {
    return ServicePort.of({ number: port, protocol: PortProtocol.TCP });
  }

  /**
   * A port with all its settings.
   *
   * @throws if a number is outside 1 to 65535, or the name is not a DNS label
   */
  public static of(props: ServicePortProps): ServicePort {
    return new ServicePort(props);
  }

  /** The port that applications dial. */
  public readonly number: number;
  /** The protocol that applications speak on it. */
  public readonly protocol: PortProtocol;
  /** Name of the port. */
  public readonly name: string;
  /** The port of the endpoint, where it differs from `number`. */
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
