import type { KubernetesObject } from '../../../../src/analysis/base/kubernetes-object';
import { MeshModel } from '../../../../src/analysis/model/mesh-model';
import { Authorization, authorizationOf } from '../../../../src/analysis/model/pods/authorization';

function policy(name: string, spec: object | undefined, namespace = 'shop', annotations: Record<string, string> = {}): KubernetesObject {
  return { apiVersion: 'security.istio.io/v1', kind: 'AuthorizationPolicy', metadata: { name, namespace, annotations }, spec };
}

const FROM = { from: [{ source: { namespaces: ['web'] } }] };
const OTHER = { matchLabels: { app: 'other' } };

const cases: [string, Authorization['answer'], string | undefined, KubernetesObject[]][] = [
  ['no policy', 'allowed', undefined, []],
  ['a policy without a spec, which allows nothing', 'denied', 'a', [policy('a', undefined)]],
  ['a policy without rules', 'denied', 'a', [policy('a', { action: 'ALLOW' })]],
  ['a rule for everything', 'allowed', undefined, [policy('a', { rules: [{}] })]],
  ['a rule whose lists are empty', 'allowed', undefined, [policy('a', { rules: [{ from: [], to: [], when: [] }] })]],
  ['a rule with a condition', 'open', 'a', [policy('a', { rules: [FROM] })]],
  ['a rule with a condition beside one for everything', 'allowed', undefined, [policy('a', { rules: [FROM] }), policy('b', { rules: [{}] })]],
  ['a policy without rules beside one with a condition', 'open', 'b', [policy('a', {}), policy('b', { rules: [FROM] })]],
  ['DENY for everything', 'denied', 'b', [policy('a', { rules: [{}] }), policy('b', { action: 'DENY', rules: [FROM, {}] })]],
  ['DENY with a condition', 'open', 'a', [policy('a', { action: 'DENY', rules: [FROM] })]],
  ['DENY without rules, which denies nothing', 'allowed', undefined, [policy('a', { action: 'DENY' })]],
  ['an external authorizer', 'open', 'a', [policy('a', { action: 'CUSTOM', provider: { name: 'opa' }, rules: [{}] })]],
  ['AUDIT', 'allowed', undefined, [policy('a', { action: 'AUDIT', rules: [{}] })]],
  ['a policy of the root namespace', 'denied', 'a', [policy('a', {}, 'istio-system')]],
  ['a policy of another namespace', 'allowed', undefined, [policy('a', {}, 'web')]],
  ['a policy for other pods', 'allowed', undefined, [policy('a', { selector: OTHER }), policy('b', { selector: OTHER }, 'istio-system')]],
  ['a policy for a waypoint', 'allowed', undefined, [policy('a', { targetRefs: [{ kind: 'Service', name: 'web' }] }), policy('b', { targetRef: { kind: 'Gateway', name: 'waypoint' } })]],
  ['a dry run', 'allowed', undefined, [policy('a', {}, 'shop', { 'istio.io/dry-run': 'true' })]],
];

test.each(cases)('with %s, the answer is %s', (_, answer, by, objects) => {
  const found = authorizationOf(MeshModel.of(objects), { namespace: 'shop', labels: { app: 'orders' } });
  expect({ answer: found.answer, by: found.by?.name }).toEqual({ answer, by });
});
