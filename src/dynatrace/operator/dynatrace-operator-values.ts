import { OperatorCsiDriverOptions, OperatorModule, OperatorPodOptions, OperatorWebhookOptions, DynatraceOperatorProps } from './dynatrace-operator-props';
import { isRecord, JsonObject, recordOf } from '../../analysis/base/json';
import { MAX_LEVELS, withinMaxLevels } from '../../analysis/base/nesting';
import { quote } from '../../analysis/base/quote';
import { SIDECAR_INJECT } from '../../analysis/model/pods/sidecar-injection';
import { isOperatorAtLeast, OperatorVersion } from '../../analysis/settings/operator-version';
import { renderAnnotations, renderLabels } from '../../core/labels';
import { mapOrNothing } from '../../core/non-empty';
import { renderResources } from '../pods/container';
import { ImageRef, renderImageRef } from '../pods/image-ref';
import { renderTolerations } from '../pods/scheduling';
import { mergeSpecs } from '../shared/merge-specs';
import { objectName } from '../shared/object-name';
import { MAX_INT32, wholeNumber } from '../shared/whole-number';

/**
 * Renders the values of the chart; undefined for its defaults.
 *
 * @throws if a value is not valid, the version does not support it, or `values` contradicts a property
 */
export function renderValues(props: DynatraceOperatorProps, version: OperatorVersion): JsonObject | undefined {
  const { operator, webhook, csiDriver } = props.allowSidecars ? outsideMesh(props) : props;
  const typed = compact({
    platform: props.platform,
    imageRef: props.imageRef && renderImage(props.imageRef, version),
    customPullSecret: objectName('customPullSecret', 'Secret', props.customPullSecret),
    installCRD: props.installCRD,
    debugLogs: props.debugLogs,
    operator: operator && renderPods('operator', operator),
    webhook: webhook && renderWebhook(webhook, version),
    csidriver: csiDriver && renderCsiDriver(csiDriver),
    rbac: Object.fromEntries((props.disabledModules ?? []).map(module => [module, { create: false }])),
  });
  if (withinMaxLevels(props.values).deep) { throw new Error(`'values' must not have more than ${MAX_LEVELS} levels of maps and lists, or contain itself; write it with fewer levels`); }
  const values = mergeSpecs(typed, copyOf(props.values ?? {}, 'values'), 'values', 'DynatraceOperator');
  checkModules(values);
  return mapOrNothing(values);
}

/** Whether the chart installs a module of the operator with these values. */
export function isModuleOn(values: JsonObject | undefined, module: OperatorModule): boolean {
  return recordOf(recordOf(values?.rbac)[module]).create !== false;
}

/** Whether the CSI driver serves pods with these values. */
export function isCsiDriverOn(values: JsonObject | undefined): boolean {
  const { enabled, migrationMode } = recordOf(values?.csidriver);
  return enabled !== false && migrationMode !== true;
}

function renderImage(image: ImageRef, version: OperatorVersion) {
  const { repository, tag, digest, pullPolicy } = image;
  if (repository === undefined && (tag !== undefined || digest !== undefined)) {
    throw new Error(`'imageRef' accepts 'tag' and 'digest' only with 'repository', got ${quote(tag ?? digest)} without it; the chart would ignore it`);
  }
  since('imageRef.pullPolicy', pullPolicy, '1.9', version);
  since('imageRef.digest', digest, '1.10', version);
  return renderImageRef<string>('imageRef', image);
}

/** Pods that Dynatrace does not support in the mesh, with the label that keeps them outside also where Istio injects pods without a label. */
function outsideMesh({ operator, webhook, csiDriver }: DynatraceOperatorProps): Pick<DynatraceOperatorProps, 'operator' | 'webhook' | 'csiDriver'> {
  for (const [prop, pods] of Object.entries({ operator, webhook, csiDriver })) {
    const label = pods?.labels?.[SIDECAR_INJECT];
    if (label !== undefined && label !== 'false') {
      throw new Error(`'${prop}.labels' must not add the pods to the mesh, which Dynatrace does not support, got ${quote(`${SIDECAR_INJECT}: ${label}`)}; leave it out`);
    }
  }
  const outside = <T extends { readonly labels?: { [key: string]: string } }>(pods: T | undefined) => ({ ...pods, labels: { ...pods?.labels, [SIDECAR_INJECT]: 'false' } });
  return { operator: outside(operator), webhook: outside(webhook), csiDriver: outside(csiDriver) };
}

function renderPods(prop: string, pods: OperatorPodOptions): JsonObject {
  renderResources(prop, pods);
  return {
    nodeSelector: renderLabels(`${prop}.nodeSelector`, pods.nodeSelector),
    tolerations: renderTolerations(`${prop}.tolerations`, pods.tolerations),
    labels: renderLabels(`${prop}.labels`, pods.labels),
    annotations: renderAnnotations(`${prop}.annotations`, pods.annotations),
    requests: mapOrNothing(pods.requests),
    limits: mapOrNothing(pods.limits),
  };
}

function renderWebhook(webhook: OperatorWebhookOptions, version: OperatorVersion): JsonObject {
  const { replicas, hostNetwork, failurePolicy } = webhook;
  since('webhook.replicas', replicas, '1.9', version);
  return {
    ...renderPods('webhook', webhook),
    replicas: wholeNumber('webhook.replicas', replicas, 1, MAX_INT32),
    hostNetwork,
    mutatingWebhook: { failurePolicy },
  };
}

function renderCsiDriver(csiDriver: OperatorCsiDriverOptions): JsonObject {
  const { enabled, kubeletPath } = csiDriver;
  if (kubeletPath !== undefined && !kubeletPath.startsWith('/')) {
    throw new Error(`'csiDriver.kubeletPath' must be an absolute path, got ${quote(kubeletPath)}`);
  }
  return {
    enabled,
    kubeletPath,
    nodeSelector: renderLabels('csiDriver.nodeSelector', csiDriver.nodeSelector),
    tolerations: renderTolerations('csiDriver.tolerations', csiDriver.tolerations),
    labels: renderLabels('csiDriver.labels', csiDriver.labels),
    annotations: renderAnnotations('csiDriver.annotations', csiDriver.annotations),
  };
}

function since(prop: string, value: unknown, first: OperatorVersion, version: OperatorVersion): void {
  if (value !== undefined && !isOperatorAtLeast(version, first)) {
    throw new Error(`'${prop}' needs operator ${first}, got 'version' ${quote(version)}; the chart would ignore it`);
  }
}

/** The chart fails if a module is installed without another module that it needs. */
function checkModules(values: JsonObject): void {
  for (const [module, needed] of [
    [OperatorModule.KUBERNETES_MONITORING, OperatorModule.ACTIVE_GATE],
    [OperatorModule.KSPM, OperatorModule.KUBERNETES_MONITORING],
  ]) {
    if (isModuleOn(values, module) && !isModuleOn(values, needed)) {
      throw new Error(`'disabledModules' must have ${quote(module)} too if it has ${quote(needed)}, which that module needs; otherwise the chart fails`);
    }
  }
}

/** Copies a value, and rejects values that the YAML would drop silently. */
function copyOf<T>(value: T, path: string): T;
function copyOf(value: unknown, path: string): unknown {
  if (value === null) {
    throw new Error(`'${path}' must not be null, because cdk8s leaves it out; set a value that replaces the chart's`);
  }
  if (Array.isArray(value)) { return value.map((item, index) => copyOf(item as unknown, `${path}[${index}]`)); }
  if (typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)) { return value; }
  if (!isRecord(value) || Object.getPrototypeOf(value) !== Object.prototype) {
    throw new Error(`'${path}' must be JSON, got a ${typeof value === 'object' ? value.constructor.name : typeof value}; use a text, a number, a boolean, a list or a map`);
  }
  if (Object.hasOwn(value, '__proto__')) { throw new Error(`'${path}' must not have the key "__proto__", which cdk8s loses; rename it`); }
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, copyOf(member, `${path}.${key}`)]));
}

/** Removes members that are not set, and maps that are then empty: an empty map has no meaning for Helm. */
function compact(values: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(values).flatMap(([key, value]) => {
    const compacted = isRecord(value) ? mapOrNothing(compact(value)) : value;
    return compacted === undefined ? [] : [[key, compacted]];
  }));
}
