import { Duration } from 'cdk8s';
import { ActiveGateOptions } from './active-gate-options';
import { DynaKubeMode } from './dynakube-mode';
import { DynaKubeSpecPassThrough } from './dynakube-spec-pass-through';
import { DynatraceProxy } from './dynatrace-proxy';
import { MetadataEnrichment } from './metadata-enrichment';
import { ResourceProps } from '../core/resource';

/** Properties of `DynaKube`. */
export interface DynaKubeProps extends ResourceProps {
  /**
   * URL of the environment's API, such as `https://abc12345.live.dynatrace.com/api`; on Dynatrace Managed `https://<domain>/e/<environment id>/api`.
   */
  readonly apiUrl: string;

  /**
   * How OneAgent gets to nodes and applications.
   *
   * @default - no OneAgent
   */
  readonly mode?: DynaKubeMode;

  /**
   * Name of the Secret with the tokens, in the DynaKube's namespace. Its keys: `apiToken`, and `dataIngestToken` if metrics, logs or traces are taken
   * in the cluster. No property takes a token itself.
   *
   * @default - the name of the DynaKube
   */
  readonly tokens?: string;

  /**
   * Name of a Secret of the type `kubernetes.io/dockerconfigjson` with which images are pulled.
   *
   * @default - one that the operator makes for the environment's own registry
   */
  readonly customPullSecret?: string;

  /**
   * Whether certificates of the environment are not checked.
   *
   * @default false
   */
  readonly skipCertCheck?: boolean;

  /**
   * Whether the operator itself makes ServiceEntries and VirtualServices for what it knows of. `OneAgentEgress` does that better, and both together
   * get in each other's way.
   *
   * @default false
   */
  readonly enableIstio?: boolean;

  /**
   * How long code modules wait before they connect for the first time, so that the sidecar is up by then. In whole milliseconds.
   *
   * @default - 6 seconds once a OneAgentEgress is for this DynaKube, and with `enableIstio`; else they don't wait
   */
  readonly initialConnectRetry?: Duration;

  /**
   * Name of the network zone.
   *
   * @default - the environment's default zone
   */
  readonly networkZone?: string;

  /**
   * The HTTP proxy to the environment.
   *
   * @default - none
   */
  readonly proxy?: DynatraceProxy;

  /**
   * Name of a ConfigMap with certificates of further authorities, under the key `certs`.
   *
   * @default - none
   */
  readonly trustedCAs?: string;

  /**
   * Host group of the OneAgents.
   *
   * @default - none
   */
  readonly hostGroup?: string;

  /**
   * The ActiveGate of the cluster.
   *
   * @default - none
   */
  readonly activeGate?: ActiveGateOptions;

  /**
   * Metadata of Kubernetes for what pods send.
   *
   * @default - only where code modules are injected
   */
  readonly metadataEnrichment?: MetadataEnrichment;

  /**
   * Resource attributes of all that is sent. Keys and values have the syntax of labels. Needs operator 1.10.
   *
   * @default - none
   */
  readonly resourceAttributes?: { [key: string]: string };

  /**
   * Registry and repository prefix that stand in for the vendor's public ones, such as `registry.example.com/dynatrace`. Needs operator 1.10.
   *
   * @default - the vendor's public registry
   */
  readonly publicRegistryOverride?: string;

  /**
   * Time between two requests of the operator to the Dynatrace API, in whole minutes, 65535 at most.
   *
   * @default Duration.minutes(15)
   */
  readonly dynatraceApiRequestThreshold?: Duration;

  /**
   * Feature flags by their names without `feature.dynatrace.com/`, such as `ignored-namespaces`.
   *
   * @default - none
   * @see https://docs.dynatrace.com/docs/shortlink/dto-feature-flags
   */
  readonly featureFlags?: { [name: string]: string };

  /**
   * What the other properties have no word for, as fields of `dynatrace.com/v1beta6`: log monitoring, KSPM, telemetry ingest, extensions, OTLP exporters,
   * templates. It may add to what the properties say, but not contradict it.
   *
   * @default - nothing else
   */
  readonly spec?: DynaKubeSpecPassThrough;
}
