import * as fc from 'fast-check';
import { object, selectorLabels } from './metadata';
import type { Words } from './words';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import type { Part } from '../base/part';
import { fields, list, maybe, pick, scribble, weighted } from '../base/shapes';

/** Telemetry objects: tracing, access logs and metrics. */
export function telemetry(words: Words): fc.Arbitrary<KubernetesObject> {
  const least = words.wrong > 0 ? 0 : 1;
  const spec = fields({
    selector: maybe(45, fields({ matchLabels: maybe(85, selectorLabels(words)) })),
    targetRef: maybe(words.wrong, targetRef(words)),
    targetRefs: maybe(15, list(targetRef(words), least, 2)),
    tracing: maybe(65, list(tracing(words), least, 2)),
    metrics: maybe(20, list(metrics(words), 1, 2)),
    accessLogging: maybe(35, list(accessLogging(words), 1, 2)),
  });
  return object(words, 'telemetry.istio.io', 'Telemetry', spec, ['v1', 'v1alpha1']);
}

/** Parts to add to sound Telemetry objects. */
export function telemetryParts(words: Words): Part[] {
  return [
    { path: ['spec', 'tracing', 0], value: tracing(words) },
    { path: ['spec', 'tracing', 0, 'customTags'], value: fc.dictionary(pick([[1, 'a'], [1, '']]), tag(words), { minKeys: 1, maxKeys: 1, noNullPrototype: true }) },
    { path: ['spec', 'metrics', 0], value: metrics(words) },
    { path: ['spec', 'metrics', 0, 'overrides', 0], value: override(words) },
    { path: ['spec', 'metrics', 0, 'overrides', 0, 'tagOverrides'], value: tagOverrides(words) },
    { path: ['spec', 'metrics', 0], value: pick([[1, ''], [1, 'a']]).map(name => ({ overrides: [{ tagOverrides: { [name]: { operation: 'UPSERT', value: 'x' } } }] })) },
    { path: ['spec', 'accessLogging', 0], value: accessLogging(words) },
    { path: ['spec', 'accessLogging', 0, 'filter', 'expression'], value: expression(words) },
    { path: ['spec', 'selector'], value: fields({ matchLabels: selectorLabels(words) }) },
    { path: ['spec', 'targetRefs'], value: list(targetRef(words), 1, 2) },
    { path: ['spec'], value: list(targetRef(words), 1, 1).map(targetRefs => ({ targetRefs })) },
  ];
}

function providers(words: Words): fc.Arbitrary<unknown[]> {
  const one = fields({ name: maybe(words.wrong > 0 ? 97 : 100, pick([[4, 'otel'], [2, 'other'], [words.wrong / 12, '']])) });
  return list(one, words.wrong > 0 ? 0 : 1, 2);
}

function match(words: Words): Record<string, fc.Arbitrary<unknown>> {
  return { mode: maybe(80, pick([[1, 'CLIENT'], [1, 'SERVER'], [1, 'CLIENT_AND_SERVER'], [words.wrong / 12, 'BOTH']])) };
}

function tracing(words: Words): fc.Arbitrary<Record<string, unknown>> {
  return fields({
    match: maybe(30, fields(match(words))),
    providers: maybe(70, providers(words)),
    randomSamplingPercentage: maybe(40, pick([[4, 50], [1, 0], [1, 100], [words.wrong / 6, 100.1], [words.wrong / 6, -1], [words.wrong / 12, 0.01]])),
    disableSpanReporting: maybe(20, fc.boolean()),
    customTags: maybe(25, fc.dictionary(pick([[4, 'a'], [2, 'b'], [words.wrong / 12, '']]), tag(words), { maxKeys: 2, noNullPrototype: true })),
    useRequestIdForTraceSampling: maybe(10, fc.boolean()),
    enableIstioTags: maybe(10, fc.boolean()),
    disableContextPropagation: maybe(10, fc.boolean()),
  });
}

function tag(words: Words): fc.Arbitrary<unknown> {
  return weighted<unknown>(
    [3, fc.constant({ literal: { value: 'x' } })],
    [2, fc.constant({ environment: { name: 'X', defaultValue: 'y' } })],
    [2, fc.constant({ header: { name: 'x-a' } })],
    [1, fc.constant({ formatter: { value: '%START_TIME%' } })],
    [words.wrong / 6, pick<unknown>([
      [1, {}], [1, { literal: {} }], [1, { literal: { value: '' } }], [1, { environment: {} }], [1, { header: { name: '' } }],
      [1, { literal: { value: 'x' }, header: { name: 'y' } }], [1, { formatter: { value: '' } }],
    ])],
  );
}

function metrics(words: Words): fc.Arbitrary<Record<string, unknown>> {
  return fields({
    providers: maybe(70, providers(words)),
    overrides: maybe(60, list(override(words), 1, 2)),
    reportingInterval: maybe(15, words.duration),
  });
}

function override(words: Words): fc.Arbitrary<Record<string, unknown>> {
  return fields({
    match: maybe(60, fields({
      metric: maybe(60, pick([[3, 'REQUEST_COUNT'], [1, 'ALL_METRICS'], [words.wrong / 6, 'COUNT']])),
      customMetric: maybe(words.wrong, pick([[2, 'mine'], [1, '']])),
      mode: maybe(20, fc.constant('CLIENT')),
    })),
    disabled: maybe(40, fc.boolean()),
    tagOverrides: maybe(40, tagOverrides(words)),
  });
}

function tagOverrides(words: Words): fc.Arbitrary<unknown> {
  return fc.dictionary(pick([[5, 'a'], [3, 'b'], [words.wrong / 6, '']]), fields({
    operation: maybe(70, pick([[2, 'UPSERT'], [2, 'REMOVE'], [words.wrong / 12, 'ADD']])),
    value: maybe(60, pick([[3, 'x'], [1, '']])),
  }), { maxKeys: 2, noNullPrototype: true });
}

function accessLogging(words: Words): fc.Arbitrary<Record<string, unknown>> {
  return fields({
    match: maybe(30, fields(match(words))),
    providers: maybe(50, providers(words)),
    disabled: maybe(30, fc.boolean()),
    filter: maybe(20, fields({ expression: expression(words) })),
  });
}

function expression(words: Words): fc.Arbitrary<string> {
  if (words.wrong === 0) { return fc.constant('response.code >= 400'); }
  return weighted(
    [3, pick([
      [2, 'response.code >= 400'], [1, 'has(a.b) && a.all(x, x > 1)'], [1, 'x ??'], [1, ''], [1, 'a["b"].c(1, 2u) in [1, 2.5, "x"]'], [1, '{"a": 1}.a ? -1 : !b'], [1, 'a.map(x, y, z)'],
      [1, 'has(a)'], [1, '"unended'], [1, 'r\'\\x\''], [1, '\'\\x\''], [1, 'a || // b\nc'], [1, 'A{b: 1}'], [1, 'in'], [1, 'package.x'], [1, '0x'], [1, '1e5 + .5'], [1, 'b"x" + b\'y\''],
    ])],
    [2, scribble('ab1.+-!&|()[]{}"?:,<=\\\' ', 6)],
  );
}

function targetRef(words: Words): fc.Arbitrary<Record<string, unknown>> {
  return fields({
    group: maybe(90, pick([[3, 'networking.istio.io'], [3, 'gateway.networking.k8s.io'], [1, '']])),
    kind: maybe(97, pick([[3, 'ServiceEntry'], [3, 'Gateway'], [2, 'Service'], [1, 'GatewayClass'], [1, 'Deployment'], [words.wrong / 12, '']])),
    name: maybe(97, pick([[6, 'a'], [words.wrong / 6, '']])),
    namespace: maybe(words.wrong, words.namespace),
    sectionName: maybe(words.wrong / 12, fc.constant('x')),
  });
}
