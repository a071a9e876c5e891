import type { Construct } from 'constructs';
import { EgressRoute, EgressRouteOptions, IEgressGateway } from './egress-gateway-interface';
import { ExportScope } from './export-scope';
import { Resolution } from './resolution';
import { ServicePort } from './service-port';
import * as l1 from '../../imports/networking.istio.io';
import { ProtocolFamily, protocolFamily } from '../analysis/syntax/protocols';

/** A ServiceEntry, as far as its route through a gateway depends on it. */
interface RoutedEntry extends Construct {
  readonly namespace: string;
  readonly name: string;
  readonly hosts: string[];
  readonly ports: ServicePort[];
  readonly addresses: string[];
  readonly resolution: Resolution;
  readonly _exportedTo: string[];
}

/** Port on which servers expect TLS. */
const TLS_PORT = 443;

/** The way of the connections of a ServiceEntry through a gateway. */
export class EntryRoute implements EgressRoute {
  public constructor(public readonly scope: RoutedEntry, public readonly gateway: IEgressGateway, public readonly options: EgressRouteOptions) {}

  public get namespace(): string { return this.scope.namespace; }
  public get name(): string { return this.scope.name; }
  public get hosts(): string[] { return this.scope.hosts; }
  public get ports(): ServicePort[] { return this.scope.ports; }
  public get addresses(): string[] { return this.scope.addresses; }
  public get resolution(): Resolution { return this.scope.resolution; }
  public get exportedTo(): string[] { return this.scope._exportedTo; }

  /** The Service of the gateway in messages. */
  public get service(): string { return `Service ${this.gateway.namespace}/${this.gateway.name}`; }

  /** Tells the gateway about the route, and about ports that are new. */
  public update(): void {
    this.gateway._addRoute(this);
  }

  /** A list of `exportTo` with the namespace of the gateway, unless it is visible there anyway. */
  public withGateway(exportTo: readonly ExportScope[]): ExportScope[] {
    const { namespace } = this.gateway;
    const isVisible = exportTo.length === 0 || exportTo.some(each => ['*', '~', namespace].includes(each._namespaceIn(this.namespace)));
    return isVisible ? [...exportTo] : [...exportTo, ExportScope.namespace(namespace)];
  }

  /** A port of the ServiceEntry: where the gateway starts TLS, it connects to the port for TLS. */
  public portSpec(port: ServicePort): l1.ServiceEntrySpecPorts {
    const isOriginated = this.options.originateTls !== undefined && protocolFamily(port.protocol) === ProtocolFamily.HTTP && port.number !== TLS_PORT;
    return isOriginated ? { targetPort: TLS_PORT, ...port._toSpec() } : port._toSpec();
  }
}
