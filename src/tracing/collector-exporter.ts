import { ApiObject } from 'cdk8s';
import type { BindExporter, BoundExporter, ProviderScope } from './bound-exporter';
import { isRecord, recordOf, textOf } from '../analysis/base/json';
import { quote } from '../analysis/base/quote';
import { telemetryIngestName } from '../analysis/dynatrace/operator-services';
import { serviceSuffix } from '../analysis/syntax/service-hosts';
import { quotePath } from '../core/check-construct';
import { checkLabelName, checkNamespaceName } from '../core/check-name';
import { nearestMeshSettings } from '../core/mesh-scope';
import { checkPortNumber } from '../core/network-values';
import { DynaKube, IDynaKube } from '../dynatrace/dynakube/dynakube';
import { EgressHost } from '../istio/egress-host';

interface Collector {
  readonly namespace: string;
  readonly serviceName: string;
  readonly protocol: 'http' | 'grpc';
  readonly port?: number;
}

const PORTS = { http: 4318, grpc: 4317 };

/** A collector with a Service in the cluster. */
export function collectorExporter(collector: Collector): BindExporter {
  checkNamespaceName('\'namespace\'', collector.namespace);
  checkLabelName('\'serviceName\'', collector.serviceName);
  if (collector.port !== undefined) { checkPortNumber('port', collector.port); }
  return provider => boundTo(provider, collector, []);
}

/** The collector of a DynaKube. What the DynaKube declares is read at synth, because it can be patched until then. */
export function telemetryIngestExporter(
  dynakube: IDynaKube, { protocol, serviceName }: { readonly protocol: 'http' | 'grpc'; readonly serviceName?: string },
): BindExporter {
  if (serviceName !== undefined) { checkLabelName('\'serviceName\'', serviceName); }
  return provider => {
    const { namespace, name } = dynakube;
    const isDeclared = DynaKube.isDynakube(dynakube);
    const declared = isDeclared ? telemetryIngestOf(dynakube) : undefined;
    const own = telemetryIngestName(name, textOf(recordOf(declared).serviceName));
    const service = serviceName ?? own;
    return boundTo(provider, { namespace, serviceName: service, protocol }, isDeclared ? faultsOf(dynakube, declared, service, own) : []);
  };
}

function telemetryIngestOf(dynakube: DynaKube): unknown {
  return recordOf(recordOf(ApiObject.of(dynakube).toJson()).spec).telemetryIngest;
}

function faultsOf(dynakube: DynaKube, declared: unknown, service: string, own: string): string[] {
  if (!isRecord(declared)) { return [`no collector receives the traces: set 'telemetryIngest' of ${quotePath(dynakube)}`]; }
  const { protocols, tlsRefName } = declared;
  return [
    ...service === own ? [] : [`'serviceName' must be that of ${quotePath(dynakube)}, got ${quote(service)} instead of ${quote(own)}; leave it out`],
    ...Array.isArray(protocols) && protocols.length > 0 && !protocols.includes('otlp')
      ? [`the collector does not receive traces of proxies: add TelemetryProtocol.OTLP to 'telemetryIngest.protocols' of ${quotePath(dynakube)}`] : [],
    ...textOf(tlsRefName) === undefined ? []
      : [`the collector expects TLS, which proxies don't start to it: leave 'telemetryIngest.tlsRefName' of ${quotePath(dynakube)} out, or use TraceExporter.collector() with a DestinationRule of your own`],
  ];
}

function boundTo(provider: ProviderScope, collector: Collector, faults: readonly string[]): BoundExporter {
  const { namespace, serviceName, protocol, port = PORTS[protocol] } = collector;
  const host = `${serviceName}.${namespace}${serviceSuffix(nearestMeshSettings(provider))}`;
  return {
    service: `${namespace}/${host}`,
    port,
    transport: protocol === 'http' ? { http: { path: '/v1/traces' } } : { grpc: {} },
    variables: [],
    egressHosts: [EgressHost._ofService(namespace, host)],
    // A request in plain text goes the way of the traces, in HTTP and in gRPC.
    destinations: [{ label: `http://${host}:${port}`, host, port, protocol: 'http' }],
    assumed: [{
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: serviceName, namespace },
      spec: { ports: [{ name: `otlp-${protocol}`, port, appProtocol: protocol }] },
    }],
    faults,
  };
}
