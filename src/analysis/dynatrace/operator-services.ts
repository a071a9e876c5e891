import type { ConvertedDynaKube } from './dynakube';
import { hasActiveGate } from './dynakube-state';
import type { KubernetesObject } from '../base/kubernetes-object';

/** A Service that the operator creates for a DynaKube, as far as a sidecar of its clients sees it. */
export interface OperatorService {
  readonly name: string;
  readonly namespace: string;
  /** The TCP ports. Sidecars don't handle UDP. */
  readonly ports: readonly OperatorServicePort[];
  /** Whether its clients start TLS. */
  readonly tls: boolean;
}

/** A port of such a Service. */
export interface OperatorServicePort {
  readonly name: string;
  readonly port: number;
  readonly appProtocol?: 'http' | 'grpc';
}

/** What a DynaKube has that Services are made from. */
type ServiceOwner = Pick<ConvertedDynaKube, 'name' | 'namespace' | 'spec'>;

const TELEMETRY_PORTS: { readonly [protocol: string]: readonly OperatorServicePort[] } = {
  otlp: [{ name: 'otlp-grpc', port: 4317, appProtocol: 'grpc' }, { name: 'otlp-http', port: 4318, appProtocol: 'http' }],
  jaeger: [{ name: 'jaeger-grpc', port: 14250, appProtocol: 'grpc' }, { name: 'jaeger-thrift-http', port: 14268 }],
  statsd: [],
  zipkin: [{ name: 'zipkin', port: 9411 }],
};

/** The Service of the OpenTelemetry Collector. Undefined if the DynaKube does not ingest telemetry. */
export function telemetryIngestService({ name, namespace, spec: { telemetryIngest } }: ServiceOwner): OperatorService | undefined {
  if (telemetryIngest === undefined) { return undefined; }
  const { protocols = [], serviceName, tlsRefName } = telemetryIngest;
  const spoken = protocols.length === 0 ? Object.keys(TELEMETRY_PORTS) : protocols;
  return {
    name: telemetryIngestName(name, serviceName),
    namespace,
    ports: spoken.flatMap(protocol => Object.hasOwn(TELEMETRY_PORTS, protocol) ? TELEMETRY_PORTS[protocol] : []).sort((a, b) => a.port - b.port),
    tls: Boolean(tlsRefName),
  };
}

/** The name of the Service of a DynaKube's OpenTelemetry Collector, which `telemetryIngest.serviceName` can replace. */
export function telemetryIngestName(dynakube: string, serviceName: string | undefined): string {
  return serviceName || `${dynakube}-telemetry-ingest`;
}

/** The Service of the ActiveGate. Undefined if the DynaKube has none. Its port 80 is left out: clients that the operator configures use TLS. */
export function activeGateService({ name, namespace, spec }: ServiceOwner): OperatorService | undefined {
  return hasActiveGate(spec) ? { name: `${name}-activegate`, namespace, ports: [{ name: 'https', port: 443 }], tls: true } : undefined;
}

/** The labels by which the operator selects the pods of an ActiveGate. */
export function activeGateLabels(dynakube: string): { readonly [key: string]: string } {
  return { 'app.kubernetes.io/created-by': dynakube, 'app.kubernetes.io/managed-by': 'dynatrace-operator', 'app.kubernetes.io/name': 'activegate' };
}

/** A Service as an object. It has no selector, so that its pods count as unknown. */
export function serviceObject({ name, namespace, ports }: OperatorService): KubernetesObject {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace }, spec: { ports } };
}
