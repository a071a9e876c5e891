import { Duration } from 'cdk8s';
import * as fc from 'fast-check';
import { annotations, label, labelKey, labels, labelValue, optional, resources, someOf, text } from './kubernetes-values';
import {
  DnsPolicy, EnvVar, ImagePullPolicy, ImageRef, IntOrString, LabelSelector, LabelSelectorOperator, NodeInclusionPolicy, RollingUpdateDaemonSet,
  TaintEffect, Toleration, TolerationOperator, TopologySpreadConstraint, UnsatisfiableConstraintAction,
} from '../../../src';

/** When images are pulled. */
export const pullPolicy = fc.constantFrom(...Object.values(ImagePullPolicy));

/** How pods resolve names. */
export const dnsPolicy = fc.constantFrom(...Object.values(DnsPolicy));

/** Images in parts. */
export const imageRef: fc.Arbitrary<ImageRef> = fc.record({
  repository: label.map(name => `registry.example/${name}`),
  tag: fc.constantFrom('1.0', '2', 'v3'),
  digest: fc.constantFrom(`sha256:${'c3'.repeat(32)}`),
  pullPolicy,
}, { requiredKeys: ['repository', 'tag'] });

/** Environment variables, each name once. */
export const env: fc.Arbitrary<EnvVar[]> = fc.uniqueArray(fc.oneof(
  fc.record({ name: variableName(), value: text }),
  fc.record({ name: variableName(), valueFrom: fc.record({ configMapKeyRef: fc.record({ name: label, key: label, optional: fc.boolean() }) }) }),
  fc.record({ name: variableName(), valueFrom: fc.record({ secretKeyRef: fc.record({ name: label, key: label }) }) }),
  fc.record({ name: variableName(), valueFrom: fc.constant({ fieldRef: { fieldPath: 'metadata.name' } }) }),
  fc.record({ name: variableName(), valueFrom: fc.constant({ resourceFieldRef: { resource: 'limits.cpu', divisor: '1m' } }) }),
), { selector: ({ name }) => name, maxLength: 3 });

const taintEffect = optional(fc.constantFrom(...Object.values(TaintEffect)));

/** Tolerations of each shape that a pod may have. */
export const tolerations: fc.Arbitrary<Toleration[]> = fc.uniqueArray(fc.oneof(
  fc.constant<Toleration>({ operator: TolerationOperator.EXISTS }),
  fc.record<Toleration>({ key: labelKey, operator: fc.constant(TolerationOperator.EXISTS), effect: taintEffect }),
  fc.record<Toleration>({ key: labelKey, value: labelValue, effect: taintEffect }),
  fc.record<Toleration>({
    key: labelKey,
    operator: fc.constant(TolerationOperator.EXISTS),
    effect: fc.constant(TaintEffect.NO_EXECUTE),
    tolerationSeconds: fc.integer({ min: 0, max: 10_000 }).map(amount => Duration.seconds(amount)),
  }),
), { selector: toleration => JSON.stringify(toleration), maxLength: 3 });

/** Selectors of namespaces or pods. */
export const labelSelector: fc.Arbitrary<LabelSelector> = fc.record({
  matchLabels: fc.dictionary(labelKey, labelValue, { minKeys: 1, maxKeys: 2 }),
  matchExpressions: fc.array(fc.oneof(
    fc.record({
      key: labelKey,
      operator: fc.constantFrom(LabelSelectorOperator.IN, LabelSelectorOperator.NOT_IN),
      values: fc.uniqueArray(labelValue, { minLength: 1, maxLength: 2 }),
    }),
    fc.record({ key: labelKey, operator: fc.constantFrom(LabelSelectorOperator.EXISTS, LabelSelectorOperator.DOES_NOT_EXIST) }),
  ), { minLength: 1, maxLength: 2 }),
}, { requiredKeys: [] });

/** How pods are spread; the API server accepts each pair of topology and action once. */
export const topologySpreadConstraints: fc.Arbitrary<TopologySpreadConstraint[]> = fc.uniqueArray(fc.oneof(
  fc.record<TopologySpreadConstraint>({
    topologyKey: labelKey,
    maxSkew: fc.integer({ min: 1, max: 5 }),
    whenUnsatisfiable: fc.constant(UnsatisfiableConstraintAction.SCHEDULE_ANYWAY),
    labelSelector: optional(labelSelector),
    nodeAffinityPolicy: optional(fc.constantFrom(...Object.values(NodeInclusionPolicy))),
    nodeTaintsPolicy: optional(fc.constantFrom(...Object.values(NodeInclusionPolicy))),
  }),
  fc.record<TopologySpreadConstraint>({
    topologyKey: labelKey,
    maxSkew: fc.integer({ min: 1, max: 5 }),
    whenUnsatisfiable: fc.constant(UnsatisfiableConstraintAction.DO_NOT_SCHEDULE),
    labelSelector: fc.constant<LabelSelector>({ matchLabels: { app: 'a' } }),
    matchLabelKeys: optional(fc.uniqueArray(label.filter(key => key !== 'app'), { minLength: 1, maxLength: 2 })),
    minDomains: optional(fc.integer({ min: 1, max: 5 })),
  }),
), { selector: ({ topologyKey, whenUnsatisfiable }) => `${topologyKey} ${whenUnsatisfiable}`, maxLength: 2 });

/** How pods of DaemonSets are replaced; at least one of the two numbers must not be zero. */
export const rollingUpdate: fc.Arbitrary<RollingUpdateDaemonSet> = fc.oneof(
  fc.record({ maxUnavailable: numberOrPercent(1) }),
  fc.record({ maxUnavailable: fc.constant(IntOrString.number(0)), maxSurge: numberOrPercent(1) }),
);

/** A number of pods, or a share of them. */
export function numberOrPercent(min: number): fc.Arbitrary<IntOrString> {
  return fc.oneof(fc.integer({ min, max: 9 }).map(IntOrString.number), fc.integer({ min, max: 100 }).map(IntOrString.percent));
}

/** Options that nearly all workloads of the operator have. */
export const podOptions = { resources, labels, annotations, tolerations };

/** Images of templates, which the operator requires if it has no default image. */
export const templateOptions = { ...podOptions, imageRef };

/** Arguments of containers, each key once. */
export const args = someOf(['--set-host-property=team=shop', '--set-host-tag=a=b', '--set-monitoring-mode=fullstack', '--set-infra-only=false']);

function variableName(): fc.Arbitrary<string> {
  return fc.stringMatching(/^[A-Z][A-Z_]{0,6}$/);
}
