import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { createRouteObjects, RouteGateway, subsetOf, usesMutualTls } from './route-objects';
import { PortPlan, portPlans } from './route-plan';
import * as l1 from '../../imports/networking.istio.io';
import { quote } from '../analysis/base/quote';
import type { EgressRoute } from '../istio/egress-gateway-interface';

/** The routes through one gateway. */
export class GatewayRoutes {
  private readonly routes = new Map<Construct, EgressRoute>();
  private hasRule = false;

  /**
   * @param name name of the gateway's Service, and of the DestinationRule for it
   * @param isShared whether other apps have routes through the gateway: each route then has a DestinationRule with a name of its own, so that no app
   * overwrites the subsets of another one. istiod merges the subsets.
   */
  public constructor(
    private readonly scope: Construct, private readonly name: string, private readonly gateway: RouteGateway, private readonly isShared = false,
  ) {}

  /** Adds a route, or looks at the new ports of one. */
  public add(route: EgressRoute): void {
    if (!this.routes.has(route.entry)) {
      createRouteObjects(route, this.gateway);
      route.entry.node.addValidation({ validate: () => this.conflictsOf(route) });
    }
    this.routes.set(route.entry, route);
    if (this.isShared) {
      this.createRuleOf(route);
    } else if (!this.hasRule && this.withMutualTls().length > 0) {
      this.hasRule = true;
      this.createRule(this.scope, this.name, () => this.withMutualTls());
    }
  }

  /** The ports that the routes need at the gateway's Service: the first plan for each. */
  public get ports(): PortPlan[] {
    const byNumber = new Map<number, PortPlan>();
    for (const plan of [...this.routes.values()].flatMap(portPlans)) {
      if (!byNumber.has(plan.gatewayPort)) { byNumber.set(plan.gatewayPort, plan); }
    }
    return [...byNumber.values()].sort((a, b) => a.gatewayPort - b.gatewayPort);
  }

  /** The Secrets that the gateway reads. */
  public get credentials(): string[] {
    const names = [...this.routes.values()].flatMap(({ options }) => options.originateTls?.credentialName ?? []);
    return [...new Set(names)].sort();
  }

  /** Ports of the gateway that an earlier route, or an earlier port of the same route, uses in a way that leaves nothing to tell the connections apart. */
  private conflictsOf(route: EgressRoute): string[] {
    const all = [...this.routes.values()];
    const earlier = all.slice(0, all.indexOf(route)).flatMap(other => portPlans(other).map(plan => ({ plan, other })));
    return portPlans(route).flatMap((plan, index, own) => {
      const before = [...earlier, ...own.slice(0, index).map(each => ({ plan: each, other: route }))];
      const taken = before.find(each => areAlike(each, { plan, other: route }));
      return taken ? [`port ${plan.gatewayPort} of the egress gateway ${quote(this.gateway.host)} already leads to ${describe(taken)}, and nothing tells connections to ${describe({ plan, other: route })} apart; use another gateway`] : [];
    });
  }

  private withMutualTls(): MutualRoute[] {
    return [...this.routes.values()].filter(usesMutualTls)
      .map(route => ({ route, ports: portPlans(route).filter(({ passage }) => passage === 'http').map(({ gatewayPort }) => gatewayPort) }))
      .filter(({ ports }) => ports.length > 0);
  }

  private createRuleOf(route: EgressRoute): void {
    const isOf = (each: MutualRoute) => each.route.entry === route.entry;
    if (!this.withMutualTls().some(isOf) || route.entry.node.tryFindChild(SHARED_RULE)) { return; }
    const { namespace, name } = route.entry;
    this.createRule(route.entry, `${this.name}-${namespace}-${name}`, () => this.withMutualTls().filter(isOf), SHARED_RULE);
  }

  /** Sidecars of all namespaces find a DestinationRule in the namespace of the Service that it is for. */
  private createRule(scope: Construct, name: string, routes: () => readonly MutualRoute[], id = 'DestinationRule'): void {
    new ApiObject(scope, id, {
      ...l1.DestinationRule.GVK,
      metadata: { name, namespace: this.gateway.namespace },
      spec: Lazy.any({ produce: () => l1.toJson_DestinationRuleSpec(this.ruleSpec(routes())) }),
    });
  }

  private ruleSpec(routes: readonly MutualRoute[]): l1.DestinationRuleSpec {
    const mode = l1.DestinationRuleSpecSubsetsTrafficPolicyPortLevelSettingsTlsMode.ISTIO_UNDERSCORE_MUTUAL;
    const subsets = routes.map(({ route, ports }): l1.DestinationRuleSpecSubsets => ({
      name: subsetOf(route),
      trafficPolicy: { portLevelSettings: ports.map(number => ({ port: { number }, tls: { mode, sni: route.entry.hosts[0] } })) },
    }));
    return { host: this.gateway.host, subsets: subsets.sort((a, b) => a.name < b.name ? -1 : 1) };
  }
}

/** A route whose requests use mutual TLS on the way to the gateway, and the ports of the gateway. */
interface MutualRoute {
  readonly route: EgressRoute;
  readonly ports: readonly number[];
}

/** ID of the DestinationRule of a route, below its ServiceEntry: one for the host can be there too. */
const SHARED_RULE = 'GatewayDestinationRule';

interface PlannedPort {
  readonly plan: PortPlan;
  readonly other: EgressRoute;
}

/** Whether a gateway cannot tell connections for two ports apart: hosts do in requests and TLS, if the gateway expects the same of both. */
function areAlike(a: PlannedPort, b: PlannedPort): boolean {
  if (a.plan.gatewayPort !== b.plan.gatewayPort) { return false; }
  const { passage } = a.plan;
  return passage !== b.plan.passage || passage === 'tcp' || a.other === b.other || passage === 'http' && usesMutualTls(a.other) !== usesMutualTls(b.other);
}

function describe({ plan, other }: PlannedPort): string {
  return quote(`${other.entry.hosts[0]}:${plan.port.number}`);
}
