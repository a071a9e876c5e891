import { Construct } from 'constructs';
import { EgressGatewayAttributes } from './egress-gateway-attributes';
import { GatewayRoutes } from './gateway-routes';
import { proxyPodsOf } from './gateway-workload';
import type { KubernetesObject } from '../analysis/base/kubernetes-object';
import { quote } from '../analysis/base/quote';
import { serviceSuffix } from '../analysis/syntax/service-hosts';
import { checkNamespaceName, checkServiceName } from '../core/check-name';
import { renderLabels } from '../core/labels';
import { MeshChecker } from '../core/mesh-checker';
import { nearestMeshSettings } from '../core/mesh-scope';
import { checkPortNumber } from '../core/network-values';
import { EgressRoute, IEgressGateway } from '../istio/egress-gateway-interface';

/** A gateway that is not part of this app. */
export class ImportedEgressGateway extends Construct implements IEgressGateway {
  public readonly name: string;
  public readonly namespace: string;
  public readonly host: string;
  private readonly selector: { readonly [key: string]: string };
  private readonly ports: readonly number[];
  private readonly routes: GatewayRoutes;

  public constructor(scope: Construct, id: string, attributes: EgressGatewayAttributes) {
    super(scope, id);
    this.name = checkServiceName('\'serviceName\'', attributes.serviceName ?? 'istio-egressgateway');
    this.namespace = checkNamespaceName('\'namespace\'', attributes.namespace ?? 'istio-system');
    const selector = renderLabels('selector', attributes.selector ?? { istio: 'egressgateway' });
    if (!selector) { throw new Error('\'selector\' must not be empty, got "{}": it would select the sidecars of all pods; set the labels of the gateway\'s pods'); }
    this.selector = selector;
    this.ports = (attributes.ports ?? [80, 443]).map(port => checkPortNumber('ports', port));
    this.host = `${this.name}.${this.namespace}${serviceSuffix(nearestMeshSettings(this))}`;
    this.routes = new GatewayRoutes(this, this.name, { namespace: this.namespace, host: this.host, selector: this.selector }, true);
    MeshChecker.of(this).addAssumedObjects(this, () => this.assumed());
    this.node.addValidation({ validate: () => this.missingPorts() });
  }

  public _addRoute(route: EgressRoute): void {
    this.routes.add(route);
  }

  private missingPorts(): string[] {
    const missing = this.routes.ports.map(({ gatewayPort }) => gatewayPort).filter(port => !this.ports.includes(port));
    return missing.map(port => `the Service ${quote(this.name)} of the egress gateway must have port ${port} for a route; add it to the Service, and to 'ports'`);
  }

  /** The Service and the pods, as far as they are known. */
  private assumed(): KubernetesObject[] {
    const ports = this.ports.map(port => ({ name: port === 443 ? 'https' : port === 80 ? 'http2' : `tcp-${port}`, port }));
    return [
      { apiVersion: 'v1', kind: 'Service', metadata: { name: this.name, namespace: this.namespace }, spec: { selector: this.selector, ports } },
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: this.name, namespace: this.namespace },
        spec: { selector: { matchLabels: this.selector }, template: proxyPodsOf(this.selector) },
      },
    ];
  }
}
