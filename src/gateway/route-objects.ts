import { ApiObject, ApiObjectMetadata, GroupVersionKind, Lazy } from 'cdk8s';
import { PortPlan, portPlans, routeFaults } from './route-plan';
import * as l1 from '../../imports/networking.istio.io';
import { listOrNothing } from '../core/non-empty';
import type { EgressRoute } from '../istio/egress-gateway-interface';
import { labelOf } from '../istio/routes/label-of';

/** What the objects of a route need to know about the gateway. */
export interface RouteGateway {
  readonly namespace: string;
  /** Host of its Service. */
  readonly host: string;
  /** Labels of its pods. */
  readonly selector: { readonly [key: string]: string };
}

/** The subset of a gateway's Service for the requests of a route. */
export function subsetOf({ entry: { namespace, name } }: EgressRoute): string {
  return labelOf(namespace, name);
}

/** Whether the requests of a route use mutual TLS on the way to the gateway. */
export function usesMutualTls({ options }: EgressRoute): boolean {
  return options.mutualTls ?? true;
}

/**
 * Creates the objects of a route below its ServiceEntry: a Gateway and a VirtualService in its namespace, and a DestinationRule if the gateway starts TLS.
 * A Sidecar that imports the host of the entry imports this VirtualService with it.
 */
export function createRouteObjects(route: EgressRoute, gateway: RouteGateway): void {
  const { entry, options } = route;
  const { namespace, name } = entry;
  const define = (gvk: GroupVersionKind, metadata: ApiObjectMetadata, spec: () => unknown) => new ApiObject(entry, gvk.kind, {
    ...gvk, metadata, spec: Lazy.any({ produce: spec }),
  });
  define(l1.Gateway.GVK, { namespace, name: labelOf(name) }, () => l1.toJson_GatewaySpec(gatewaySpec(route, gateway)));
  define(l1.VirtualService.GVK, { namespace, name }, () => l1.toJson_VirtualServiceSpec(virtualServiceSpec(route, gateway)));
  if (options.originateTls) {
    const metadata = { namespace: gateway.namespace, name: `${namespace}-${name}` };
    define(l1.DestinationRule.GVK, metadata, () => l1.toJson_DestinationRuleSpec(originationSpec(route, gateway)));
  }
  entry.node.addValidation({ validate: () => routeFaults(route, gateway.host) });
}

function gatewaySpec(route: EgressRoute, { selector }: RouteGateway): l1.GatewaySpec {
  return {
    selector: { ...selector },
    servers: portPlans(route).map(plan => ({ port: serverPort(route, plan), hosts: [...route.entry.hosts], tls: serverTls(route, plan) })),
  };
}

function serverPort(route: EgressRoute, { passage, port, gatewayPort }: PortPlan): l1.GatewaySpecServersPort {
  const protocol = { http: usesMutualTls(route) ? 'HTTPS' : port.protocol, tls: 'TLS', tcp: 'TCP' }[passage];
  return { number: gatewayPort, name: `${passage}-${gatewayPort}`, protocol };
}

function serverTls(route: EgressRoute, { passage }: PortPlan): l1.GatewaySpecServersTls | undefined {
  const { ISTIO_UNDERSCORE_MUTUAL, PASSTHROUGH } = l1.GatewaySpecServersTlsMode;
  if (passage === 'tls') { return { mode: PASSTHROUGH }; }
  return passage === 'http' && usesMutualTls(route) ? { mode: ISTIO_UNDERSCORE_MUTUAL } : undefined;
}

function virtualServiceSpec(route: EgressRoute, gateway: RouteGateway): l1.VirtualServiceSpec {
  const { hosts, namespace, name, _exportedTo: exportTo } = route.entry;
  const own = `${namespace}/${labelOf(name)}`;
  const plans = portPlans(route);
  const plansOf = (passage: PortPlan['passage']) => plans.filter(plan => plan.passage === passage);
  return {
    hosts: [...hosts],
    gateways: ['mesh', own],
    exportTo: listOrNothing(exportTo),
    http: listOrNothing(plansOf('http').flatMap(plan => httpRoutes(route, gateway, own, plan))),
    tls: listOrNothing(plansOf('tls').flatMap(plan => tlsRoutes(route, gateway, own, plan))),
    tcp: listOrNothing(plansOf('tcp').flatMap(plan => tcpRoutes(route, gateway, own, plan))),
  };
}

/** The route of the sidecars to the gateway, and the route of the gateway to the host. */
function httpRoutes(route: EgressRoute, gateway: RouteGateway, own: string, { port, gatewayPort }: PortPlan): l1.VirtualServiceSpecHttp[] {
  const [host] = route.entry.hosts;
  const subset = usesMutualTls(route) ? subsetOf(route) : undefined;
  const settings = route.entry._httpRoutes;
  // A request that the sidecar sends again must not be sent again by the gateway too.
  const retries = settings.some(each => each.retries) ? { attempts: 0 } : undefined;
  return [
    ...settings.map(({ uri, ...others }) => ({
      match: [{ gateways: ['mesh'], port: port.number, uri }], route: [{ destination: { host: gateway.host, subset, port: { number: gatewayPort } } }], ...others,
    })),
    { match: [{ gateways: [own], port: gatewayPort }], route: [{ destination: { host, port: { number: port.number } } }], retries },
  ];
}

/** The server name tells the gateway which of the hosts a connection is for. */
function tlsRoutes(route: EgressRoute, gateway: RouteGateway, own: string, { port, gatewayPort }: PortPlan): l1.VirtualServiceSpecTls[] {
  const { hosts } = route.entry;
  return [
    { match: [{ gateways: ['mesh'], port: port.number, sniHosts: [...hosts] }], route: [{ destination: { host: gateway.host, port: { number: gatewayPort } } }] },
    ...hosts.map(host => ({
      match: [{ gateways: [own], port: gatewayPort, sniHosts: [host] }], route: [{ destination: { host, port: { number: port.number } } }],
    })),
  ];
}

function tcpRoutes(route: EgressRoute, gateway: RouteGateway, own: string, { port, gatewayPort }: PortPlan): l1.VirtualServiceSpecTcp[] {
  const { hosts, addresses } = route.entry;
  return [
    {
      match: [{ gateways: ['mesh'], port: port.number, destinationSubnets: listOrNothing(addresses) }],
      route: [{ destination: { host: gateway.host, port: { number: gatewayPort } } }],
    },
    { match: [{ gateways: [own], port: gatewayPort }], route: [{ destination: { host: hosts[0], port: { number: port.number } } }] },
  ];
}

/**
 * Only the gateway's pods use this rule: a sidecar that connects to the host directly would start TLS twice, and would not read the Secret. A rule with a
 * `workloadSelector` must be in the namespace of the pods, and is not exported.
 */
function originationSpec(route: EgressRoute, gateway: RouteGateway): l1.DestinationRuleSpec {
  const [host] = route.entry.hosts;
  return {
    host,
    exportTo: ['.'],
    workloadSelector: { matchLabels: { ...gateway.selector } },
    trafficPolicy: {
      portLevelSettings: portPlans(route).filter(({ passage }) => passage === 'http')
        .map(({ port }) => ({ port: { number: port.number }, tls: route.options.originateTls!._toSpec(host) })),
    },
  };
}
