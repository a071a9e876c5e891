import type { KubernetesObject } from '../../../../src/analysis/base/kubernetes-object';
import { MeshModel } from '../../../../src/analysis/model/mesh-model';
import { Right, rightToListSecrets } from '../../../../src/analysis/model/pods/secret-rights';

const apiVersion = 'rbac.authorization.k8s.io/v1';
const LIST = { apiGroups: [''], resources: ['secrets'], verbs: ['list'] };
const ACCOUNT = { kind: 'ServiceAccount', name: 'web', namespace: 'shop' };

function role(rule: object, kind = 'Role', namespace: string | undefined = 'shop'): KubernetesObject {
  return { apiVersion, kind, metadata: { name: 'reader', namespace }, rules: [rule] };
}

function binding(subject: object = ACCOUNT, kind = 'RoleBinding', roleKind = 'Role', namespace: string | undefined = 'shop'): KubernetesObject {
  return { apiVersion, kind, metadata: { name: 'reader', namespace }, roleRef: { kind: roleKind, name: 'reader' }, subjects: [subject] };
}

const cases: [string, Right, KubernetesObject[]][] = [
  ['nothing', 'not granted', []],
  ['a role without a binding', 'not granted', [role(LIST)]],
  ['a Role that is bound', 'granted', [binding(), role(LIST)]],
  ['wildcards', 'granted', [binding(), role({ apiGroups: ['*'], resources: ['*'], verbs: ['*'] })]],
  ['a ClusterRole in the namespace', 'granted', [binding(ACCOUNT, 'RoleBinding', 'ClusterRole'), role(LIST, 'ClusterRole', undefined)]],
  ['a ClusterRole everywhere', 'granted', [binding(ACCOUNT, 'ClusterRoleBinding', 'ClusterRole', undefined), role(LIST, 'ClusterRole', undefined)]],
  ['a role that is not among the objects', 'open', [binding()]],
  ['a role whose rules are those of others', 'open', [binding(ACCOUNT, 'RoleBinding', 'ClusterRole'), { ...role({}, 'ClusterRole', undefined), aggregationRule: {} }]],
  ['a ClusterRole that every cluster has', 'granted', [{ ...binding(), roleRef: { kind: 'ClusterRole', name: 'edit' } }]],
  ['a Role of its name', 'open', [{ ...binding(), roleRef: { kind: 'Role', name: 'edit' } }]],
  ['a role that does not allow it, and one that does', 'granted', [binding(), { ...role(LIST), metadata: { name: 'other', namespace: 'shop' } }, { ...binding(), roleRef: { kind: 'Role', name: 'other' } }, role({})]],
  ['the user of the account', 'granted', [binding({ kind: 'User', name: 'system:serviceaccount:shop:web' }), role(LIST)]],
  ['the group of the namespace', 'granted', [binding({ kind: 'Group', name: 'system:serviceaccounts:shop' }), role(LIST)]],
  ['the group of another namespace', 'not granted', [binding({ kind: 'Group', name: 'system:serviceaccounts:orders' }), role(LIST)]],
  ['a subject of an unknown kind', 'not granted', [binding({ kind: 'Robot', name: 'web' }), role(LIST)]],
  ['another account', 'not granted', [binding({ ...ACCOUNT, name: 'default' }), role(LIST)]],
  ['an account of another namespace', 'not granted', [binding({ ...ACCOUNT, namespace: 'orders' }), role(LIST)]],
  ['a binding in another namespace', 'not granted', [binding(ACCOUNT, 'RoleBinding', 'Role', 'orders'), role(LIST, 'Role', 'orders')]],
  ['one Secret by its name', 'not granted', [binding(), role({ ...LIST, resourceNames: ['partner'] })]],
  ['only get', 'not granted', [binding(), role({ ...LIST, verbs: ['get'] })]],
  ['other resources', 'not granted', [binding(), role({ ...LIST, resources: ['configmaps'] })]],
  ['another API group', 'not granted', [binding(), role({ ...LIST, apiGroups: ['apps'] })]],
];

test.each(cases)('with %s, the right of a ServiceAccount to list the Secrets of its namespace is %s', (_, right, objects) => {
  expect(rightToListSecrets(MeshModel.of(objects), 'shop', 'web')).toBe(right);
});
