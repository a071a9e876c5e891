import { interceptionMode } from './capture-flags';
import type { Labels } from '../../../src/analysis/base/labels';
import { isGatewayPod } from '../../../src/analysis/model/pods/sidecar-injection';

/** A proxy's description of itself for istiod. */
export interface ProxyIdentity {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Labels;
  readonly annotations: Labels;
  /** Whether it is a waypoint. */
  readonly isWaypoint?: boolean;
  /** All addresses of the pod. The first is part of its name. */
  readonly addresses: readonly string[];
  /** Environment variables of the proxy that the injector sets: those with the prefix `ISTIO_META_` are metadata for istiod. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Addresses and paths that a proxy needs. */
export interface ProxyPlaces {
  /** Address of istiod, which serves configuration without TLS. */
  readonly istiod: { readonly address: string; readonly port: number };
  /** Path of the socket of the proxy's admin interface. */
  readonly admin: string;
  /** Path of the socket from which the proxy gets certificates. */
  readonly certificates: string;
}

/** Istio's version, as a proxy of that version reports it. */
const ISTIO_VERSION = '1.31.0';
const SERVICE_ACCOUNT = 'default';
const METADATA_PREFIX = 'ISTIO_META_';

/** The configuration with which a proxy starts: its identity, and that everything else comes from istiod. */
export function envoyBootstrap(identity: ProxyIdentity, { istiod, admin, certificates }: ProxyPlaces): object {
  const { name, namespace, labels, annotations, addresses, environment, isWaypoint = false } = identity;
  const xds = { socket_address: { address: istiod.address, port_value: istiod.port } };
  const ads = { ads: {}, initial_fetch_timeout: '0s', resource_api_version: 'V3' };
  const isDualStack = addresses.length > 1;
  return {
    node: {
      id: `${isWaypoint ? 'waypoint' : isGatewayPod(annotations) ? 'router' : 'sidecar'}~${addresses[0]}~${name}.${namespace}~${namespace}.svc.cluster.local`,
      cluster: `${name}.${namespace}`,
      metadata: {
        NAME: name,
        NAMESPACE: namespace,
        LABELS: labels,
        ANNOTATIONS: annotations,
        ISTIO_VERSION,
        CLUSTER_ID: 'Kubernetes',
        INSTANCE_IPS: addresses.join(','),
        SERVICE_ACCOUNT,
        ...metadataIn(environment),
        INTERCEPTION_MODE: interceptionMode(annotations),
        ...isDualStack ? { DUAL_STACK: 'true' } : {},
      },
    },
    admin: { address: { pipe: { path: admin } } },
    bootstrap_extensions: [{
      name: 'envoy.bootstrap.internal_listener',
      typed_config: { '@type': 'type.googleapis.com/envoy.extensions.bootstrap.internal_listener.v3.InternalListener' },
    }],
    dynamic_resources: {
      lds_config: ads,
      cds_config: ads,
      ads_config: { api_type: 'DELTA_GRPC', transport_api_version: 'V3', grpc_services: [istiodService(namespace)] },
    },
    static_resources: {
      clusters: [grpcCluster('xds-grpc', xds), grpcCluster('sds-grpc', { pipe: { path: certificates } })],
      listeners: [15021, 15090].map(ownListener),
    },
  };
}

/** A listener that Istio's bootstrap gives every proxy, for its health or its metrics. It answers other paths with 404, as this one does all. */
function ownListener(port: number): object {
  return {
    name: `own-${port}`,
    address: { socket_address: { address: '0.0.0.0', port_value: port } },
    filter_chains: [{
      filters: [{
        name: 'envoy.filters.network.http_connection_manager',
        typed_config: {
          '@type': 'type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager',
          'stat_prefix': 'own',
          'route_config': { virtual_hosts: [{ name: 'own', domains: ['*'], routes: [{ match: { prefix: '/' }, direct_response: { status: 404 } }] }] },
          'http_filters': [{
            name: 'envoy.filters.http.router',
            typed_config: { '@type': 'type.googleapis.com/envoy.extensions.filters.http.router.v3.Router' },
          }],
        },
      }],
    }],
  };
}

/** istiod believes the identity, as it is configured to, because it serves without TLS. Gateways get their Secrets by it. */
function istiodService(namespace: string): object {
  const identity = `URI=spiffe://cluster.local/ns/${namespace}/sa/${SERVICE_ACCOUNT}`;
  return { envoy_grpc: { cluster_name: 'xds-grpc' }, initial_metadata: [{ key: 'x-forwarded-client-cert', value: identity }] };
}

function metadataIn(environment: Readonly<Record<string, string>>): Record<string, string> {
  const settings = Object.entries(environment).filter(([name]) => name.startsWith(METADATA_PREFIX));
  return Object.fromEntries(settings.map(([name, value]) => [name.slice(METADATA_PREFIX.length), value]));
}

function grpcCluster(name: string, address: object): object {
  return {
    name,
    type: 'STATIC',
    connect_timeout: '1s',
    typed_extension_protocol_options: {
      'envoy.extensions.upstreams.http.v3.HttpProtocolOptions': {
        '@type': 'type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions',
        'explicit_http_config': { http2_protocol_options: {} },
      },
    },
    load_assignment: {
      cluster_name: name,
      endpoints: [{ lb_endpoints: [{ endpoint: { address } }] }],
    },
  };
}
