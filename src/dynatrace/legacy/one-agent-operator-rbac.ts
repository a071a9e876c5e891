import { ApiObject, JsonPatch } from 'cdk8s';
import type * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { withoutNamespace } from '../shared/api-object';

/** Verbs and resources of a rule. */
type Permission = readonly [verbs: readonly string[], ...resources: kplus.IApiResource[]];

/** The permissions of a ServiceAccount. */
export interface Permissions {
  readonly name: string;
  readonly namespace: string;
  readonly labels: { readonly [key: string]: string };
  /** In all namespaces, and for cluster-scoped objects. */
  readonly inCluster: readonly Permission[];
  /** In the namespace of the operator. */
  readonly inNamespace: readonly Permission[];
}

const READ = ['get', 'list', 'watch'];

/** Permissions of the operator. */
export function operatorPermissions({ ApiResource }: typeof kplus): Pick<Permissions, 'inCluster' | 'inNamespace'> {
  const custom = (apiGroup: string, resourceType: string) => ApiResource.custom({ apiGroup, resourceType });
  return {
    inCluster: [
      [READ, ApiResource.NODES, ApiResource.NAMESPACES],
      [['create'], ApiResource.SECRETS],
      [['get', 'update', 'delete'],
        named(ApiResource.SECRETS, 'dynatrace-oneagent-config'), named(ApiResource.SECRETS, 'dynatrace-oneagent-pull-secret')],
    ],
    inNamespace: [
      [[...READ, 'update'], custom('dynatrace.com', 'oneagents'), custom('dynatrace.com', 'oneagentapms')],
      [['update'],
        custom('dynatrace.com', 'oneagents/finalizers'), custom('dynatrace.com', 'oneagents/status'),
        custom('dynatrace.com', 'oneagentapms/finalizers'), custom('dynatrace.com', 'oneagentapms/status')],
      [[...READ, 'create', 'update', 'delete'], ApiResource.DAEMON_SETS, ApiResource.CONFIG_MAPS, ApiResource.SECRETS],
      [READ, ApiResource.REPLICA_SETS, ApiResource.DEPLOYMENTS],
      [['update'], custom('apps', 'deployments/finalizers')],
      [[...READ, 'delete'], ApiResource.PODS],
      [['get', 'create'], custom('monitoring.coreos.com', 'servicemonitors')],
      [['get', 'list', 'create', 'update', 'delete'], custom('networking.istio.io', 'serviceentries'), custom('networking.istio.io', 'virtualservices')],
      [['list', 'create'], ApiResource.EVENTS],
      [['get', 'update', 'create'], ApiResource.LEASES],
    ],
  };
}

/** Permissions of the webhook. */
export function webhookPermissions({ ApiResource }: typeof kplus): Pick<Permissions, 'inCluster' | 'inNamespace'> {
  const custom = (apiGroup: string, resourceType: string) => ApiResource.custom({ apiGroup, resourceType });
  return {
    inCluster: [
      [READ, ApiResource.NAMESPACES],
      [['list', 'create', 'watch'], ApiResource.MUTATING_WEBHOOK_CONFIGURATIONS],
      [['get', 'update'], named(ApiResource.MUTATING_WEBHOOK_CONFIGURATIONS, 'dynatrace-oneagent-webhook')],
    ],
    inNamespace: [
      [[...READ, 'create', 'update'], ApiResource.SERVICES, ApiResource.CONFIG_MAPS, ApiResource.SECRETS],
      [READ, ApiResource.PODS, custom('dynatrace.com', 'oneagentapms')],
      [['list', 'create'], ApiResource.EVENTS],
      [['get', 'update', 'create'], ApiResource.LEASES],
    ],
  };
}

/** Grants permissions to a ServiceAccount: a ClusterRole and a Role, each with a binding, all with the same name. */
export function grant(plus: typeof kplus, scope: Construct, serviceAccount: kplus.ServiceAccount, permissions: Permissions): void {
  const { name, namespace, inCluster, inNamespace } = permissions;
  const labels = { ...permissions.labels };

  const clusterRole = new plus.ClusterRole(scope, 'ClusterRole', { metadata: { name, labels } });
  inCluster.forEach(([verbs, ...resources]) => clusterRole.allow([...verbs], ...resources.map(endpoint)));
  withoutEmptyNames(withoutNamespace(ApiObject.of(clusterRole)), clusterRole.rules);
  const clusterRoleBinding = new plus.ClusterRoleBinding(scope, 'ClusterRoleBinding', { metadata: { name, labels }, role: clusterRole });
  clusterRoleBinding.addSubjects(serviceAccount);
  withoutNamespace(ApiObject.of(clusterRoleBinding));

  const role = new plus.Role(scope, 'Role', { metadata: { name, namespace, labels } });
  inNamespace.forEach(([verbs, ...resources]) => role.allow([...verbs], ...resources));
  new plus.RoleBinding(scope, 'RoleBinding', { metadata: { name, namespace, labels }, role }).addSubjects(serviceAccount);
}

/** cdk8s-plus writes a rule for each resource, also with an empty list of names. */
function withoutEmptyNames(clusterRole: ApiObject, rules: readonly kplus.ClusterRolePolicyRule[]): void {
  rules.flatMap(({ endpoints }) => endpoints).forEach((one, index) => {
    if (one.asApiResource()?.resourceName === undefined) { clusterRole.addJsonPatch(JsonPatch.remove(`/rules/${index}/resourceNames`)); }
  });
}

/** One object of a resource. */
function named({ apiGroup, resourceType }: kplus.IApiResource, resourceName: string): kplus.IApiResource {
  return { apiGroup, resourceType, resourceName };
}

function endpoint(resource: kplus.IApiResource): kplus.IApiEndpoint {
  return { asApiResource: () => resource, asNonApiResource: () => undefined };
}

/** What containers that run with a ServiceAccount are allowed to use. */
interface Constraints {
  readonly name: string;
  readonly serviceAccount: string;
  readonly allowPrivilegedContainer: boolean;
  readonly allowedCapabilities: readonly string[];
  readonly requiredDropCapabilities: readonly string[];
}

const CONSTRAINTS: readonly Constraints[] = [
  {
    name: 'dynatrace-oneagent-privileged',
    serviceAccount: 'dynatrace-oneagent',
    allowPrivilegedContainer: true,
    allowedCapabilities: ['*'],
    requiredDropCapabilities: [],
  },
  {
    name: 'dynatrace-oneagent-unprivileged',
    serviceAccount: 'dynatrace-oneagent-unprivileged',
    allowPrivilegedContainer: false,
    allowedCapabilities: [
      'CHOWN', 'DAC_OVERRIDE', 'DAC_READ_SEARCH', 'FOWNER', 'FSETID', 'KILL', 'NET_ADMIN', 'NET_RAW', 'SETFCAP', 'SETGID', 'SETUID', 'SYS_ADMIN',
      'SYS_CHROOT', 'SYS_PTRACE', 'SYS_RESOURCE',
    ],
    requiredDropCapabilities: ['ALL'],
  },
];

/** Allows OneAgent pods to use what they need from the node, on OpenShift. */
export function constrain(scope: Construct, namespace: string): void {
  for (const { name, serviceAccount, allowPrivilegedContainer, allowedCapabilities, requiredDropCapabilities } of CONSTRAINTS) {
    withoutNamespace(new ApiObject(scope, name, {
      apiVersion: 'security.openshift.io/v1',
      kind: 'SecurityContextConstraints',
      metadata: { name },
      allowHostDirVolumePlugin: true,
      allowHostIPC: true,
      allowHostNetwork: true,
      allowHostPID: true,
      allowHostPorts: true,
      allowPrivilegedContainer,
      allowedCapabilities: [...allowedCapabilities],
      // The schema requires these three, even if they are empty.
      defaultAddCapabilities: [],
      priority: 0,
      requiredDropCapabilities: [...requiredDropCapabilities],
      readOnlyRootFilesystem: false,
      fsGroup: { type: 'RunAsAny' },
      runAsUser: { type: 'RunAsAny' },
      seLinuxContext: { type: 'RunAsAny' },
      seccompProfiles: ['*'],
      supplementalGroups: { type: 'RunAsAny' },
      users: [`system:serviceaccount:${namespace}:${serviceAccount}`],
      volumes: ['*'],
    }));
  }
}
