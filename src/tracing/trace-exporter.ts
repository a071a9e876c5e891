import type { BindExporter, BoundExporter, ProviderScope } from './bound-exporter';
import { collectorExporter, telemetryIngestExporter } from './collector-exporter';
import { environmentExporter } from './environment-exporter';
import { checkCall } from '../core/signatures/check-call';
import { IDynaKube } from '../dynatrace/dynakube/dynakube';

/** Protocol in which proxies send traces to a collector. */
export enum OtlpProtocol {
  /** OTLP in HTTP, to port 4318 by default. */
  HTTP = 'http',
  /** OTLP in gRPC, to port 4317 by default. The port of the Service must be declared as gRPC. */
  GRPC = 'grpc',
}

/** Options of `TraceExporter.telemetryIngest()`. */
export interface TelemetryIngestExporterOptions {
  /**
   * Protocol in which proxies send traces.
   *
   * @default OtlpProtocol.HTTP
   */
  readonly protocol?: OtlpProtocol;

  /**
   * Name of the collector's Service, for a DynaKube that is not part of this app.
   *
   * @default - the `serviceName` of the DynaKube's `telemetryIngest`, or `<DynaKube>-telemetry-ingest`
   */
  readonly serviceName?: string;
}

/** A collector, for `TraceExporter.collector()`. */
export interface CollectorExporterProps {
  /** Namespace of the collector's Service. */
  readonly namespace: string;

  /** Name of the collector's Service. */
  readonly serviceName: string;

  /**
   * Protocol in which proxies send traces.
   *
   * @default OtlpProtocol.HTTP
   */
  readonly protocol?: OtlpProtocol;

  /**
   * Port of the Service, from 1 to 65535.
   *
   * @default - 4318 for HTTP, 4317 for gRPC
   */
  readonly port?: number;
}

/** An environment, for `TraceExporter.environment()`. */
export interface EnvironmentExporterProps {
  /** URL of the environment's API, such as `https://abc12345.live.dynatrace.com/api`, or that of an ActiveGate: `https://activegate.example.com:9999/e/abc12345/api`. */
  readonly apiUrl: string;

  /**
   * Name of a Secret in the namespace of istiod with the value of the header `Authorization`: the text `Api-Token`, a space, and a token with the scope
   * `openTelemetryTrace.ingest`. Istiod hands the value to all proxies.
   */
  readonly authorizationSecretName: string;

  /**
   * Key in the Secret.
   *
   * @default 'authorization'
   */
  readonly authorizationSecretKey?: string;

  /**
   * Port on which the mesh has the environment for traces, from 1 to 65535. The proxies start TLS on it, so it must not be a port on which applications
   * start TLS to the environment themselves.
   *
   * @default 4318
   */
  readonly port?: number;
}

/**
 * Where proxies send traces.
 *
 * @see https://docs.dynatrace.com/docs/shortlink/otel-istio
 */
export class TraceExporter {
  /**
   * The collector that the Dynatrace operator runs for the `telemetryIngest` of a DynaKube. The collector has the token, and the proxies have none.
   *
   * @throws if a name is not valid
   */
  public static telemetryIngest(dynakube: IDynaKube, options: TelemetryIngestExporterOptions = {}): TraceExporter {
    checkCall('TraceExporter.telemetryIngest', [dynakube, options]);
    const { protocol = OtlpProtocol.HTTP, serviceName } = options;
    return new TraceExporter(telemetryIngestExporter(dynakube, { protocol, serviceName }));
  }

  /**
   * A collector of your own, which speaks plain text.
   *
   * @throws if a name or the port is not valid
   */
  public static collector(props: CollectorExporterProps): TraceExporter {
    checkCall('TraceExporter.collector', [props]);
    return new TraceExporter(collectorExporter({ protocol: OtlpProtocol.HTTP, ...props }));
  }

  /**
   * The environment itself, without a collector. This creates a ServiceEntry and a DestinationRule, by which the proxies start TLS.
   *
   * @throws if the URL, a name or the port is not valid
   */
  public static environment(props: EnvironmentExporterProps): TraceExporter {
    checkCall('TraceExporter.environment', [props]);
    return new TraceExporter(environmentExporter(props));
  }

  private constructor(private readonly bind: BindExporter) {}

  /** @internal */
  public _exportFrom(provider: ProviderScope): BoundExporter {
    return this.bind(provider);
  }
}
