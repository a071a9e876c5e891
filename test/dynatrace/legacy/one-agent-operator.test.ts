import { ApiObject, App, Chart, JsonPatch, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Mesh } from '../../../src/core/mesh';
import { OneAgent } from '../../../src/dynatrace/legacy/one-agent';
import { OneAgentApm } from '../../../src/dynatrace/legacy/one-agent-apm';
import { OneAgentOperator } from '../../../src/dynatrace/legacy/one-agent-operator';
import { OneAgentOperatorProps } from '../../../src/dynatrace/legacy/one-agent-operator-props';
import { ImagePullPolicy } from '../../../src/dynatrace/pods/image-ref';
import { OperatorPlatform } from '../../../src/dynatrace/shared/operator-target';

const API_URL = 'https://abc12345.live.dynatrace.com/api';
const CERTIFICATE = Buffer.from('-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n').toString('base64');

/** An object as JSON, in the parts that tests look at. */
interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels?: object };
  readonly [field: string]: any;
}

function monitoring(): Chart {
  return new Chart(new App(), 'monitoring', { namespace: 'dynatrace' });
}

function manifestsOf(props?: OneAgentOperatorProps): Manifest[] {
  const chart = monitoring();
  new OneAgentOperator(chart, 'Operator', props);
  return Testing.synth(chart);
}

function find(manifests: readonly Manifest[], kind: string, name: string): Manifest {
  return manifests.find(manifest => manifest.kind === kind && manifest.metadata.name === name)!;
}

/** What a role allows, one line for each resource, sorted: two roles with the same lines allow the same. */
function permissions({ rules }: Manifest): string[] {
  return (rules as { apiGroups: string[]; resources: string[]; resourceNames?: string[]; verbs: string[] }[])
    .flatMap(({ apiGroups, resources, resourceNames = ['*'], verbs }) => apiGroups.flatMap(group => resources.flatMap(
      resource => resourceNames.map(name => `${group || 'core'}/${resource} ${name}: ${[...verbs].sort().join(' ')}`),
    ))).sort();
}

test('everything is there, under the names that the operator expects', () => {
  const lines = manifestsOf().map(({ apiVersion, kind, metadata: { name, namespace } }) => [apiVersion, kind, namespace ?? '-', name].join(' '));
  expect(lines).toMatchInlineSnapshot(`
[
  "apiextensions.k8s.io/v1 CustomResourceDefinition - oneagents.dynatrace.com",
  "apiextensions.k8s.io/v1 CustomResourceDefinition - oneagentapms.dynatrace.com",
  "v1 ServiceAccount dynatrace dynatrace-oneagent",
  "v1 ServiceAccount dynatrace dynatrace-oneagent-unprivileged",
  "v1 ServiceAccount dynatrace dynatrace-oneagent-operator",
  "rbac.authorization.k8s.io/v1 ClusterRole - dynatrace-oneagent-operator",
  "rbac.authorization.k8s.io/v1 ClusterRoleBinding - dynatrace-oneagent-operator",
  "rbac.authorization.k8s.io/v1 Role dynatrace dynatrace-oneagent-operator",
  "rbac.authorization.k8s.io/v1 RoleBinding dynatrace dynatrace-oneagent-operator",
  "apps/v1 Deployment dynatrace dynatrace-oneagent-operator",
  "v1 ServiceAccount dynatrace dynatrace-oneagent-webhook",
  "rbac.authorization.k8s.io/v1 ClusterRole - dynatrace-oneagent-webhook",
  "rbac.authorization.k8s.io/v1 ClusterRoleBinding - dynatrace-oneagent-webhook",
  "rbac.authorization.k8s.io/v1 Role dynatrace dynatrace-oneagent-webhook",
  "rbac.authorization.k8s.io/v1 RoleBinding dynatrace dynatrace-oneagent-webhook",
  "apps/v1 Deployment dynatrace dynatrace-oneagent-webhook",
  "v1 Service dynatrace dynatrace-oneagent-webhook",
  "admissionregistration.k8s.io/v1 MutatingWebhookConfiguration - dynatrace-oneagent-webhook",
]
`);
});

test('on OpenShift there are two SecurityContextConstraints more', () => {
  const [kubernetes, openShift] = [manifestsOf(), manifestsOf({ platform: OperatorPlatform.OPENSHIFT })]
    .map(manifests => manifests.map(({ kind, metadata: { name } }) => `${kind} ${name}`));
  expect(openShift).toEqual([
    ...kubernetes,
    'SecurityContextConstraints dynatrace-oneagent-privileged',
    'SecurityContextConstraints dynatrace-oneagent-unprivileged',
  ]);
});

test('the operator has only the cluster permissions that it needs', () => {
  expect(permissions(find(manifestsOf(), 'ClusterRole', 'dynatrace-oneagent-operator'))).toMatchInlineSnapshot(`
[
  "core/namespaces *: get list watch",
  "core/nodes *: get list watch",
  "core/secrets *: create",
  "core/secrets dynatrace-oneagent-config: delete get update",
  "core/secrets dynatrace-oneagent-pull-secret: delete get update",
]
`);
});

test('the operator has only the permissions in its namespace that it needs', () => {
  expect(permissions(find(manifestsOf(), 'Role', 'dynatrace-oneagent-operator'))).toMatchInlineSnapshot(`
[
  "apps/daemonsets *: create delete get list update watch",
  "apps/deployments *: get list watch",
  "apps/deployments/finalizers *: update",
  "apps/replicasets *: get list watch",
  "coordination.k8s.io/leases *: create get update",
  "core/configmaps *: create delete get list update watch",
  "core/events *: create list",
  "core/pods *: delete get list watch",
  "core/secrets *: create delete get list update watch",
  "dynatrace.com/oneagentapms *: get list update watch",
  "dynatrace.com/oneagentapms/finalizers *: update",
  "dynatrace.com/oneagentapms/status *: update",
  "dynatrace.com/oneagents *: get list update watch",
  "dynatrace.com/oneagents/finalizers *: update",
  "dynatrace.com/oneagents/status *: update",
  "monitoring.coreos.com/servicemonitors *: create get",
  "networking.istio.io/serviceentries *: create delete get list update",
  "networking.istio.io/virtualservices *: create delete get list update",
]
`);
});

test('the webhook has only the cluster permissions that it needs', () => {
  expect(permissions(find(manifestsOf(), 'ClusterRole', 'dynatrace-oneagent-webhook'))).toMatchInlineSnapshot(`
[
  "admissionregistration.k8s.io/mutatingwebhookconfigurations *: create list watch",
  "admissionregistration.k8s.io/mutatingwebhookconfigurations dynatrace-oneagent-webhook: get update",
  "core/namespaces *: get list watch",
]
`);
});

test('the webhook has only the permissions in its namespace that it needs', () => {
  expect(permissions(find(manifestsOf(), 'Role', 'dynatrace-oneagent-webhook'))).toMatchInlineSnapshot(`
[
  "coordination.k8s.io/leases *: create get update",
  "core/configmaps *: create get list update watch",
  "core/events *: create list",
  "core/pods *: get list watch",
  "core/secrets *: create get list update watch",
  "core/services *: create get list update watch",
  "dynatrace.com/oneagentapms *: get list watch",
]
`);
});

test('no rule has an empty list, which would be noise', () => {
  const roles = manifestsOf().filter(({ kind }) => kind.endsWith('Role'));
  expect(JSON.stringify(roles)).not.toContain('[]');
  expect(roles).toHaveLength(4);
});

test.each([
  ['dynatrace-oneagent-operator', { dynatrace: 'operator', operator: 'oneagent' }],
  ['dynatrace-oneagent-webhook', { 'dynatrace.com/operator': 'oneagent', 'internal.oneagent.dynatrace.com/component': 'webhook' }],
])('%s is bound to its roles, with the vendor\'s labels', (name, labels) => {
  const manifests = manifestsOf();
  const subjects = [{ kind: 'ServiceAccount', name, namespace: 'dynatrace', apiGroup: '' }];
  const apiVersion = 'rbac.authorization.k8s.io/v1';
  const apiGroup = 'rbac.authorization.k8s.io';
  expect(find(manifests, 'ClusterRoleBinding', name)).toEqual({
    apiVersion, kind: 'ClusterRoleBinding', metadata: { name, labels }, roleRef: { apiGroup, kind: 'ClusterRole', name }, subjects,
  });
  expect(find(manifests, 'RoleBinding', name)).toEqual({
    apiVersion, kind: 'RoleBinding', metadata: { name, namespace: 'dynatrace', labels }, roleRef: { apiGroup, kind: 'Role', name }, subjects,
  });
  expect(find(manifests, 'ClusterRole', name).metadata).toEqual({ name, labels });
  expect(find(manifests, 'Role', name).metadata).toEqual({ name, namespace: 'dynatrace', labels });
});

test('the operator', () => {
  expect(find(manifestsOf(), 'Deployment', 'dynatrace-oneagent-operator')).toMatchInlineSnapshot(`
{
  "apiVersion": "apps/v1",
  "kind": "Deployment",
  "metadata": {
    "labels": {
      "dynatrace": "operator",
      "operator": "oneagent",
    },
    "name": "dynatrace-oneagent-operator",
    "namespace": "dynatrace",
  },
  "spec": {
    "minReadySeconds": 0,
    "progressDeadlineSeconds": 600,
    "replicas": 1,
    "revisionHistoryLimit": 1,
    "selector": {
      "matchLabels": {
        "name": "dynatrace-oneagent-operator",
      },
    },
    "strategy": {
      "type": "Recreate",
    },
    "template": {
      "metadata": {
        "labels": {
          "cdk8s.io/metadata.addr": "monitoring-Operator-Deployment-c8e6b946",
          "dynatrace": "operator",
          "name": "dynatrace-oneagent-operator",
          "operator": "oneagent",
        },
      },
      "spec": {
        "affinity": {
          "nodeAffinity": {
            "requiredDuringSchedulingIgnoredDuringExecution": {
              "nodeSelectorTerms": [
                {
                  "matchExpressions": [
                    {
                      "key": "kubernetes.io/arch",
                      "operator": "In",
                      "values": [
                        "amd64",
                        "arm64",
                      ],
                    },
                    {
                      "key": "kubernetes.io/os",
                      "operator": "In",
                      "values": [
                        "linux",
                      ],
                    },
                  ],
                },
              ],
            },
          },
        },
        "automountServiceAccountToken": true,
        "containers": [
          {
            "args": [
              "operator",
            ],
            "env": [
              {
                "name": "POD_NAMESPACE",
                "valueFrom": {
                  "fieldRef": {
                    "fieldPath": "metadata.namespace",
                  },
                },
              },
              {
                "name": "POD_NAME",
                "valueFrom": {
                  "fieldRef": {
                    "fieldPath": "metadata.name",
                  },
                },
              },
            ],
            "image": "docker.io/dynatrace/dynatrace-oneagent-operator:v0.10.2",
            "imagePullPolicy": "Always",
            "livenessProbe": {
              "failureThreshold": 3,
              "httpGet": {
                "path": "/healthz",
                "port": 10080,
                "scheme": "HTTP",
              },
              "initialDelaySeconds": 15,
              "periodSeconds": 10,
            },
            "name": "dynatrace-oneagent-operator",
            "ports": [
              {
                "containerPort": 8080,
                "name": "metrics",
              },
              {
                "containerPort": 10080,
                "name": "server-port",
              },
            ],
            "readinessProbe": {
              "failureThreshold": 3,
              "httpGet": {
                "path": "/healthz",
                "port": 10080,
                "scheme": "HTTP",
              },
              "initialDelaySeconds": 15,
              "periodSeconds": 10,
            },
            "resources": {
              "limits": {
                "cpu": "100m",
                "memory": "256Mi",
              },
              "requests": {
                "cpu": "10m",
                "memory": "64Mi",
              },
            },
            "securityContext": {
              "allowPrivilegeEscalation": false,
              "privileged": false,
              "readOnlyRootFilesystem": false,
              "runAsNonRoot": true,
            },
          },
        ],
        "dnsPolicy": "ClusterFirst",
        "hostNetwork": false,
        "restartPolicy": "Always",
        "securityContext": {
          "fsGroupChangePolicy": "Always",
          "runAsNonRoot": true,
        },
        "serviceAccountName": "dynatrace-oneagent-operator",
        "setHostnameAsFQDN": false,
        "terminationGracePeriodSeconds": 30,
      },
    },
  },
}
`);
});

test('the webhook and what gets its certificates', () => {
  expect(find(manifestsOf(), 'Deployment', 'dynatrace-oneagent-webhook')).toMatchInlineSnapshot(`
{
  "apiVersion": "apps/v1",
  "kind": "Deployment",
  "metadata": {
    "labels": {
      "dynatrace.com/operator": "oneagent",
      "internal.oneagent.dynatrace.com/component": "webhook",
    },
    "name": "dynatrace-oneagent-webhook",
    "namespace": "dynatrace",
  },
  "spec": {
    "minReadySeconds": 0,
    "progressDeadlineSeconds": 600,
    "replicas": 1,
    "revisionHistoryLimit": 1,
    "selector": {
      "matchLabels": {
        "internal.oneagent.dynatrace.com/app": "webhook",
        "internal.oneagent.dynatrace.com/component": "webhook",
      },
    },
    "strategy": {
      "type": "Recreate",
    },
    "template": {
      "metadata": {
        "labels": {
          "cdk8s.io/metadata.addr": "monitoring-Operator-Webhook-Deployment-c8e0536d",
          "dynatrace.com/operator": "oneagent",
          "internal.oneagent.dynatrace.com/app": "webhook",
          "internal.oneagent.dynatrace.com/component": "webhook",
        },
      },
      "spec": {
        "affinity": {
          "nodeAffinity": {
            "requiredDuringSchedulingIgnoredDuringExecution": {
              "nodeSelectorTerms": [
                {
                  "matchExpressions": [
                    {
                      "key": "kubernetes.io/arch",
                      "operator": "In",
                      "values": [
                        "amd64",
                        "arm64",
                      ],
                    },
                    {
                      "key": "kubernetes.io/os",
                      "operator": "In",
                      "values": [
                        "linux",
                      ],
                    },
                  ],
                },
              ],
            },
          },
        },
        "automountServiceAccountToken": true,
        "containers": [
          {
            "args": [
              "webhook-server",
            ],
            "env": [
              {
                "name": "POD_NAMESPACE",
                "valueFrom": {
                  "fieldRef": {
                    "fieldPath": "metadata.namespace",
                  },
                },
              },
              {
                "name": "POD_NAME",
                "valueFrom": {
                  "fieldRef": {
                    "fieldPath": "metadata.name",
                  },
                },
              },
            ],
            "image": "docker.io/dynatrace/dynatrace-oneagent-operator:v0.10.2",
            "imagePullPolicy": "Always",
            "livenessProbe": {
              "failureThreshold": 3,
              "httpGet": {
                "path": "/healthz",
                "port": 8443,
                "scheme": "HTTPS",
              },
              "initialDelaySeconds": 60,
              "periodSeconds": 10,
            },
            "name": "webhook",
            "ports": [
              {
                "containerPort": 8383,
                "name": "metrics",
              },
              {
                "containerPort": 8443,
                "name": "server-port",
              },
            ],
            "readinessProbe": {
              "failureThreshold": 3,
              "httpGet": {
                "path": "/healthz",
                "port": 8443,
                "scheme": "HTTPS",
              },
              "initialDelaySeconds": 60,
              "periodSeconds": 10,
            },
            "resources": {
              "limits": {
                "cpu": "100m",
                "memory": "256Mi",
              },
              "requests": {
                "cpu": "10m",
                "memory": "64Mi",
              },
            },
            "securityContext": {
              "allowPrivilegeEscalation": false,
              "privileged": false,
              "readOnlyRootFilesystem": false,
              "runAsNonRoot": true,
            },
            "volumeMounts": [
              {
                "mountPath": "/mnt/webhook-certs",
                "name": "certs-volume",
              },
            ],
          },
          {
            "args": [
              "webhook-bootstrapper",
            ],
            "env": [
              {
                "name": "POD_NAMESPACE",
                "valueFrom": {
                  "fieldRef": {
                    "fieldPath": "metadata.namespace",
                  },
                },
              },
              {
                "name": "POD_NAME",
                "valueFrom": {
                  "fieldRef": {
                    "fieldPath": "metadata.name",
                  },
                },
              },
            ],
            "image": "docker.io/dynatrace/dynatrace-oneagent-operator:v0.10.2",
            "imagePullPolicy": "Always",
            "livenessProbe": {
              "failureThreshold": 3,
              "httpGet": {
                "path": "/healthz",
                "port": 9080,
                "scheme": "HTTP",
              },
              "initialDelaySeconds": 60,
              "periodSeconds": 10,
            },
            "name": "bootstrapper",
            "ports": [
              {
                "containerPort": 8484,
                "name": "metrics",
              },
              {
                "containerPort": 9080,
                "name": "server-port",
              },
            ],
            "readinessProbe": {
              "failureThreshold": 3,
              "httpGet": {
                "path": "/healthz",
                "port": 9080,
                "scheme": "HTTP",
              },
              "initialDelaySeconds": 60,
              "periodSeconds": 10,
            },
            "resources": {
              "limits": {
                "cpu": "100m",
                "memory": "256Mi",
              },
              "requests": {
                "cpu": "10m",
                "memory": "64Mi",
              },
            },
            "securityContext": {
              "allowPrivilegeEscalation": false,
              "privileged": false,
              "readOnlyRootFilesystem": false,
              "runAsNonRoot": true,
            },
            "volumeMounts": [
              {
                "mountPath": "/mnt/webhook-certs",
                "name": "certs-volume",
              },
            ],
          },
        ],
        "dnsPolicy": "ClusterFirst",
        "hostNetwork": false,
        "restartPolicy": "Always",
        "securityContext": {
          "fsGroupChangePolicy": "Always",
          "runAsNonRoot": true,
        },
        "serviceAccountName": "dynatrace-oneagent-webhook",
        "setHostnameAsFQDN": false,
        "terminationGracePeriodSeconds": 30,
        "volumes": [
          {
            "emptyDir": {},
            "name": "certs-volume",
          },
        ],
      },
    },
  },
}
`);
});

test('the Service of the webhook leads to the port that the webhook listens at', () => {
  expect(find(manifestsOf(), 'Service', 'dynatrace-oneagent-webhook')).toEqual({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: 'dynatrace-oneagent-webhook',
      namespace: 'dynatrace',
      labels: { 'dynatrace.com/operator': 'oneagent', 'internal.oneagent.dynatrace.com/component': 'webhook' },
    },
    spec: {
      type: 'ClusterIP',
      selector: { 'internal.oneagent.dynatrace.com/app': 'webhook', 'internal.oneagent.dynatrace.com/component': 'webhook' },
      ports: [{ name: 'https', port: 443, targetPort: 8443, protocol: 'TCP' }],
    },
  });
});

test('the webhook is asked about the pods of marked namespaces, and lets them start when it can\'t be asked', () => {
  expect(find(manifestsOf({ webhookCaBundle: CERTIFICATE }), 'MutatingWebhookConfiguration', 'dynatrace-oneagent-webhook')).toEqual({
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'MutatingWebhookConfiguration',
    metadata: {
      name: 'dynatrace-oneagent-webhook',
      labels: { 'dynatrace.com/operator': 'oneagent', 'internal.oneagent.dynatrace.com/component': 'webhook' },
    },
    webhooks: [{
      name: 'webhook.oneagent.dynatrace.com',
      rules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'], scope: 'Namespaced' }],
      namespaceSelector: { matchExpressions: [{ key: 'oneagent.dynatrace.com/instance', operator: 'Exists' }] },
      clientConfig: {
        service: { name: 'dynatrace-oneagent-webhook', namespace: 'dynatrace', path: '/inject' },
        caBundle: CERTIFICATE,
      },
      admissionReviewVersions: ['v1beta1', 'v1'],
      sideEffects: 'None',
      failurePolicy: 'Ignore',
    }],
  });
});

test('without a certificate the operator is left to fill it in', () => {
  const { webhooks } = find(manifestsOf(), 'MutatingWebhookConfiguration', 'dynatrace-oneagent-webhook');
  expect(webhooks[0].clientConfig).toEqual({ service: { name: 'dynatrace-oneagent-webhook', namespace: 'dynatrace', path: '/inject' } });
});

test.each(['oneagents', 'oneagentapms'])('the CRD of %s keeps a status, and is the one of all the cluster', plural => {
  const { apiVersion, metadata, spec } = find(manifestsOf(), 'CustomResourceDefinition', `${plural}.dynatrace.com`);
  expect([apiVersion, metadata]).toEqual(['apiextensions.k8s.io/v1', { name: `${plural}.dynatrace.com` }]);
  expect([spec.group, spec.scope, spec.names.plural, spec.versions.length]).toEqual(['dynatrace.com', 'Namespaced', plural, 1]);
  const [{ name, served, storage, subresources, schema }] = spec.versions;
  expect({ name, served, storage, subresources }).toEqual({ name: 'v1alpha1', served: true, storage: true, subresources: { status: {} } });
  expect(schema.openAPIV3Schema.properties.status).toEqual({ 'type': 'object', 'x-kubernetes-preserve-unknown-fields': true });
  expect(schema.openAPIV3Schema.properties.spec.required).toEqual(['apiUrl']);
});

test('the CRDs can be left to somebody else', () => {
  expect(manifestsOf({ installCRD: false }).filter(({ kind }) => kind === 'CustomResourceDefinition')).toEqual([]);
});

test('all four accounts may talk to the API server; on OpenShift they pull from Red Hat\'s registry', () => {
  const accounts = (props?: OneAgentOperatorProps) => manifestsOf(props).filter(({ kind }) => kind === 'ServiceAccount');
  const names = ['dynatrace-oneagent', 'dynatrace-oneagent-unprivileged', 'dynatrace-oneagent-operator', 'dynatrace-oneagent-webhook'];
  const account = (name: string) => ({
    apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace: 'dynatrace' }, automountServiceAccountToken: true,
  });
  expect(accounts()).toEqual(names.map(account));
  const redHat = [{ name: 'redhat-connect' }, { name: 'redhat-connect-sso' }];
  expect(accounts({ platform: OperatorPlatform.OPENSHIFT })).toEqual(names.map(name => ({ ...account(name), imagePullSecrets: redHat })));
  expect(accounts({ imagePullSecrets: ['mirror'] })).toEqual(names.map(name => ({ ...account(name), imagePullSecrets: [{ name: 'mirror' }] })));
  expect(accounts({ platform: OperatorPlatform.OPENSHIFT, imagePullSecrets: [] })).toEqual(names.map(account));
});

test('on OpenShift images come from Red Hat\'s registry, that of OneAgent too', () => {
  const containers = (name: string, props: OneAgentOperatorProps) => find(manifestsOf(props), 'Deployment', name).spec.template.spec.containers as Manifest[];
  const openShift = { platform: OperatorPlatform.OPENSHIFT };
  expect(containers('dynatrace-oneagent-webhook', openShift).map(({ image, env }) => [image, env.length])).toEqual([
    ['registry.connect.redhat.com/dynatrace/dynatrace-oneagent-operator:v0.10.2', 2],
    ['registry.connect.redhat.com/dynatrace/dynatrace-oneagent-operator:v0.10.2', 2],
  ]);
  const [operator] = containers('dynatrace-oneagent-operator', openShift);
  expect(operator.image).toBe('registry.connect.redhat.com/dynatrace/dynatrace-oneagent-operator:v0.10.2');
  expect(operator.env[2]).toEqual({ name: 'RELATED_IMAGE_DYNATRACE_ONEAGENT', value: 'registry.connect.redhat.com/dynatrace/oneagent' });
  for (const platform of Object.values(OperatorPlatform)) {
    const [mirrored] = containers('dynatrace-oneagent-operator', { platform, oneAgentImage: 'registry.example/oneagent:1.2' });
    expect(mirrored.env[2]).toEqual({ name: 'RELATED_IMAGE_DYNATRACE_ONEAGENT', value: 'registry.example/oneagent:1.2' });
  }
});

test('the SecurityContextConstraints have every field that the schema wants, and name the account', () => {
  const manifests = manifestsOf({ platform: OperatorPlatform.OPENSHIFT, namespace: 'monitoring' });
  const both = {
    apiVersion: 'security.openshift.io/v1',
    kind: 'SecurityContextConstraints',
    allowHostDirVolumePlugin: true,
    allowHostIPC: true,
    allowHostNetwork: true,
    allowHostPID: true,
    allowHostPorts: true,
    defaultAddCapabilities: [],
    priority: 0,
    readOnlyRootFilesystem: false,
    fsGroup: { type: 'RunAsAny' },
    runAsUser: { type: 'RunAsAny' },
    seLinuxContext: { type: 'RunAsAny' },
    seccompProfiles: ['*'],
    supplementalGroups: { type: 'RunAsAny' },
    volumes: ['*'],
  };
  expect(find(manifests, 'SecurityContextConstraints', 'dynatrace-oneagent-privileged')).toEqual({
    ...both,
    metadata: { name: 'dynatrace-oneagent-privileged' },
    allowPrivilegedContainer: true,
    allowedCapabilities: ['*'],
    requiredDropCapabilities: [],
    users: ['system:serviceaccount:monitoring:dynatrace-oneagent'],
  });
  expect(find(manifests, 'SecurityContextConstraints', 'dynatrace-oneagent-unprivileged')).toEqual({
    ...both,
    metadata: { name: 'dynatrace-oneagent-unprivileged' },
    allowPrivilegedContainer: false,
    allowedCapabilities: [
      'CHOWN', 'DAC_OVERRIDE', 'DAC_READ_SEARCH', 'FOWNER', 'FSETID', 'KILL', 'NET_ADMIN', 'NET_RAW', 'SETFCAP', 'SETGID', 'SETUID', 'SYS_ADMIN',
      'SYS_CHROOT', 'SYS_PTRACE', 'SYS_RESOURCE',
    ],
    requiredDropCapabilities: ['ALL'],
    users: ['system:serviceaccount:monitoring:dynatrace-oneagent-unprivileged'],
  });
});

test('image, pull policy and resources can be set', () => {
  const manifests = manifestsOf({
    image: 'registry.example/operator:v0.10.2',
    imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT,
    operatorResources: { requests: { cpu: '0.5', memory: '1G' } },
    webhookResources: { limits: { 'ephemeral-storage': '1Gi' } },
  });
  const containers = ['dynatrace-oneagent-operator', 'dynatrace-oneagent-webhook']
    .flatMap(name => find(manifests, 'Deployment', name).spec.template.spec.containers as Manifest[]);
  const set = { image: 'registry.example/operator:v0.10.2', imagePullPolicy: 'IfNotPresent' };
  expect(containers.map(({ name, image, imagePullPolicy, resources }) => ({ name, image, imagePullPolicy, resources }))).toEqual([
    { name: 'dynatrace-oneagent-operator', ...set, resources: { requests: { cpu: '0.5', memory: '1G' } } },
    { name: 'webhook', ...set, resources: { limits: { 'ephemeral-storage': '1Gi' } } },
    { name: 'bootstrapper', ...set, resources: { limits: { 'ephemeral-storage': '1Gi' } } },
  ]);
});

test('without resources, no resources are written', () => {
  const { spec } = find(manifestsOf({ operatorResources: {} }), 'Deployment', 'dynatrace-oneagent-operator');
  expect(spec.template.spec.containers[0]).not.toHaveProperty('resources');
});

test('all objects of a namespace are in the one that is named, and no object of the cluster is in any', () => {
  const cluster = ['ClusterRole', 'ClusterRoleBinding', 'CustomResourceDefinition', 'MutatingWebhookConfiguration', 'SecurityContextConstraints'];
  for (const chart of [monitoring(), new Chart(new App(), 'without-namespace')]) {
    const operator = new OneAgentOperator(chart, 'Operator', { namespace: 'agents', platform: OperatorPlatform.OPENSHIFT });
    expect(operator.namespace).toBe('agents');
    const manifests: Manifest[] = Testing.synth(chart);
    expect(manifests).toHaveLength(20);
    for (const { kind, metadata } of manifests) {
      expect(`${kind} ${metadata.namespace}`).toBe(`${kind} ${cluster.includes(kind) ? undefined : 'agents'}`);
    }
    expect(JSON.stringify(manifests)).not.toContain('"namespace":"dynatrace"');
  }
});

test('a Deployment can be found and patched', () => {
  const chart = monitoring();
  const operator = new OneAgentOperator(chart, 'Operator');
  const deployment = operator.node.findChild('Operator').node.findChild('Deployment') as kplus.Deployment;
  deployment.podMetadata.addAnnotation('sidecar.istio.io/inject', 'false');
  ApiObject.of(deployment).addJsonPatch(JsonPatch.replace('/spec/replicas', 0));
  const { spec } = find(Testing.synth(chart), 'Deployment', 'dynatrace-oneagent-operator');
  expect([spec.replicas, spec.template.metadata.annotations]).toEqual([0, { 'sidecar.istio.io/inject': 'false' }]);
});

test.each<[OneAgentOperatorProps, string]>([
  [{ namespace: 'Dynatrace' }, '\'namespace\' must be lower-case letters, digits and \'-\', 63 characters at most, got "Dynatrace"'],
  [{ operatorResources: { limits: { memory: '1 GB' } } }, '\'operatorResources.limits\' accepts quantities such as "100m" or "64Mi", got "1 GB"'],
  [{ webhookResources: { requests: { cpu: 'x' } } }, '\'webhookResources.requests\' accepts quantities such as "100m" or "64Mi", got "x"'],
  [{ imagePullSecrets: ['A'] }, '\'imagePullSecrets\' must be the name of a Secret: lower-case letters, digits, \'-\' and \'.\', 253 characters at most, got "A"'],
])('%j is refused', (props, message) => {
  expect(() => manifestsOf(props)).toThrow(new Error(message));
});

test.each([
  ['a text that is not base64', '-----BEGIN CERTIFICATE-----'],
  ['a text that is not PEM', Buffer.from('certificate').toString('base64')],
  ['a certificate with its key', Buffer.from('-----BEGIN CERTIFICATE-----\n-----BEGIN RSA PRIVATE KEY-----\n').toString('base64')],
])('%s is not a CA bundle, and is not quoted', (_, webhookCaBundle) => {
  expect(() => manifestsOf({ webhookCaBundle })).toThrow(new Error(
    '\'webhookCaBundle\' must be a certificate as PEM in base64, got something else; copy "ca.crt" from the data of the Secret "dynatrace-oneagent-webhook-certs"',
  ));
});

test('an operator whose namespace is not known is refused', () => {
  expect(() => new OneAgentOperator(new Chart(new App(), 'chart'), 'Operator')).toThrow(
    new Error('the namespace of "chart/Operator" is not known: pass \'namespace\' to its chart or to the construct'),
  );
});

test('a second operator in the same mesh is found', () => {
  const chart = monitoring();
  new OneAgentOperator(chart, 'One');
  new OneAgentOperator(chart, 'Two', { namespace: 'elsewhere' });
  expect(() => Testing.synth(chart)).toThrow('kubernetes/duplicate-object');
});

describe('beside custom resources', () => {
  function findings(operator: OneAgentOperatorProps) {
    const chart = monitoring();
    new OneAgentOperator(chart, 'Operator', operator);
    new OneAgent(chart, 'OneAgent', { apiUrl: API_URL });
    new OneAgentApm(chart, 'OneAgentApm', { apiUrl: API_URL });
    return Mesh.of(chart).findings().map(({ rule, severity, path, message }) => ({ rule, severity, path, message }));
  }

  test('a OneAgentAPM without a way to trust the webhook is a warning', () => {
    expect(findings({})).toEqual([{
      rule: 'one-agent-operator/webhook-without-ca',
      severity: 'warning',
      path: 'monitoring/Operator',
      message: 'the OneAgentAPM "dynatrace/oneagentapm" has no effect on Kubernetes 1.22 and later, where the operator can\'t set the certificate authority of its webhook; set \'webhookCaBundle\'',
    }]);
    expect(findings({ webhookCaBundle: CERTIFICATE })).toEqual([]);
  });

  test('a resource in another namespace is a warning', () => {
    expect(findings({ namespace: 'agents' })).toEqual(['OneAgent "dynatrace/oneagent"', 'OneAgentAPM "dynatrace/oneagentapm"'].map(name => ({
      rule: 'one-agent-operator/other-namespace',
      severity: 'warning',
      path: 'monitoring/Operator',
      message: `the ${name} must be in the namespace "agents" of the operator, which reads no other namespace; move it there`,
    })));
  });
});
