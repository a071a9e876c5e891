/** Annotations of pods by which the operator's webhook is told what to put into them. Their values are texts. */
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

/** What the annotations begin with that take one container out; its name follows. */
export const CONTAINER_INJECTION_PREFIX = 'container.inject.dynatrace.com/';

/** What the annotations begin with that add metadata to what the pods send; the attribute's key follows. */
export const METADATA_PREFIX = 'metadata.dynatrace.com/';

/** Annotations of a namespace that say in which fields of its pods the data of a release is. */
export const RELEASE_MAPPING_ANNOTATIONS = {
  VERSION: 'mapping.release.dynatrace.com/version',
  PRODUCT: 'mapping.release.dynatrace.com/product',
  STAGE: 'mapping.release.dynatrace.com/stage',
  BUILD_VERSION: 'mapping.release.dynatrace.com/build-version',
} as const;
