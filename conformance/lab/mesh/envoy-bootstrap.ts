import { interceptionMode } from './capture-flags';
import type { Labels } from '../../../src/analysis/base/labels';

/** A proxy's description of itself for istiod. */
export interface ProxyIdentity {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Labels;
  readonly annotations: Labels;
  /** All addresses of the pod. The first is part of its name. */
  readonly addresses: readonly string[];
}

/** Addresses and paths that a proxy needs. */
export interface ProxyPlaces {
  /** Address of istiod, which serves configuration without TLS. */
  readonly istiod: { readonly address: string; readonly port: number };
  /** Path of the socket of the proxy's admin interface. */
  readonly admin: string;
}

/** Istio's version, as a proxy of that version reports it. */
const ISTIO_VERSION = '1.31.0';

/** The configuration with which a proxy starts: its identity, and that everything else comes from istiod. */
export function envoyBootstrap({ name, namespace, labels, annotations, addresses }: ProxyIdentity, { istiod, admin }: ProxyPlaces): object {
  const ads = { ads: {}, initial_fetch_timeout: '0s', resource_api_version: 'V3' };
  const isDualStack = addresses.length > 1;
  return {
    node: {
      id: `sidecar~${addresses[0]}~${name}.${namespace}~${namespace}.svc.cluster.local`,
      cluster: `${name}.${namespace}`,
      metadata: {
        NAME: name,
        NAMESPACE: namespace,
        LABELS: labels,
        ANNOTATIONS: annotations,
        ISTIO_VERSION,
        CLUSTER_ID: 'Kubernetes',
        INSTANCE_IPS: addresses.join(','),
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
      ads_config: { api_type: 'DELTA_GRPC', transport_api_version: 'V3', grpc_services: [{ envoy_grpc: { cluster_name: 'xds-grpc' } }] },
    },
    static_resources: { clusters: ['xds-grpc', 'sds-grpc'].map(cluster => istiodCluster(cluster, istiod)) },
  };
}

function istiodCluster(name: string, { address, port }: ProxyPlaces['istiod']): object {
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
      endpoints: [{ lb_endpoints: [{ endpoint: { address: { socket_address: { address, port_value: port } } } }] }],
    },
  };
}
