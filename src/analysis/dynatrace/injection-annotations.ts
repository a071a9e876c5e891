/** Annotations of pods that control what the operator's webhook injects into them. Their values are strings. */
export const INJECTION_ANNOTATIONS = {
  ALL: 'dynatrace.com/inject',
  ONE_AGENT: 'oneagent.dynatrace.com/inject',
  METADATA_ENRICHMENT: 'metadata-enrichment.dynatrace.com/inject',
  OTLP_EXPORTER_CONFIGURATION: 'otlp-exporter-configuration.dynatrace.com/inject',
  TECHNOLOGIES: 'oneagent.dynatrace.com/technologies',
  FLAVOR: 'oneagent.dynatrace.com/flavor',
  INSTALL_PATH: 'oneagent.dynatrace.com/install-path',
  VOLUME_TYPE: 'oneagent.dynatrace.com/volume-type',
  FAILURE_POLICY: 'oneagent.dynatrace.com/failure-policy',
  SPLIT_MOUNTS: 'dynatrace.com/split-mounts',
  ONE_AGENT_BIN_VOLUME: 'volume.dynatrace.com/oneagent-bin',
  CONFIG_VOLUME: 'volume.dynatrace.com/dynatrace-config',
} as const;

/** Annotations of pods that set the user and the group of the init container. */
export const INIT_CONTAINER_ANNOTATIONS: readonly string[] = [
  'init-container.dynatrace.com/securityContext.runAsUser', 'init-container.dynatrace.com/securityContext.runAsGroup',
];

/** Annotations that the operator's webhook itself sets on pods, to record what it did. */
export const INJECTION_RESULTS: readonly string[] = ['dynakube', 'oneagent', 'metadata-enrichment', 'otlp-exporter-configuration', 'volume']
  .flatMap(part => [`${part}.dynatrace.com/injected`, `${part}.dynatrace.com/reason`]);

/** Annotations of pods that only the legacy OneAgent Operator and older Dynatrace operators read. */
export const LEGACY_ANNOTATIONS: readonly string[] = ['oneagent.dynatrace.com/installer-url', 'oneagent.dynatrace.com/image'];

/** Annotations of older operators, with their names of today. */
export const RENAMED_ANNOTATIONS: Readonly<Record<string, string>> = {
  'data-ingest.dynatrace.com/inject': INJECTION_ANNOTATIONS.METADATA_ENRICHMENT,
};

/** Prefix of the annotations that exclude one container; the name of the container follows. */
export const CONTAINER_INJECTION_PREFIX = 'container.inject.dynatrace.com/';

/** Prefix of the annotations that add metadata to the data of the pods; the key of the attribute follows. */
export const METADATA_PREFIX = 'metadata.dynatrace.com/';

/** Prefix of the annotations of pods and Services that make an ActiveGate collect Prometheus metrics. */
export const METRICS_PREFIX = 'metrics.dynatrace.com/';

/** Annotations of pods and Services that make an ActiveGate collect Prometheus metrics. */
export const METRICS_ANNOTATIONS: readonly string[] = [
  'scrape', 'port', 'path', 'secure', 'insecure_skip_verify', 'filter', 'tls.ca.crt', 'tls.crt', 'tls.key', 'http.auth', 'http.auth.basic.username', 'http.auth.basic.password',
].map(name => `${METRICS_PREFIX}${name}`);

/** Annotations of a namespace that name the fields of its pods with the data of a release. */
export const RELEASE_MAPPING_ANNOTATIONS = {
  VERSION: 'mapping.release.dynatrace.com/version',
  PRODUCT: 'mapping.release.dynatrace.com/product',
  STAGE: 'mapping.release.dynatrace.com/stage',
  BUILD_VERSION: 'mapping.release.dynatrace.com/build-version',
} as const;
