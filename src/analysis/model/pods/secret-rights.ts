import { groupKindOf } from '../../base/group-kind';
import { listOf, recordOf, textOf, textsOf } from '../../base/json';
import type { KubernetesObject } from '../../base/kubernetes-object';

const RBAC = 'rbac.authorization.k8s.io';

/**
 * Whether a ServiceAccount may list the Secrets of its namespace, as far as the objects show it. istiod passes a Secret only to the sidecars of pods whose
 * ServiceAccount may. A role that is not among the objects may allow it.
 */
export function mayListSecrets(objects: readonly KubernetesObject[], namespace: string, serviceAccount: string): boolean {
  return objects.some(object => {
    const kind = groupKindOf(object);
    const isLocal = kind === `${RBAC}/RoleBinding` && object.metadata?.namespace === namespace;
    if (!isLocal && kind !== `${RBAC}/ClusterRoleBinding`) { return false; }
    const isBound = listOf(object.subjects).map(recordOf).some(subject => isSubject(subject, namespace, serviceAccount));
    return isBound && allows(objects, recordOf(object.roleRef), namespace);
  });
}

type Fields = Readonly<Record<string, unknown>>;

function isSubject(subject: Fields, namespace: string, serviceAccount: string): boolean {
  switch (subject.kind) {
    case 'ServiceAccount': return subject.name === serviceAccount && subject.namespace === namespace;
    case 'User': return subject.name === `system:serviceaccount:${namespace}:${serviceAccount}`;
    case 'Group': return ['system:authenticated', 'system:serviceaccounts', `system:serviceaccounts:${namespace}`].includes(textOf(subject.name) ?? '');
    default: return false;
  }
}

function allows(objects: readonly KubernetesObject[], { kind, name }: Fields, namespace: string): boolean {
  const role = objects.find(object => groupKindOf(object) === `${RBAC}/${String(kind)}` && object.metadata?.name === name
    && (kind === 'ClusterRole' || object.metadata?.namespace === namespace));
  // The rules of a role with an `aggregationRule` come from others.
  return !role || role.aggregationRule !== undefined || listOf(role.rules).map(recordOf).some(listsAllSecrets);
}

function listsAllSecrets({ apiGroups, resources, verbs, resourceNames }: Fields): boolean {
  const has = (list: unknown, value: string) => textsOf(list).some(each => each === value || each === '*');
  return has(apiGroups, '') && has(resources, 'secrets') && has(verbs, 'list') && listOf(resourceNames).length === 0;
}
