import * as fc from 'fast-check';
import { admitted, assemble } from './assemble';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import type { Case } from '../base/case';
import { list, maybe, pick, weighted } from '../base/shapes';

const HOST = 'api.ext.test';

/** The namespace of the service, and one with other clients. */
const [OWN, OTHER] = ['shop', 'egress'];

const SUBSETS = ['v1', 'v2'] as const;

function istio(kind: string, name: string, namespace: string, spec: object): KubernetesObject {
  return { apiVersion: 'networking.istio.io/v1', kind, metadata: { name, namespace }, spec };
}

const RULE: fc.Arbitrary<KubernetesObject> = fc.record({
  namespace: pick([[5, OWN], [2, OTHER], [1, 'istio-system']]),
  host: pick([[8, HOST], [1, '*.ext.test']]),
  subsets: fc.subarray([...SUBSETS]),
  exportTo: pick<string[] | undefined>([[4, undefined], [2, ['*']], [3, ['.']], [2, [OWN]], [2, [OWN, OTHER]], [1, [OTHER]], [1, ['.', OTHER]]]),
  selected: maybe(25, pick([[2, 'web'], [1, 'batch']])),
}).map(({ namespace, host, subsets, exportTo, selected }) => istio('DestinationRule', 'rule', namespace, {
  host,
  subsets: subsets.map(name => ({ name, labels: { version: name } })),
  ...exportTo ? { exportTo } : {},
  ...selected ? { workloadSelector: { matchLabels: { app: selected } } } : {},
}));

function fixed(subset: string): KubernetesObject[] {
  const endpoints = SUBSETS.map((version, index) => ({ address: `203.0.113.${index + 7}`, labels: { version } }));
  return [
    istio('ServiceEntry', 'entry', OWN, { hosts: [HOST], ports: [{ number: 80, name: 'http', protocol: 'HTTP' }], resolution: 'STATIC', endpoints }),
    istio('VirtualService', 'route', OWN, { hosts: [HOST], http: [{ route: [{ destination: { host: HOST, subset } }] }] }),
  ];
}

const QUESTION = fc.record({
  namespace: pick([[2, OWN], [1, OTHER], [1, 'istio-system']]),
  labels: pick<Record<string, string>>([[2, { app: 'web' }], [1, { app: 'batch' }], [1, {}]]),
}).map(client => ({ ...client, host: HOST, port: 80, protocol: 'http' as const }));

/** In most cases all ages are different. */
const AGES = weighted<number[]>(
  [4, fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 })],
  [1, fc.array(fc.nat(1), { minLength: 6, maxLength: 6 })],
  [1, fc.constant([])],
);

/** Several DestinationRules for one host, and requests that are routed to one of their subsets. */
export function rulesOfOneHost(questions: number): fc.Arbitrary<Case> {
  return fc.record({
    subset: pick([[1, SUBSETS[0]], [1, SUBSETS[1]]]),
    rules: list(RULE, 2, 4),
    ages: AGES,
    asked: list(QUESTION, questions, questions),
  }, { noNullPrototype: true }).map(({ subset, rules, ages, asked }) => ({
    objects: admitted(assemble([...fixed(subset), ...rules], ages)),
    meshConfig: { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } },
    questions: asked,
  }));
}
