import { groupByEach } from '../../base/group-by';
import { groupKindOf } from '../../base/group-kind';
import { isRecord, listOf, recordOf, textOf, textsOf } from '../../base/json';
import type { KubernetesObject } from '../../base/kubernetes-object';
import type { MeshModel } from '../mesh-model';

const RBAC = 'rbac.authorization.k8s.io';

/** ClusterRoles that every cluster has, and that allow to list Secrets. */
const KNOWN_CLUSTER_ROLES: ReadonlySet<string> = new Set(['admin', 'cluster-admin', 'edit']);

/** What the objects show of a right: `open` if a role that is bound is not among them. */
export type Right = 'granted' | 'open' | 'not granted';

/**
 * Whether a ServiceAccount may list the Secrets of its namespace. istiod passes a certificate with its key only to the proxies of pods whose ServiceAccount may.
 */
export function rightToListSecrets(model: MeshModel, namespace: string, serviceAccount: string): Right {
  const { bindings, roles } = model.onceForAllOrders('rights', () => rightsIn(model.objects));
  const subjects = [
    `system:serviceaccount:${namespace}:${serviceAccount}`, 'system:authenticated', 'system:serviceaccounts', `system:serviceaccounts:${namespace}`,
  ];
  const rights = ['', namespace].flatMap(scope => subjects.flatMap(subject => bindings.get(`${scope}/${subject}`) ?? []))
    .map(({ object: { roleRef } }) => rightOf(roles, recordOf(roleRef), namespace));
  return rights.includes('granted') ? 'granted' : rights.includes('open') ? 'open' : 'not granted';
}

type Fields = Readonly<Record<string, unknown>>;

interface Rights {
  /** Bindings by the namespace in which they apply, empty for all, and the user or group that is bound. */
  readonly bindings: ReadonlyMap<string, readonly { readonly object: KubernetesObject }[]>;
  /** Roles by their kind, namespace and name. */
  readonly roles: ReadonlyMap<string, KubernetesObject>;
}

function rightsIn(objects: readonly KubernetesObject[]): Rights {
  const known = objects.filter(isRecord).map(object => ({ object, kind: groupKindOf(object), namespace: textOf(recordOf(object.metadata).namespace) || 'default' }));
  return {
    bindings: groupByEach(known.filter(({ kind }) => kind === `${RBAC}/RoleBinding` || kind === `${RBAC}/ClusterRoleBinding`), ({ object, kind, namespace }) => {
      const scope = kind === `${RBAC}/RoleBinding` ? namespace : '';
      return new Set(listOf(object.subjects).flatMap(subject => subjectName(recordOf(subject)) ?? []).map(name => `${scope}/${name}`));
    }),
    roles: new Map(known.flatMap(({ object, kind, namespace }): [string, KubernetesObject][] => {
      const name = textOf(recordOf(object.metadata).name) ?? '';
      switch (kind) {
        case `${RBAC}/Role`: return [[roleKey('Role', namespace, name), object]];
        case `${RBAC}/ClusterRole`: return [[roleKey('ClusterRole', '', name), object]];
        default: return [];
      }
    })),
  };
}

function roleKey(kind: string, namespace: string, name: string): string {
  return `${kind} ${namespace}/${name}`;
}

/** The user or group that a subject is. */
function subjectName({ kind, name, namespace }: Fields): string | undefined {
  switch (kind) {
    case 'ServiceAccount': return `system:serviceaccount:${textOf(namespace) ?? ''}:${textOf(name) ?? ''}`;
    case 'User':
    case 'Group': return textOf(name);
    default: return undefined;
  }
}

function rightOf(roles: Rights['roles'], { kind, name }: Fields, namespace: string): Right {
  const isOfCluster = kind === 'ClusterRole';
  if (isOfCluster && KNOWN_CLUSTER_ROLES.has(String(name))) { return 'granted'; }
  const role = roles.get(roleKey(isOfCluster ? 'ClusterRole' : 'Role', isOfCluster ? '' : namespace, String(name)));
  if (role && listOf(role.rules).map(recordOf).some(listsAllSecrets)) { return 'granted'; }
  // The rules of a role with an `aggregationRule` come from others.
  return !role || role.aggregationRule !== undefined ? 'open' : 'not granted';
}

function listsAllSecrets({ apiGroups, resources, verbs, resourceNames }: Fields): boolean {
  const has = (list: unknown, value: string) => textsOf(list).some(each => each === value || each === '*');
  return has(apiGroups, '') && has(resources, 'secrets') && has(verbs, 'list') && listOf(resourceNames).length === 0;
}
