import { check } from '../../../../src/analysis/check';

function telemetry(name: string, spec: object) {
  return { apiVersion: 'telemetry.istio.io/v1', kind: 'Telemetry', metadata: { name, namespace: 'shop' }, spec: { ...spec, tracing: [{ randomSamplingPercentage: 1 }] } };
}

test.each<[string, object[], number]>([
  ['two without a selector', [{}, {}], 2],
  ['one with targets', [{}, { targetRefs: [{ kind: 'Service', name: 'web' }] }], 0],
  ['one with a target', [{}, { targetRef: { kind: 'Service', name: 'web' } }], 0],
  ['one with an empty list of targets', [{}, { targetRefs: [] }], 2],
  ['two without, and one with targets', [{}, {}, { targetRefs: [{ kind: 'Service', name: 'web' }] }], 2],
])('a namespace has several defaults: %s', (_, specs, count) => {
  const findings = check(specs.map((spec, index) => telemetry(`t${index}`, spec))).filter(({ rule }) => rule === 'telemetry/several-defaults');
  expect(findings).toHaveLength(count);
});
