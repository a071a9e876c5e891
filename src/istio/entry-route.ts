import type { EgressRoute, EgressRouteOptions, IEgressGateway, RoutedEntry } from './egress-gateway-interface';
import { ExportScope } from './export-scope';
import type { ServicePort } from './service-port';
import { originatedPort } from './tls/client-tls-spec';
import type * as l1 from '../../imports/networking.istio.io';

/** The way of the connections of a ServiceEntry through a gateway. */
export class EntryRoute implements EgressRoute {
  public constructor(public readonly entry: RoutedEntry, public readonly gateway: IEgressGateway, public readonly options: EgressRouteOptions) {}

  /** The Service of the gateway in messages. */
  public get service(): string { return `Service ${this.gateway.namespace}/${this.gateway.name}`; }

  /** Tells the gateway about the route, and about ports that are new. */
  public update(): void {
    this.gateway._addRoute(this);
  }

  /** A list of `exportTo` with the namespace of the gateway, unless it is visible there anyway. */
  public withGateway(exportTo: readonly ExportScope[]): ExportScope[] {
    const { namespace } = this.gateway;
    const isVisible = exportTo.length === 0 || exportTo.some(each => ['*', '~', namespace].includes(each._namespaceIn(this.entry.namespace)));
    return isVisible ? [...exportTo] : [...exportTo, ExportScope.namespace(namespace)];
  }

  /** A port of the ServiceEntry: where the gateway starts TLS, it connects to the port for TLS. */
  public portSpec(port: ServicePort): l1.ServiceEntrySpecPorts {
    return this.options.originateTls ? originatedPort(port._toSpec()) : port._toSpec();
  }
}
