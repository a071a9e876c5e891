import { ActiveGateCapability, ActiveGateOptions, ActiveGatePodOptions } from './active-gate-options';
import * as l1 from '../../../imports/dynatrace.com';
import { quote } from '../../analysis/base/quote';
import { renderAnnotations, renderLabels } from '../../core/labels';
import { structOrNothing } from '../../core/non-empty';
import { renderEnv, renderResources } from '../pods/container';
import { renderTolerations, renderTopologySpreadConstraints } from '../pods/scheduling';
import { objectName } from '../shared/object-name';
import { MAX_INT32, wholeNumber, wholeSeconds } from '../shared/whole-number';

/**
 * Renders the ActiveGate without its capabilities, as in the L1.
 *
 * @throws if a value is not valid
 */
export function renderActiveGate(options: ActiveGateOptions): l1.DynaKubeSpecActiveGate {
  return {
    ...renderActiveGatePods('activeGate', options),
    tlsSecretName: objectName('activeGate.tlsSecretName', 'Secret', options.tlsSecretName),
    useEphemeralVolume: options.useEphemeralVolume,
  };
}

/**
 * Renders the fields that all ActiveGates have, as in the L1.
 *
 * @throws if a value is not valid
 */
export function renderActiveGatePods(prop: string, options: ActiveGatePodOptions): l1.DynaKubeSpecActiveGate {
  return {
    replicas: wholeNumber(`${prop}.replicas`, options.replicas, 0, MAX_INT32),
    image: options.image,
    imagePullPolicy: options.imagePullPolicy as string as l1.DynaKubeSpecActiveGateImagePullPolicy,
    resources: renderResources(`${prop}.resources`, options.resources),
    env: renderEnv(`${prop}.env`, options.env),
    labels: renderLabels(`${prop}.labels`, options.labels),
    annotations: renderAnnotations(`${prop}.annotations`, options.annotations),
    nodeSelector: renderLabels(`${prop}.nodeSelector`, options.nodeSelector),
    tolerations: renderTolerations(`${prop}.tolerations`, options.tolerations),
    topologySpreadConstraints: renderTopologySpreadConstraints(`${prop}.topologySpreadConstraints`, options.topologySpreadConstraints),
    priorityClassName: options.priorityClassName,
    dnsPolicy: options.dnsPolicy,
    group: options.group,
    customProperties: options.customProperties?._customProperties,
    terminationGracePeriodSeconds:
      wholeSeconds(`${prop}.terminationGracePeriodSeconds`, options.terminationGracePeriodSeconds, Number.MAX_SAFE_INTEGER),
    rollingUpdate: options.rollingUpdate && structOrNothing({
      maxUnavailable: options.rollingUpdate.maxUnavailable?._intOrString,
      partition: wholeNumber(`${prop}.rollingUpdate.partition`, options.rollingUpdate.partition, 0, MAX_INT32),
    }),
  };
}

/** @throws if a capability is not unique */
export function checkCapabilities(capabilities: readonly ActiveGateCapability[]): void {
  const twice = capabilities.find((capability, index) => capabilities.indexOf(capability) !== index);
  if (twice !== undefined) { throw new Error(`'activeGate.capabilities' must not have a capability twice, got ${quote(twice)}`); }
}
