import { Construct, IConstruct } from 'constructs';
import { Resolution } from './resolution';
import type { HttpRouteSettings } from './routes/http-routes';
import { ServicePort } from './service-port';
import { GatewayTls } from './tls/gateway-tls';

/** A gateway through which connections leave the mesh, of this app or not. */
export interface IEgressGateway extends IConstruct {
  /** Namespace of the gateway's pods and Service. */
  readonly namespace: string;
  /** Name of the gateway's Service. */
  readonly name: string;
  /** Host of the gateway's Service in the cluster, such as `egress-gateway.egress.svc.cluster.local`. */
  readonly host: string;

  /**
   * Creates the objects that lead connections through the gateway.
   *
   * @internal
   */
  _addRoute(route: EgressRoute): void;
}

/** A waypoint: the proxy of ambient mode that reads requests and starts TLS, of this app or not. */
export interface IWaypoint extends IConstruct {
  /** Namespace of the waypoint's Gateway. */
  readonly namespace: string;
  /** Name of the waypoint's Gateway. */
  readonly name: string;

  /**
   * Lets services of a namespace use the waypoint.
   *
   * @internal
   */
  _allowServicesOf(namespace: string): void;
}

/** Options of `through()`. */
export interface EgressRouteOptions {
  /**
   * TLS that the gateway starts for requests that clients send in plain text. The gateway then connects to the `targetPort` of such a port, which is 443
   * unless it is set.
   *
   * @default - none: requests leave the mesh as clients send them
   */
  readonly originateTls?: GatewayTls;

  /**
   * Whether requests that clients send in plain text use mutual TLS of the mesh on the way to the gateway. The gateway's port 80 then accepts no plain
   * text.
   *
   * @default true
   */
  readonly mutualTls?: boolean;
}

/** A ServiceEntry, as far as its route through a gateway depends on it. */
export interface RoutedEntry extends Construct {
  readonly namespace: string;
  readonly name: string;
  readonly hosts: readonly string[];
  readonly ports: readonly ServicePort[];
  readonly addresses: readonly string[];
  readonly resolution: Resolution;
  /** Items of `exportTo`; empty if it is left out. */
  readonly _exportedTo: readonly string[];
  /** What is set for requests, by path; at least one item. */
  readonly _httpRoutes: readonly HttpRouteSettings[];
}

/** The way of the connections of a ServiceEntry through a gateway. It is read at synth. */
export interface EgressRoute {
  /** The ServiceEntry, which becomes the scope of the objects. */
  readonly entry: RoutedEntry;
  readonly options: EgressRouteOptions;
}
