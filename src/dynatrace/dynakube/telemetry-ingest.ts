/** Protocols by which the cluster takes telemetry. */
export enum TelemetryProtocol {
  /** OpenTelemetry: gRPC on port 4317, HTTP on port 4318. */
  OTLP = 'otlp',
  /** Jaeger: ports 14250, 14268, 6831 and 6832. */
  JAEGER = 'jaeger',
  /** Zipkin: port 9411. */
  ZIPKIN = 'zipkin',
  /** StatsD: port 8125. */
  STATSD = 'statsd',
}

/**
 * Takes telemetry inside the cluster: a collector of OpenTelemetry behind the Service `<DynaKube>-telemetry-ingest`. Up to operator 1.10 it needs the image
 * in `templates.otelCollector`.
 *
 * @see https://docs.dynatrace.com/docs/shortlink/dto-params-k8s
 */
export interface TelemetryIngest {
  /**
   * What is taken.
   *
   * @default - all protocols
   */
  readonly protocols?: TelemetryProtocol[];

  /**
   * Name of the Service: a DNS label that begins with a letter, and ends in none of the names that the operator gives its own Services.
   *
   * @default - `<DynaKube>-telemetry-ingest`
   */
  readonly serviceName?: string;

  /**
   * Name of a TLS Secret with the Service's certificate.
   *
   * @default - plain text
   */
  readonly tlsRefName?: string;
}
