import type { KubernetesObject } from '../../../../src/analysis/base/kubernetes-object';
import { mayListSecrets } from '../../../../src/analysis/model/pods/secret-rights';

const apiVersion = 'rbac.authorization.k8s.io/v1';
const LIST = { apiGroups: [''], resources: ['secrets'], verbs: ['list'] };
const ACCOUNT = { kind: 'ServiceAccount', name: 'web', namespace: 'shop' };

function role(rule: object, kind = 'Role', namespace: string | undefined = 'shop'): KubernetesObject {
  return { apiVersion, kind, metadata: { name: 'reader', namespace }, rules: [rule] };
}

function binding(subject: object = ACCOUNT, kind = 'RoleBinding', roleKind = 'Role', namespace: string | undefined = 'shop'): KubernetesObject {
  return { apiVersion, kind, metadata: { name: 'reader', namespace }, roleRef: { kind: roleKind, name: 'reader' }, subjects: [subject] };
}

const cases: [string, boolean, KubernetesObject[]][] = [
  ['nothing', false, []],
  ['a role without a binding', false, [role(LIST)]],
  ['a Role that is bound', true, [binding(), role(LIST)]],
  ['wildcards', true, [binding(), role({ apiGroups: ['*'], resources: ['*'], verbs: ['*'] })]],
  ['a ClusterRole in the namespace', true, [binding(ACCOUNT, 'RoleBinding', 'ClusterRole'), role(LIST, 'ClusterRole', undefined)]],
  ['a ClusterRole everywhere', true, [binding(ACCOUNT, 'ClusterRoleBinding', 'ClusterRole', undefined), role(LIST, 'ClusterRole', undefined)]],
  ['a role that is not among the objects', true, [binding()]],
  ['a role whose rules are those of others', true, [binding(ACCOUNT, 'RoleBinding', 'ClusterRole'), { ...role({}, 'ClusterRole', undefined), aggregationRule: {} }]],
  ['the user of the account', true, [binding({ kind: 'User', name: 'system:serviceaccount:shop:web' }), role(LIST)]],
  ['the group of the namespace', true, [binding({ kind: 'Group', name: 'system:serviceaccounts:shop' }), role(LIST)]],
  ['the group of another namespace', false, [binding({ kind: 'Group', name: 'system:serviceaccounts:orders' }), role(LIST)]],
  ['a subject of an unknown kind', false, [binding({ kind: 'Robot', name: 'web' }), role(LIST)]],
  ['another account', false, [binding({ ...ACCOUNT, name: 'default' }), role(LIST)]],
  ['an account of another namespace', false, [binding({ ...ACCOUNT, namespace: 'orders' }), role(LIST)]],
  ['a binding in another namespace', false, [binding(ACCOUNT, 'RoleBinding', 'Role', 'orders'), role(LIST, 'Role', 'orders')]],
  ['one Secret by its name', false, [binding(), role({ ...LIST, resourceNames: ['partner'] })]],
  ['only get', false, [binding(), role({ ...LIST, verbs: ['get'] })]],
  ['other resources', false, [binding(), role({ ...LIST, resources: ['configmaps'] })]],
  ['another API group', false, [binding(), role({ ...LIST, apiGroups: ['apps'] })]],
];

test.each(cases)('with %s, a ServiceAccount may list the Secrets of its namespace: %s', (_, allowed, objects) => {
  expect(mayListSecrets(objects, 'shop', 'web')).toBe(allowed);
});
