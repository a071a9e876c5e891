import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import type { KubernetesObject } from '../analysis/base/kubernetes-object';
import { NAMESPACE_NAME } from '../analysis/base/labels';
import { checkNamespaceName, checkObjectName } from '../core/check-name';
import { MeshChecker } from '../core/mesh-checker';
import { Resource, ResourceProps } from '../core/resource';
import { checkCall } from '../core/signatures/check-call';
import { IWaypoint } from '../istio/egress-gateway-interface';

/** Attributes of a waypoint that is not part of this app, for `Waypoint.fromWaypointAttributes()`. */
export interface WaypointAttributes {
  /** Namespace of the waypoint's Gateway. */
  readonly namespace: string;

  /**
   * Name of the waypoint's Gateway.
   *
   * @default 'waypoint'
   */
  readonly name?: string;
}

/** Properties of a waypoint. */
export interface WaypointProps extends ResourceProps {}

/**
 * A waypoint of ambient mode: a Gateway of the Kubernetes Gateway API, from which istiod makes the pods and the Service. ztunnel sends it the connections to the services
 * that name it.
 *
 * `serviceEntry.useWaypoint(waypoint)` leads connections to hosts outside the mesh through it. What ztunnel does not know does not go through it: a waypoint is no
 * firewall.
 *
 * @see https://istio.io/latest/docs/ambient/usage/waypoint/
 *
 * @exampleMetadata fixture=app
 * @example
 * const payments = new ServiceEntry(shop, 'Payments', { hosts: ['api.payments.example'], ports: [ServicePort.https()] });
 * payments.useWaypoint(new Waypoint(network, 'Waypoint'));
 */
export class Waypoint extends Resource implements IWaypoint {
  /**
   * Refers to a waypoint that is not part of this app. `allowedRoutes` of its listener must allow the namespaces of the ServiceEntries that use it. Requirements and findings
   * assume that it does, that its Gateway takes connections to services, and that no route or policy changes them.
   *
   * @throws if the name or the namespace is not valid
   */
  public static fromWaypointAttributes(scope: Construct, id: string, attributes: WaypointAttributes): IWaypoint {
    checkCall('Waypoint.fromWaypointAttributes', [scope, id, attributes]);
    return new ImportedWaypoint(scope, id, attributes);
  }

  /** The Gateway. */
  protected readonly apiObject: ApiObject;

  private readonly namespaces = new Set<string>();

  /**
   * @param props by default, the name of the Gateway is `waypoint`
   * @throws if a name is not valid, or the namespace is not known
   */
  public constructor(scope: Construct, id: string, props: WaypointProps = {}) {
    checkCall('Waypoint', [scope, id, props]);
    checkWaypointName('\'metadata.name\'', props.metadata?.name);
    super(scope, id, props.metadata);
    const metadata = { ...props.metadata, name: props.metadata?.name ?? 'waypoint', labels: { 'istio.io/waypoint-for': 'service', ...props.metadata?.labels } };
    this.apiObject = this._define({ apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway' }, metadata, () => ({
      gatewayClassName: 'istio-waypoint',
      listeners: [{ name: 'mesh', port: 15008, protocol: 'HBONE', allowedRoutes: this.allowedRoutes() }],
    }));
  }

  /** @internal */
  public _allowServicesOf(namespace: string): void {
    this.namespaces.add(namespace);
  }

  /** Istio lets only services of the waypoint's own namespace use it, unless this names others. */
  private allowedRoutes(): object | undefined {
    const names = [...new Set([this.namespace, ...this.namespaces])].sort();
    return names.length === 1 ? undefined
      : { namespaces: { from: 'Selector', selector: { matchExpressions: [{ key: NAMESPACE_NAME, operator: 'In', values: names }] } } };
  }
}

/** A waypoint that is not part of this app. */
class ImportedWaypoint extends Construct implements IWaypoint {
  public readonly namespace: string;
  public readonly name: string;

  public constructor(scope: Construct, id: string, attributes: WaypointAttributes) {
    super(scope, id);
    this.namespace = checkNamespaceName('\'namespace\'', attributes.namespace);
    checkWaypointName('\'name\'', attributes.name);
    this.name = checkObjectName('\'name\'', attributes.name ?? 'waypoint');
    MeshChecker.of(this).addAssumedObjects(this, () => [this.assumed()]);
  }

  /** The Gateway, as far as it is known. */
  private assumed(): KubernetesObject {
    return {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
      metadata: { name: this.name, namespace: this.namespace },
      spec: {
        gatewayClassName: 'istio-waypoint',
        listeners: [{ name: 'mesh', port: 15008, protocol: 'HBONE', allowedRoutes: { namespaces: { from: 'All' } } }],
      },
    };
  }

  /** @internal */
  public _allowServicesOf(): void {
    // Its owner decides that.
  }
}

/** The label that names a waypoint has this value for none. */
function checkWaypointName(prop: string, name: string | undefined): void {
  if (name === 'none') { throw new Error(`${prop} must not be "none", which means no waypoint in the label istio.io/use-waypoint; use another name`); }
}
