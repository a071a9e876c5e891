import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import type { BoundExporter, IstiodVariable } from './bound-exporter';
import { TraceExporter } from './trace-exporter';
import type { KubernetesObject } from '../analysis/base/kubernetes-object';
import { quote } from '../analysis/base/quote';
import type { Destination } from '../analysis/reach/trace/egress-proof';
import { isIstioAtLeast } from '../analysis/settings/istio-version';
import { MeshChecker } from '../core/mesh-checker';
import { nearestMeshSettings } from '../core/mesh-scope';
import { listOrNothing } from '../core/non-empty';
import { checkCall } from '../core/signatures/check-call';
import { EgressHost, IEgressTarget } from '../istio/egress-host';
import { renderDuration } from '../istio/routes/render-duration';

/** What a proxy adds to its spans about itself. */
export enum ResourceDetector {
  /** The metadata that the Dynatrace operator's webhook writes into the proxy's container, such as the Kubernetes workload and the monitored host. */
  DYNATRACE = 'dynatrace',
  /** The attributes in the environment variable `OTEL_RESOURCE_ATTRIBUTES` of the proxy. */
  ENVIRONMENT = 'environment',
}

/** By which attributes the spans of proxies are grouped into services. */
export enum ServiceAttributeEnrichment {
  /** `service.name` as Istio has always set it: `<app>.<namespace>`, or by `tracingServiceName` of the proxies. */
  ISTIO_CANONICAL = 'ISTIO_CANONICAL',
  /** `service.name`, `service.namespace`, `service.version` and `service.instance.id` by OpenTelemetry's conventions for Kubernetes. Since Istio 1.30. */
  OTEL_SEMANTIC_CONVENTIONS = 'OTEL_SEMANTIC_CONVENTIONS',
}

/** Lets the environment choose which traces are recorded, by its own limits. Istio then ignores `randomSamplingPercentage`. */
export interface DynatraceSampler {
  /** Id of the cluster that the environment belongs to: a whole number of 32 bits, which the environment shows with its settings for OpenTelemetry. */
  readonly clusterId: number;

  /**
   * Most new traces a minute, for each proxy, as long as the environment sets no limit: from 1.
   *
   * @default - 1000, by Istio
   */
  readonly rootSpansPerMinute?: number;
}

/** Properties of `OpenTelemetryProvider`. */
export interface OpenTelemetryProviderProps {
  /**
   * Name of the provider in `meshConfig.extensionProviders`, to which Telemetries refer. Names of providers of environments must differ in more than case and
   * signs, because the variables of istiod with their tokens have these names too.
   *
   * @default 'dynatrace'
   */
  readonly name?: string;

  /** Where the proxies send traces. */
  readonly exporter: TraceExporter;

  /**
   * What proxies add to their spans about themselves.
   *
   * @default [ResourceDetector.DYNATRACE]
   */
  readonly resourceDetectors?: ResourceDetector[];

  /**
   * By which attributes the spans are grouped into services.
   *
   * @default - ISTIO_CANONICAL, by Istio
   */
  readonly serviceAttributeEnrichment?: ServiceAttributeEnrichment;

  /**
   * Most characters of the path in a span, from 1.
   *
   * @default - 256, by Istio
   */
  readonly maxTagLength?: number;

  /**
   * Time limit of a request with spans: whole milliseconds. It is always written for HTTP, because Envoy refuses the listeners of all traced proxies without it.
   *
   * @default Duration.seconds(3)
   */
  readonly timeout?: Duration;

  /**
   * Lets the environment choose which traces are recorded. Only with `TraceExporter.environment()`, because the proxies ask the environment.
   *
   * @default - `randomSamplingPercentage` of the Telemetry decides
   */
  readonly sampler?: DynatraceSampler;
}

/**
 * A provider of tracing: where the proxies of the mesh send OpenTelemetry traces.
 *
 * Istio reads providers from its own configuration, for which Kubernetes has no object. Pass the provider to `MeshConfigValues`, which writes the values for
 * Istio's Helm chart, and to a `Telemetry`, which turns tracing on. Sidecars that limit egress must import the exporter: `allowEgressTo()` accepts a provider.
 *
 * @see https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-OpenTelemetryTracingProvider
 *
 * @exampleMetadata fixture=app
 * @example
 * const provider = new OpenTelemetryProvider(network, 'Provider', {
 *   exporter: TraceExporter.environment({ apiUrl: 'https://abc12345.live.dynatrace.com/api', authorizationSecretName: 'dynatrace-otlp' }),
 * });
 * new MeshConfigValues(istio, 'Values', { extensionProviders: [provider] });
 * new Telemetry(istio, 'Telemetry', { tracing: { provider } });
 */
export class OpenTelemetryProvider extends Construct implements IEgressTarget {
  /** Name of the provider in `meshConfig.extensionProviders`. */
  public readonly name: string;

  private readonly exporter: () => BoundExporter;
  private readonly props: OpenTelemetryProviderProps;

  /**
   * @throws if a value is not valid, or the mesh has an Istio that lacks it
   */
  public constructor(scope: Construct, id: string, props: OpenTelemetryProviderProps) {
    checkCall('OpenTelemetryProvider', [scope, id, props]);
    super(scope, id);
    this.name = props.name ?? 'dynatrace';
    this.props = { ...props };
    checkProps(this, this.name, props);
    const bound = props.exporter._exportFrom(this);
    this.exporter = bound.assumed.length === 0 ? () => bound : () => props.exporter._exportFrom(this);
    if (props.sampler && bound.environment === undefined) {
      throw new Error('\'sampler\' needs TraceExporter.environment() with an \'apiUrl\' that names the environment, because the proxies ask it for limits; leave \'sampler\' out, and set \'randomSamplingPercentage\'');
    }
    MeshChecker.of(this).addAssumedObjects(this, () => this._assumed());
    this.node.addValidation({ validate: () => [...this.exporter().faults] });
  }

  /** The host that a Sidecar must import, so that its workloads' proxies can send traces. */
  public get egressHosts(): EgressHost[] {
    return this.exporter().egressHosts;
  }

  /**
   * The item of `meshConfig.extensionProviders`.
   *
   * @internal
   */
  public _extensionProvider(): object {
    const { resourceDetectors = [ResourceDetector.DYNATRACE], serviceAttributeEnrichment, maxTagLength, sampler } = this.props;
    const timeout = renderDuration('timeout', this.props.timeout ?? Duration.seconds(3));
    const { service, port, transport, environment } = this.exporter();
    const detectors = [...new Set(resourceDetectors)].sort().map(detector => [detector, {}]);
    return {
      name: this.name,
      opentelemetry: {
        service,
        port,
        ...'http' in transport ? { http: { ...transport.http, timeout } } : { grpc: { ...transport.grpc, timeout } },
        ...listOrNothing(detectors) && { resourceDetectors: Object.fromEntries(detectors) as object },
        ...serviceAttributeEnrichment && { serviceAttributeEnrichment },
        ...maxTagLength !== undefined && { maxTagLength },
        ...sampler && { dynatraceSampler: samplerSpec(environment!, sampler) },
      },
    };
  }

  /** @internal */
  public get _variables(): readonly IstiodVariable[] {
    return this.exporter().variables;
  }

  /** @internal */
  public _destinations(): readonly Destination[] {
    return this.exporter().destinations;
  }

  /** @internal */
  public _assumed(): readonly KubernetesObject[] {
    return this.exporter().assumed;
  }
}

function samplerSpec(tenant: string, { clusterId, rootSpansPerMinute }: DynatraceSampler): object {
  return { tenant, clusterId, ...rootSpansPerMinute !== undefined && { rootSpansPerMinute } };
}

function checkProps(provider: Construct, name: string, props: OpenTelemetryProviderProps): void {
  const { maxTagLength, sampler, serviceAttributeEnrichment } = props;
  renderDuration('timeout', props.timeout);
  if (!/^[a-zA-Z](?:[-._a-zA-Z0-9]*[a-zA-Z0-9])?$/.test(name)) { throw new Error(`'name' must be letters, digits, '-', '_' and '.', a letter first and none of the others last, got ${quote(name)}`); }
  const numbers = { maxTagLength, 'sampler.rootSpansPerMinute': sampler?.rootSpansPerMinute };
  for (const [prop, value] of Object.entries(numbers)) {
    if (value !== undefined && !(Number.isInteger(value) && value >= 1 && value <= 4294967295)) { throw new Error(`'${prop}' must be a whole number from 1, got ${quote(value)}`); }
  }
  if (sampler && !(Number.isInteger(sampler.clusterId) && Math.abs(sampler.clusterId) <= 2147483647)) {
    throw new Error(`'sampler.clusterId' must be a whole number of 32 bits, got ${quote(sampler.clusterId)}`);
  }
  const { istioVersion } = nearestMeshSettings(provider);
  if (serviceAttributeEnrichment !== undefined && !isIstioAtLeast(istioVersion, '1.30')) {
    throw new Error(`'serviceAttributeEnrichment' works since Istio 1.30, got ${quote(serviceAttributeEnrichment)} with 'istioVersion' ${quote(istioVersion)}; leave it out, or upgrade Istio`);
  }
}
