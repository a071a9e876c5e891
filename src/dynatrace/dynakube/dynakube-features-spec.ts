import { renderActiveGatePods } from './active-gate-spec';
import { ExtensionDatabase, Extensions, Kspm, KubernetesMonitoringOptions, LogMonitoring, OtlpExporterConfiguration, OtlpSignal, TelemetryIngest } from './dynakube-features';
import * as l1 from '../../../imports/dynatrace.com';
import { JsonObject, recordOf } from '../../analysis/base/json';
import { quote } from '../../analysis/base/quote';
import { isDns1035Label } from '../../analysis/syntax/dns1035';
import { renderAnnotations, renderLabels } from '../../core/labels';
import { listOrNothing } from '../../core/non-empty';
import { renderResources } from '../pods/container';
import { renderLabelSelector } from '../pods/label-selector';
import { renderTopologySpreadConstraints } from '../pods/scheduling';
import { objectName } from '../shared/object-name';
import { MAX_INT32, wholeNumber } from '../shared/whole-number';

// The presence of these fields turns a feature on, so they are rendered even if they are empty.

/** @throws if a matcher has no values */
export function renderLogMonitoring({ ingestRuleMatchers }: LogMonitoring): l1.DynaKubeSpecLogMonitoring {
  const bad = ingestRuleMatchers?.find(({ attribute, values }) => attribute === '' || values.length === 0);
  if (bad) { throw new Error(`'logMonitoring.ingestRuleMatchers' must have an attribute and at least one value, got ${quote(bad)}`); }
  return { ingestRuleMatchers: listOrNothing(ingestRuleMatchers?.map(({ attribute, values }) => ({ attribute, values: [...values].sort() }))) };
}

/** @throws if a path is not absolute, or if `/` is combined with another path */
export function renderKspm({ mappedHostPaths }: Kspm): l1.DynaKubeSpecKspm {
  const paths = listOrNothing([...new Set(mappedHostPaths)].sort());
  const bad = paths?.find(path => !path.startsWith('/'));
  if (bad !== undefined) { throw new Error(`'kspm.mappedHostPaths' accepts absolute paths, got ${quote(bad)}`); }
  if (paths && paths.length > 1 && paths.includes('/')) {
    throw new Error(`'kspm.mappedHostPaths' must be either "/", which includes all paths, or other paths, got ${quote(paths)}; remove "/" or the others`);
  }
  return { mappedHostPaths: paths };
}

/** @throws if a value is not valid */
export function renderTelemetryIngest({ protocols, serviceName, tlsRefName }: TelemetryIngest): l1.DynaKubeSpecTelemetryIngest {
  if (serviceName !== undefined && !isDns1035Label(serviceName)) {
    throw new Error(`'telemetryIngest.serviceName' must be lower-case letters, digits and '-', a letter first, 63 characters at most, got ${quote(serviceName)}`);
  }
  return {
    protocols: listOrNothing([...new Set(protocols)].sort()),
    serviceName,
    tlsRefName: objectName('telemetryIngest.tlsRefName', 'Secret', tlsRefName),
  };
}

/**
 * Renders the extensions; undefined if none is on.
 *
 * @throws if a value is not valid
 */
export function renderExtensions({ prometheus, databases }: Extensions): l1.DynaKubeSpecExtensions | undefined {
  const ids = databases?.map(({ id }) => id) ?? [];
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) { throw new Error(`'extensions.databases' must not have an id twice, got ${quote(twice)}`); }
  const list = listOrNothing(databases?.map(database => renderDatabase('extensions.databases', database)));
  return prometheus || list ? { prometheus: prometheus ? {} : undefined, databases: list } : undefined;
}

/** @throws if there is no signal, or a value is not valid */
export function renderOtlpExporterConfiguration(configuration: OtlpExporterConfiguration): l1.DynaKubeSpecOtlpExporterConfiguration {
  const { signals, namespaceSelector, overrideEnvVars, additionalResourceAttributes } = configuration;
  if (signals.length === 0) { throw new Error('\'otlpExporterConfiguration.signals\' must have at least one signal, got none; leave the exporters out'); }
  const on = (signal: OtlpSignal) => signals.includes(signal) ? {} : undefined;
  return {
    signals: { metrics: on(OtlpSignal.METRICS), traces: on(OtlpSignal.TRACES), logs: on(OtlpSignal.LOGS) },
    namespaceSelector: renderLabelSelector('otlpExporterConfiguration.namespaceSelector', namespaceSelector) ?? (namespaceSelector && {}),
    overrideEnvVars,
    additionalResourceAttributes: renderLabels('otlpExporterConfiguration.additionalResourceAttributes', additionalResourceAttributes),
  };
}

/**
 * Renders the field as it is in the manifest, because the L1 is generated from an older schema.
 *
 * @throws if a value is not valid
 */
export function renderKubernetesMonitoring(options: KubernetesMonitoringOptions): JsonObject {
  const prop = 'kubernetesMonitoring';
  const secretName = objectName(`${prop}.tlsSecretName`, 'Secret', options.tlsSecretName);
  return {
    ...recordOf(l1.toJson_DynaKubeSpecActiveGate(renderActiveGatePods(prop, options))),
    ...(secretName !== undefined && { tlsCertsRef: { secretName } }),
    ...(options.clusterName !== undefined && { registration: { clusterName: options.clusterName } }),
  };
}

function renderDatabase(prop: string, database: ExtensionDatabase): l1.DynaKubeSpecExtensionsDatabases {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(database.id) || database.id.length > 8) {
    throw new Error(`'${prop}.id' must be lower-case letters, digits and '-', 8 characters at most, got ${quote(database.id)}`);
  }
  return {
    id: database.id,
    replicas: wholeNumber(`${prop}.replicas`, database.replicas, 0, MAX_INT32),
    resources: renderResources(`${prop}.resources`, database.resources),
    labels: renderLabels(`${prop}.labels`, database.labels),
    annotations: renderAnnotations(`${prop}.annotations`, database.annotations),
    nodeSelector: renderLabels(`${prop}.nodeSelector`, database.nodeSelector),
    topologySpreadConstraints: renderTopologySpreadConstraints(`${prop}.topologySpreadConstraints`, database.topologySpreadConstraints),
    serviceAccountName: objectName(`${prop}.serviceAccountName`, 'ServiceAccount', database.serviceAccountName),
  };
}
