import { ApiObject } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { requireEdgeConnectEgress } from './edge-connect-proof';
import { EdgeConnectProps } from './edge-connect-props';
import { apiServerOf, checkHostPattern, renderEdgeConnect } from './edge-connect-spec';
import * as l1 from '../../../imports/dynatrace.com';
import { quote } from '../../analysis/base/quote';
import { edgeConnectFieldsNewerThan } from '../../analysis/dynatrace/newer-fields';
import { operatorVersionOf } from '../../analysis/settings/operator-version';
import { parseGoUrl } from '../../analysis/syntax/go-url';
import { declareOperatorVersion } from '../../core/declared-operator-version';
import { nearestMeshSettings } from '../../core/mesh-scope';
import { listOrNothing } from '../../core/non-empty';
import { Resource } from '../../core/resource';
import { checkCall } from '../../core/signatures/check-call';
import { ImportedResource } from '../shared/imported-resource';
import { rejectNewerFields } from '../shared/operator-target';
import { EDGE_CONNECT_OAUTH_KEYS } from '../tokens/token-keys';

const DEFAULT_NAME = 'edgeconnect';

const MAX_NAME = 40;

/** An EdgeConnect, of this app or not. */
export interface IEdgeConnect extends IConstruct {
  /** Name of the EdgeConnect. */
  readonly name: string;

  /** Namespace of the EdgeConnect. */
  readonly namespace: string;

  /**
   * Host of the platform of the environment.
   *
   * @default - not known
   */
  readonly apiServer?: string;
}

/** Attributes of an EdgeConnect that is not part of this app, for `EdgeConnect.fromEdgeConnectAttributes()`. */
export interface EdgeConnectAttributes {
  /** Namespace of the EdgeConnect. */
  readonly namespace: string;

  /** Name of the EdgeConnect. */
  readonly name: string;

  /**
   * Host of the platform of the environment, as in the manifest of the EdgeConnect.
   *
   * @default - not known
   */
  readonly apiServer?: string;
}

/**
 * Lets the Dynatrace environment reach hosts in the network of the cluster, and workflows the Kubernetes API: pods that connect to the platform of the
 * environment and receive its requests (`dynatrace.com/v1alpha2`, since operator 1.3).
 *
 * If its `labels` add the pods to the mesh (`sidecar.istio.io/inject: "true"`), the synth fails unless they reach the hosts that they call, or the proxy.
 *
 * The EdgeConnect must be in the namespace of the operator. Its name is `edgeconnect` unless you set `metadata.name`: at most 40 characters. Its OAuth client
 * is in a Secret.
 *
 * @see https://docs.dynatrace.com/docs/shortlink/edge-connect
 *
 * @exampleMetadata fixture=app
 * @example
 * new EdgeConnect(monitoring, 'EdgeConnect', {
 *   apiServer: 'abc12345.apps.dynatrace.com',
 *   oauth: { clientSecret: TokenSecret.fromSecretName('edge-connect-oauth') },
 *   hostPatterns: ['*.internal.example.com'],
 * });
 */
export class EdgeConnect extends Resource implements IEdgeConnect {
  /**
   * Refers to an EdgeConnect that is not part of this app.
   *
   * @throws if a value is not valid
   */
  public static fromEdgeConnectAttributes(scope: Construct, id: string, attributes: EdgeConnectAttributes): IEdgeConnect {
    checkCall('EdgeConnect.fromEdgeConnectAttributes', [scope, id, attributes]);
    return new ImportedEdgeConnect(scope, id, attributes);
  }

  /** Host of the platform of the environment. */
  public readonly apiServer?: string;

  /** Name of the Secret with the OAuth client, in the namespace of the EdgeConnect. */
  public readonly clientSecretName: string;

  protected readonly apiObject: ApiObject;

  private readonly spec: l1.EdgeConnectSpec;
  private readonly _hostPatterns = new Set<string>();

  /**
   * @throws if a value is not valid, the operator does not support a field, `kubernetesAutomation` is set without `oauth.provisioner`, or the namespace is not
   * known
   */
  public constructor(scope: Construct, id: string, props: EdgeConnectProps) {
    checkCall('EdgeConnect', [scope, id, props]);
    super(scope, id, props.metadata);
    const name = props.metadata?.name ?? DEFAULT_NAME;
    if (name.length > MAX_NAME) {
      throw new Error(`'metadata.name' of an EdgeConnect must have at most ${MAX_NAME} characters, because the operator adds suffixes to it, got ${quote(name)} (${name.length})`);
    }
    const apiServer = apiServerOf(props.apiServer);
    this.apiServer = apiServer.host;
    this.clientSecretName = props.oauth.clientSecret._bind(this, {
      prop: 'oauth.clientSecret', namespace: this.namespace, secretName: `${name}-oauth`, keys: EDGE_CONNECT_OAUTH_KEYS,
    });
    this.spec = renderEdgeConnect(props, apiServer, this.clientSecretName);
    props.hostPatterns?.forEach(pattern => this.addHostPattern(pattern));
    const operatorVersion = props.operatorVersion ?? operatorVersionOf(nearestMeshSettings(this));
    rejectNewerFields(edgeConnectFieldsNewerThan(this.toSpec(), operatorVersion), operatorVersion);
    this.apiObject = this._define(l1.EdgeConnect.GVK, { ...props.metadata, name }, () => this.toSpec());
    if (props.operatorVersion !== undefined) { declareOperatorVersion(this.apiObject, props.operatorVersion); }
    requireEdgeConnectEgress(this, this.spec, this.hosts);
  }

  /**
   * The hosts that the pods of the EdgeConnect call, on port 443: the platform of the environment and its single sign-on. In a mesh that blocks egress, they
   * need a ServiceEntry. With `proxy`, the pods call the proxy instead.
   */
  public get hosts(): string[] {
    return [this.spec.apiServer, parseGoUrl(this.spec.oauth.endpoint)!.hostname].sort();
  }

  /** Hosts that the environment reaches through this EdgeConnect, in code-unit order. The list is a copy: call `addHostPattern()` to add one. */
  public get hostPatterns(): string[] {
    return [...this._hostPatterns].sort();
  }

  /**
   * Lets the environment reach more hosts. A pattern that the EdgeConnect already has is ignored.
   *
   * @param pattern a DNS name, a wildcard such as `*.example.com`, or an IP address
   * @throws if the pattern is not valid
   */
  public addHostPattern(pattern: string): void {
    checkCall('EdgeConnect#addHostPattern', [pattern]);
    this._hostPatterns.add(checkHostPattern('hostPatterns', pattern));
  }

  private toSpec(): unknown {
    return l1.toJson_EdgeConnectSpec({ ...this.spec, hostPatterns: listOrNothing(this.hostPatterns) });
  }
}

/** An EdgeConnect that is not part of this app. */
class ImportedEdgeConnect extends ImportedResource implements IEdgeConnect {
  public readonly apiServer?: string;

  public constructor(scope: Construct, id: string, { name, namespace, apiServer }: EdgeConnectAttributes) {
    super(scope, id, { name, namespace });
    this.apiServer = apiServer === undefined ? undefined : apiServerOf(apiServer).host;
  }
}
