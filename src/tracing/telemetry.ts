import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { MeshConfigValues } from './mesh-config-values';
import { OpenTelemetryProvider } from './open-telemetry-provider';
import { TracingTag } from './tracing-tag';
import * as l1 from '../../imports/telemetry.istio.io';
import { selects } from '../analysis/base/labels';
import { quote } from '../analysis/base/quote';
import type { MeshWorkload } from '../analysis/model/workload';
import { isIstioAtLeast } from '../analysis/settings/istio-version';
import { quotePath } from '../core/check-construct';
import { UNLISTED_PROVIDER } from '../core/construct-rule';
import type { ConstructFinding } from '../core/finding-collector';
import { renderLabels } from '../core/labels';
import { MeshChecker } from '../core/mesh-checker';
import { nearestMeshSettings } from '../core/mesh-scope';
import type { MeshView } from '../core/mesh-view';
import { mapOrNothing } from '../core/non-empty';
import { Resource, ResourceProps } from '../core/resource';
import { checkCall } from '../core/signatures/check-call';

/** Which requests of a workload settings of tracing are for. */
export enum TracingMode {
  /** Requests that the workload gets, and requests that it sends. */
  CLIENT_AND_SERVER = 'CLIENT_AND_SERVER',
  /** Requests that the workload sends. */
  CLIENT = 'CLIENT',
  /** Requests that the workload gets. */
  SERVER = 'SERVER',
}

/**
 * Settings of tracing. What is left out comes from the Telemetry of the namespace, then from that of the root namespace.
 *
 * @see https://istio.io/latest/docs/reference/config/telemetry/#Tracing
 */
export interface TelemetryTracing {
  /**
   * The provider that gets the traces. At synth, the library proves that the workloads' sidecars let requests out to it.
   *
   * @default - that of a less specific Telemetry, or `meshConfig.defaultProviders`
   */
  readonly provider?: OpenTelemetryProvider;

  /**
   * Name of a provider in `meshConfig.extensionProviders` that is not part of this app. Can't be combined with `provider`.
   *
   * @default - `provider`
   */
  readonly providerName?: string;

  /**
   * Share of requests, in percent from 0 to 100, for which a trace is begun. A `sampler` of the provider overrides it.
   *
   * @default - 1, by Istio
   */
  readonly randomSamplingPercentage?: number;

  /**
   * Tags that proxies add to their spans, by name. They replace those of a less specific Telemetry as a whole.
   *
   * @default - no tags of your own
   */
  readonly customTags?: { [key: string]: TracingTag };

  /**
   * Which requests the settings are for.
   *
   * @default TracingMode.CLIENT_AND_SERVER
   */
  readonly mode?: TracingMode;

  /**
   * Whether proxies only pass the context of traces on, and send no spans.
   *
   * @default false
   */
  readonly disableSpanReporting?: boolean;

  /**
   * Whether proxies begin traces, but don't pass their context on. Since Istio 1.30.
   *
   * @default false
   */
  readonly disableContextPropagation?: boolean;

  /**
   * Whether the id of a request decides whether its trace is recorded.
   *
   * @default true
   */
  readonly useRequestIdForTraceSampling?: boolean;

  /**
   * Whether spans have Istio's own tags, such as `istio.mesh_id` and `istio.canonical_service`.
   *
   * @default true
   */
  readonly enableIstioTags?: boolean;
}

/** Properties of `Telemetry`. */
export interface TelemetryProps extends ResourceProps {
  /** Settings of tracing. Istio supports one item. */
  readonly tracing: TelemetryTracing;

  /**
   * Labels of the pods that the settings are for, at least one.
   *
   * @default - all pods of the namespace, or of the mesh if the Telemetry is in the root namespace
   */
  readonly selector?: { [key: string]: string };
}

/**
 * Turns tracing on for a workload, a namespace or, in the root namespace, the mesh: which provider gets the traces, how many, and with which tags.
 *
 * Each namespace has at most one Telemetry without `selector`, with the name `default` unless you set it.
 *
 * @see https://istio.io/latest/docs/reference/config/telemetry/
 *
 * @exampleMetadata fixture=app
 * @example
 * const provider = new OpenTelemetryProvider(network, 'Provider', {
 *   exporter: TraceExporter.collector({ namespace: 'monitoring', serviceName: 'otel-collector' }),
 * });
 * new MeshConfigValues(istio, 'Values', { extensionProviders: [provider] });
 * new Telemetry(shop, 'Telemetry', { tracing: { provider, randomSamplingPercentage: 5 } });
 */
export class Telemetry extends Resource {
  protected readonly apiObject: ApiObject;

  private readonly selector?: { [key: string]: string };

  /**
   * @throws if a value is not valid, `provider` and `providerName` are combined, or the namespace is not known
   */
  public constructor(scope: Construct, id: string, props: TelemetryProps) {
    checkCall('Telemetry', [scope, id, props]);
    super(scope, id, props.metadata);
    const { tracing, selector } = props;
    this.selector = renderLabels('selector', selector);
    if (selector && !this.selector) { throw new Error('\'selector\' must not be empty, got "{}"; leave it out for all pods, or add a label'); }
    const item = tracingOf(this, tracing);
    const metadata = this.selector ? props.metadata : { ...props.metadata, name: props.metadata?.name ?? 'default' };
    this.apiObject = this._define(l1.Telemetry.GVK, metadata, () => ({
      selector: this.selector && { matchLabels: this.selector }, tracing: [item],
    }), l1.toJson_TelemetrySpec);
    const { provider } = tracing;
    MeshChecker.of(this).addSource(this, mesh => unlistedProvider(this, tracing, mesh));
    if (provider && tracing.disableSpanReporting !== true) {
      MeshChecker.of(this).addRequirement(this, {
        target: provider,
        clients: mesh => mesh.model.workloads.filter(workload => this.covers(workload)).map(workload => ({ workload, certain: true })),
        destinations: () => provider._destinations(),
      });
    }
  }

  private covers({ namespace, labels }: MeshWorkload): boolean {
    const isOfMesh = !this.selector && this.namespace === nearestMeshSettings(this).rootNamespace;
    return (isOfMesh || namespace === this.namespace) && selects(this.selector ?? {}, labels);
  }
}

/** A provider that the mesh does not have. Without a MeshConfigValues, the app does not know the providers of the mesh, but those of its own are not among them. */
function unlistedProvider(telemetry: Telemetry, { provider, providerName }: TelemetryTracing, mesh: MeshView): ConstructFinding[] {
  const lists = provider === undefined && providerName === undefined ? [] : MeshConfigValues._ofMesh(telemetry, mesh);
  const isListed = lists.some(({ _providers }) => provider ? _providers.includes(provider) : _providers.some(({ name }) => name === providerName));
  if (isListed || (!provider && lists.length === 0)) { return []; }
  return [{
    rule: UNLISTED_PROVIDER,
    message: `'tracing.${provider ? 'provider' : 'providerName'}' must be in a MeshConfigValues of the mesh, because istiod turns tracing off silently for a provider that it does not know, `
      + `got ${quote(provider?.name ?? providerName)}; ${lists.length === 0 ? 'pass it to a MeshConfigValues' : `add it to 'extensionProviders' of ${quotePath(lists[0])}`}`,
    related: lists,
  }];
}

function tracingOf(telemetry: Construct, tracing: TelemetryTracing): l1.TelemetrySpecTracing {
  const { provider, providerName, randomSamplingPercentage, customTags, mode, ...flags } = tracing;
  if (provider && providerName !== undefined) { throw new Error(`'provider' and 'providerName' can't be combined, got ${quote(provider.name)} and ${quote(providerName)}; leave one of them out`); }
  if (providerName?.trim() === '') { throw new Error(`'providerName' must not be empty, got ${quote(providerName)}`); }
  if (randomSamplingPercentage !== undefined && !(randomSamplingPercentage >= 0 && randomSamplingPercentage <= 100)) {
    throw new Error(`'randomSamplingPercentage' must be a number from 0 to 100, got ${quote(randomSamplingPercentage)}`);
  }
  if (Object.keys(customTags ?? {}).some(name => name.trim() === '')) { throw new Error('\'customTags\' must not have a tag with an empty name, got ""; name it'); }
  const { istioVersion } = nearestMeshSettings(telemetry);
  if (flags.disableContextPropagation !== undefined && !isIstioAtLeast(istioVersion, '1.30')) {
    throw new Error(`'disableContextPropagation' works since Istio 1.30, got ${quote(flags.disableContextPropagation)} with 'istioVersion' ${quote(istioVersion)}; leave it out, or upgrade Istio`);
  }
  const tags = Object.entries(customTags ?? {}).sort(([a], [b]) => a < b ? -1 : 1).map(([name, tag]) => [name, tag._toTag()] as const);
  const name = provider?.name ?? providerName;
  return {
    providers: name === undefined ? undefined : [{ name }],
    randomSamplingPercentage,
    customTags: mapOrNothing(Object.fromEntries(tags)),
    match: mode && { mode: mode as string as l1.TelemetrySpecTracingMatchMode },
    ...flags,
  };
}
