/** A version of a kind that the API server serves. */
export interface ServedVersion {
  /** First minor version of Istio whose CRD serves it; undefined if all known versions of Istio do. */
  readonly since?: string;
}

const V1: Readonly<Record<string, ServedVersion>> = { v1: { since: '1.22' } };
const NETWORKING: Readonly<Record<string, ServedVersion>> = { ...V1, v1beta1: {}, v1alpha3: {} };

/** Versions by API group and kind. All versions of a kind have the schema of the first one. */
export const SERVED_VERSIONS: Readonly<Record<string, Readonly<Record<string, ServedVersion>>>> = {
  'networking.istio.io/DestinationRule': NETWORKING,
  'networking.istio.io/Gateway': NETWORKING,
  'networking.istio.io/ProxyConfig': { v1beta1: {} },
  'networking.istio.io/ServiceEntry': NETWORKING,
  'networking.istio.io/Sidecar': NETWORKING,
  'networking.istio.io/VirtualService': NETWORKING,
  'security.istio.io/PeerAuthentication': { ...V1, v1beta1: {} },
  'telemetry.istio.io/Telemetry': { ...V1, v1alpha1: {} },
};
