import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import type { KubernetesObject } from '../analysis/base/kubernetes-object';
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
 */
export class Waypoint extends Resource implements IWaypoint {
  /**
   * Refers to a waypoint that is not part of this app. Requirements and findings assume that its Gateway exists, takes connections to services, and that no route or policy
   * changes them.
   *
   * @throws if the name or the namespace is not valid
   */
  public static fromWaypointAttributes(scope: Construct, id: string, attributes: WaypointAttributes): IWaypoint {
    checkCall('Waypoint.fromWaypointAttributes', [scope, id, attributes]);
    return new ImportedWaypoint(scope, id, attributes);
  }

  /** The Gateway. */
  protected readonly apiObject: ApiObject;

  /**
   * @param props by default, the name of the Gateway is `waypoint`
   * @throws if a name is not valid, or the namespace is not known
   */
  public constructor(scope: Construct, id: string, props: WaypointProps = {}) {
    checkCall('Waypoint', [scope, id, props]);
    super(scope, id, props.metadata);
    const metadata = { ...props.metadata, name: props.metadata?.name ?? 'waypoint', labels: { 'istio.io/waypoint-for': 'service', ...props.metadata?.labels } };
    this.apiObject = this._define({ apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway' }, metadata, () => ({
      gatewayClassName: 'istio-waypoint',
      listeners: [{ name: 'mesh', port: 15008, protocol: 'HBONE' }],
    }));
  }
}

/** A waypoint that is not part of this app. */
class ImportedWaypoint extends Construct implements IWaypoint {
  public readonly namespace: string;
  public readonly name: string;

  public constructor(scope: Construct, id: string, attributes: WaypointAttributes) {
    super(scope, id);
    this.namespace = checkNamespaceName('\'namespace\'', attributes.namespace);
    this.name = checkObjectName('\'name\'', attributes.name ?? 'waypoint');
    MeshChecker.of(this).addAssumedObjects(this, () => [this.assumed()]);
  }

  /** The Gateway, as far as it is known. */
  private assumed(): KubernetesObject {
    return {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
      metadata: { name: this.name, namespace: this.namespace },
      spec: { gatewayClassName: 'istio-waypoint' },
    };
  }
}
