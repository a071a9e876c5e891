import { ActiveGateCapability } from './active-gate-capability';
import { ActiveGateOptions } from './active-gate-options';
import { renderEnv, renderResources } from './container-spec';
import { renderAnnotations, renderLabels } from './labels-spec';
import { structOrNothing } from './non-empty';
import { objectName } from './object-name';
import { renderTolerations, renderTopologySpreadConstraints } from './scheduling-spec';
import { MAX_INT32, wholeNumber, wholeSeconds } from './whole-number';
import * as l1 from '../../imports/dynatrace.com';
import { quote } from '../analysis/quote';

/**
 * The ActiveGate without its capabilities in the manifest's form.
 *
 * @throws if a value can't be right
 */
export function renderActiveGate(options: ActiveGateOptions): l1.DynaKubeSpecActiveGate {
  return {
    replicas: wholeNumber('activeGate.replicas', options.replicas, 0, MAX_INT32),
    image: options.image,
    imagePullPolicy: options.imagePullPolicy as string as l1.DynaKubeSpecActiveGateImagePullPolicy,
    resources: renderResources('activeGate.resources', options.resources),
    env: renderEnv('activeGate.env', options.env),
    labels: renderLabels('activeGate.labels', options.labels),
    annotations: renderAnnotations('activeGate.annotations', options.annotations),
    nodeSelector: renderLabels('activeGate.nodeSelector', options.nodeSelector),
    tolerations: renderTolerations('activeGate.tolerations', options.tolerations),
    topologySpreadConstraints: renderTopologySpreadConstraints('activeGate.topologySpreadConstraints', options.topologySpreadConstraints),
    priorityClassName: options.priorityClassName,
    dnsPolicy: options.dnsPolicy,
    group: options.group,
    tlsSecretName: objectName('activeGate.tlsSecretName', 'Secret', options.tlsSecretName),
    customProperties: options.customProperties?._spec,
    terminationGracePeriodSeconds:
      wholeSeconds('activeGate.terminationGracePeriodSeconds', options.terminationGracePeriodSeconds, Number.MAX_SAFE_INTEGER),
    useEphemeralVolume: options.useEphemeralVolume,
    rollingUpdate: options.rollingUpdate && structOrNothing({
      maxUnavailable: options.rollingUpdate.maxUnavailable?._spec,
      partition: wholeNumber('activeGate.rollingUpdate.partition', options.rollingUpdate.partition, 0, MAX_INT32),
    }),
  };
}

/** @throws if a capability is there twice */
export function checkCapabilities(capabilities: readonly ActiveGateCapability[]): void {
  const twice = capabilities.find((capability, index) => capabilities.indexOf(capability) !== index);
  if (twice !== undefined) { throw new Error(`'activeGate.capabilities' must not hold a capability twice, got ${quote(twice)}`); }
}
