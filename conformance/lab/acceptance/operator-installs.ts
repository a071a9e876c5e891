import { Duration } from 'cdk8s';
import * as fc from 'fast-check';
import { domain, image, label, labels, optional } from './kubernetes-values';
import { imageRef, podOptions, pullPolicy } from './pod-options';
import {
  ChartDelivery, DynatraceOperatorProps, FluxChartSource, OneAgentOperatorProps, OperatorPlatform, WebhookFailurePolicy,
} from '../../../src';

const NO_KEYS = { requiredKeys: [] };

const argoCd = fc.record({
  project: label,
  destinationServer: domain.map(host => `https://${host}:6443`),
  syncWave: fc.integer({ min: -9, max: 9 }),
  automated: fc.boolean(),
  syncOptions: fc.constantFrom<string[]>([], ['ServerSideApply=true'], ['ServerSideApply=true', 'PruneLast=true']),
  cascadeDelete: fc.boolean(),
}, NO_KEYS).map(ChartDelivery.argoCd);

const flux = fc.record({
  source: fc.constantFrom(...Object.values(FluxChartSource)),
  interval: fc.integer({ min: 1, max: 10_000 }).map(amount => Duration.seconds(amount)),
  secretRef: label,
  serviceAccountName: label,
}, NO_KEYS).map(ChartDelivery.flux);

const operatorPods = {
  requests: fc.constant({ cpu: '50m' }),
  limits: fc.constant({ memory: '256Mi' }),
  nodeSelector: labels,
  tolerations: podOptions.tolerations,
  labels,
  annotations: podOptions.annotations,
};

/** Props of installations of the Dynatrace operator, with all of its modules: custom resources of the same app need some. */
export const dynatraceOperatorProps: fc.Arbitrary<DynatraceOperatorProps> = fc.tuple(fc.oneof(argoCd, flux), fc.record({
  chartRepository: domain.map(host => `${host}/dynatrace`),
  platform: fc.constantFrom(...Object.values(OperatorPlatform)),
  imageRef,
  customPullSecret: label,
  installCRD: fc.boolean(),
  debugLogs: fc.boolean(),
  operator: fc.record(operatorPods, NO_KEYS),
  webhook: fc.record({
    ...operatorPods,
    replicas: fc.integer({ min: 1, max: 3 }),
    hostNetwork: fc.boolean(),
    failurePolicy: fc.constantFrom(...Object.values(WebhookFailurePolicy)),
  }, NO_KEYS),
  csiDriver: fc.record({ enabled: fc.constant(true), nodeSelector: labels, tolerations: podOptions.tolerations, labels }, NO_KEYS),
  values: fc.constant({ csidriver: { priorityClassValue: '1000000' } }),
}, NO_KEYS)).map(([delivery, rest]) => ({ delivery, ...rest }));

/** Props of installations of the legacy operator. */
export const oneAgentOperatorProps: fc.Arbitrary<OneAgentOperatorProps> = fc.record({
  platform: fc.constantFrom(...Object.values(OperatorPlatform)),
  image,
  imagePullPolicy: pullPolicy,
  imagePullSecrets: optional(fc.uniqueArray(label, { minLength: 1, maxLength: 2 })),
  oneAgentImage: image,
  operatorResources: fc.constant({ requests: { cpu: '20m' }, limits: { cpu: '200m', memory: '256Mi' } }),
  webhookResources: fc.constant({ requests: { memory: '32Mi' } }),
  installCRD: fc.boolean(),
}, NO_KEYS);
