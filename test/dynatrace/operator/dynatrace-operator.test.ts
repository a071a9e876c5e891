import { ApiObject, ApiObjectMetadata, App, Chart, Duration, JsonPatch, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Severity } from '../../../src/analysis/findings/finding';
import { Mesh } from '../../../src/core/mesh';
import { ArgoCdDifference } from '../../../src/dynatrace/delivery/argo-cd-difference';
import { ArgoCdDeliveryOptions } from '../../../src/dynatrace/delivery/helm-argo-cd';
import { ChartDelivery } from '../../../src/dynatrace/delivery/helm-delivery';
import { FluxChartSource, FluxDeliveryOptions } from '../../../src/dynatrace/delivery/helm-flux';
import { ActiveGateCapability } from '../../../src/dynatrace/dynakube/active-gate-options';
import { DynaKube } from '../../../src/dynatrace/dynakube/dynakube';
import { DynaKubeMode } from '../../../src/dynatrace/dynakube/dynakube-mode';
import { DynaKubeProps } from '../../../src/dynatrace/dynakube/dynakube-props';
import { DynatraceOperator } from '../../../src/dynatrace/operator/dynatrace-operator';
import { OperatorModule, WebhookFailurePolicy, DynatraceOperatorProps } from '../../../src/dynatrace/operator/dynatrace-operator-props';
import { ImagePullPolicy } from '../../../src/dynatrace/pods/image-ref';
import { TaintEffect, TolerationOperator } from '../../../src/dynatrace/pods/scheduling';
import { OperatorPlatform } from '../../../src/dynatrace/shared/operator-target';
import { schemaFaults } from '../crd-check';

const API_URL = 'https://abc12345.live.dynatrace.com/api';

function monitoring(): Chart {
  return new Chart(new App(), 'monitoring', { namespace: 'dynatrace' });
}

function manifestsOf(props: Partial<DynatraceOperatorProps>) {
  const chart = monitoring();
  new DynatraceOperator(chart, 'Operator', { delivery: ChartDelivery.argoCd(), ...props });
  return Testing.synth(chart);
}

function argoCd(options: ArgoCdDeliveryOptions = {}, props: Partial<DynatraceOperatorProps> = {}) {
  return manifestsOf({ ...props, delivery: ChartDelivery.argoCd(options) })[0];
}

function flux(options: FluxDeliveryOptions = {}, props: Partial<DynatraceOperatorProps> = {}) {
  return manifestsOf({ ...props, delivery: ChartDelivery.flux(options) });
}

function valuesOf(props: Partial<DynatraceOperatorProps>) {
  return argoCd({}, props).spec.source.helm.valuesObject;
}

/** What is found about an operator and the DynaKube beside it. */
function findings(operator: Partial<DynatraceOperatorProps>, dynakube: Partial<DynaKubeProps> = {}) {
  const chart = monitoring();
  new DynatraceOperator(chart, 'Operator', { delivery: ChartDelivery.argoCd(), ...operator });
  new DynaKube(new Chart(chart.node.root as App, 'dynakubes', { namespace: 'dynatrace' }), 'DynaKube', { apiUrl: API_URL, ...dynakube });
  return Mesh.of(chart).findings().filter(({ rule }) => rule.startsWith('dynatrace-operator/'))
    .map(({ rule, severity, path, message }) => ({ rule, severity, path, message }));
}

const EVERY_VALUE: Partial<DynatraceOperatorProps> = {
  platform: OperatorPlatform.OPENSHIFT,
  imageRef: { repository: 'registry.example:5000/dynatrace-operator', tag: 'v1.10.2', digest: 'sha256:0f', pullPolicy: ImagePullPolicy.ALWAYS },
  customPullSecret: 'pull-secret',
  installCRD: false,
  debugLogs: true,
  operator: {
    requests: { cpu: '100m' },
    limits: { memory: '256Mi' },
    nodeSelector: { infra: 'true' },
    tolerations: [{ key: 'infra', operator: TolerationOperator.EXISTS, effect: TaintEffect.NO_SCHEDULE }],
    labels: { team: 'platform' },
    annotations: { owner: 'platform' },
  },
  webhook: { replicas: 3, hostNetwork: true, failurePolicy: WebhookFailurePolicy.FAIL, limits: { memory: '256Mi' } },
  csiDriver: {
    enabled: true,
    kubeletPath: '/data/kubelet',
    nodeSelector: { agents: 'true' },
    tolerations: [{ operator: TolerationOperator.EXISTS }],
    labels: { team: 'platform' },
    annotations: { owner: 'platform' },
  },
  disabledModules: [OperatorModule.EDGE_CONNECT, OperatorModule.KSPM],
  values: { webhook: { ports: { server: 9443 } }, rbac: { supportability: false }, operator: { hostAvailabilityDetection: false } },
};

test('more fields that Argo CD does not compare come after those that the operator fills in, and pruning can be off', () => {
  const plain = argoCd().spec.ignoreDifferences;
  const { ignoreDifferences, syncPolicy } = argoCd({ ignoreDifferences: [ArgoCdDifference.aksAdmissionsEnforcer()], prune: false }).spec;
  expect(ignoreDifferences.slice(0, plain.length)).toEqual(plain);
  expect(ignoreDifferences.slice(plain.length).map(({ kind }: { kind: string }) => kind)).toEqual(['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration']);
  expect(syncPolicy.automated).toEqual({ prune: false, selfHeal: true });
});

test('a misspelt sync option is rejected, because Argo CD ignores it', () => {
  expect(() => ChartDelivery.argoCd({ syncOptions: ['serverSideApply=true'] }))
    .toThrow(new Error('\'syncOptions\' must have options of Argo CD, got "serverSideApply=true"; write "ServerSideApply=true"'));
});

test('a sync option that contradicts the one that makes the namespace is rejected, and the same one is written once', () => {
  expect(() => argoCd({ syncOptions: ['CreateNamespace=false'] }))
    .toThrow(new Error('\'syncOptions\' must not contradict "CreateNamespace=true", which the Application has itself, got "CreateNamespace=false"; remove it'));
  expect(argoCd({ syncOptions: ['CreateNamespace=true'] }).spec.syncPolicy.syncOptions).toEqual(['CreateNamespace=true']);
});

test('by Argo CD the install is one Application, which makes the namespace and leaves alone what the operator fills in', () => {
  expect(manifestsOf({ delivery: ChartDelivery.argoCd() })).toMatchInlineSnapshot(`
[
  {
    "apiVersion": "argoproj.io/v1alpha1",
    "kind": "Application",
    "metadata": {
      "annotations": {
        "argocd.argoproj.io/sync-wave": "-1",
      },
      "name": "dynatrace-operator",
      "namespace": "argocd",
    },
    "spec": {
      "destination": {
        "namespace": "dynatrace",
        "server": "https://kubernetes.default.svc",
      },
      "ignoreDifferences": [
        {
          "group": "apiextensions.k8s.io",
          "jqPathExpressions": [
            ".spec.conversion.webhook.clientConfig.caBundle",
          ],
          "kind": "CustomResourceDefinition",
          "name": "dynakubes.dynatrace.com",
        },
        {
          "group": "apiextensions.k8s.io",
          "jqPathExpressions": [
            ".spec.conversion.webhook.clientConfig.caBundle",
          ],
          "kind": "CustomResourceDefinition",
          "name": "edgeconnects.dynatrace.com",
        },
        {
          "group": "admissionregistration.k8s.io",
          "jqPathExpressions": [
            ".webhooks[].clientConfig.caBundle",
          ],
          "kind": "MutatingWebhookConfiguration",
          "name": "dynatrace-webhook",
        },
        {
          "group": "admissionregistration.k8s.io",
          "jqPathExpressions": [
            ".webhooks[].clientConfig.caBundle",
          ],
          "kind": "ValidatingWebhookConfiguration",
          "name": "dynatrace-webhook",
        },
      ],
      "project": "default",
      "source": {
        "chart": "dynatrace-operator",
        "helm": {
          "releaseName": "dynatrace-operator",
        },
        "repoURL": "public.ecr.aws/dynatrace",
        "targetRevision": "1.10.2",
      },
      "syncPolicy": {
        "automated": {
          "prune": true,
          "selfHeal": true,
        },
        "managedNamespaceMetadata": {
          "labels": {
            "istio-injection": "disabled",
          },
        },
        "retry": {
          "limit": 5,
        },
        "syncOptions": [
          "CreateNamespace=true",
        ],
      },
    },
  },
]
`);
});

test('by Flux it is a HelmRelease, its source and the namespace', () => {
  expect(flux()).toMatchInlineSnapshot(`
[
  {
    "apiVersion": "helm.toolkit.fluxcd.io/v2",
    "kind": "HelmRelease",
    "metadata": {
      "name": "dynatrace-operator",
      "namespace": "flux-system",
    },
    "spec": {
      "chartRef": {
        "kind": "OCIRepository",
        "name": "dynatrace-operator",
      },
      "install": {
        "remediation": {
          "retries": 3,
        },
      },
      "interval": "10m",
      "releaseName": "dynatrace-operator",
      "targetNamespace": "dynatrace",
      "upgrade": {
        "remediation": {
          "retries": 3,
        },
      },
    },
  },
  {
    "apiVersion": "source.toolkit.fluxcd.io/v1",
    "kind": "OCIRepository",
    "metadata": {
      "name": "dynatrace-operator",
      "namespace": "flux-system",
    },
    "spec": {
      "interval": "10m",
      "layerSelector": {
        "mediaType": "application/vnd.cncf.helm.chart.content.v1.tar+gzip",
        "operation": "copy",
      },
      "ref": {
        "tag": "1.10.2",
      },
      "url": "oci://public.ecr.aws/dynatrace/dynatrace-operator",
    },
  },
  {
    "apiVersion": "v1",
    "kind": "Namespace",
    "metadata": {
      "labels": {
        "istio-injection": "disabled",
      },
      "name": "dynatrace",
    },
  },
]
`);
});

test('Flux can have the chart by a HelmRepository', () => {
  expect(flux({ source: FluxChartSource.HELM_REPOSITORY, secretRef: 'registry', serviceAccountName: 'installer', interval: Duration.hours(1) }, {
    chartRepository: 'registry.example:5000/charts',
    createNamespace: false,
  })).toMatchInlineSnapshot(`
[
  {
    "apiVersion": "helm.toolkit.fluxcd.io/v2",
    "kind": "HelmRelease",
    "metadata": {
      "name": "dynatrace-operator",
      "namespace": "flux-system",
    },
    "spec": {
      "chart": {
        "spec": {
          "chart": "dynatrace-operator",
          "sourceRef": {
            "kind": "HelmRepository",
            "name": "dynatrace-operator",
          },
          "version": "1.10.2",
        },
      },
      "install": {
        "remediation": {
          "retries": 3,
        },
      },
      "interval": "1h",
      "releaseName": "dynatrace-operator",
      "serviceAccountName": "installer",
      "targetNamespace": "dynatrace",
      "upgrade": {
        "remediation": {
          "retries": 3,
        },
      },
    },
  },
  {
    "apiVersion": "source.toolkit.fluxcd.io/v1",
    "kind": "HelmRepository",
    "metadata": {
      "name": "dynatrace-operator",
      "namespace": "flux-system",
    },
    "spec": {
      "secretRef": {
        "name": "registry",
      },
      "type": "oci",
      "url": "oci://registry.example:5000/charts",
    },
  },
]
`);
});

test('the source that Flux is given otherwise has the same options', () => {
  const [, source] = flux({ secretRef: 'registry', interval: Duration.seconds(90) }, { version: '1.9.0', chartRepository: 'registry.example/charts' });
  expect(source.spec).toEqual({
    interval: '90s',
    url: 'oci://registry.example/charts/dynatrace-operator',
    ref: { tag: '1.9.0' },
    layerSelector: { mediaType: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip', operation: 'copy' },
    secretRef: { name: 'registry' },
  });
});

test('every option of Argo CD is written', () => {
  const { metadata, spec } = argoCd({
    project: 'platform',
    destinationName: 'prod',
    syncWave: 0,
    automated: false,
    syncOptions: ['ServerSideApply=true'],
    cascadeDelete: true,
  }, { createNamespace: false });
  expect(metadata).toEqual({
    name: 'dynatrace-operator',
    namespace: 'argocd',
    annotations: { 'argocd.argoproj.io/sync-wave': '0' },
    finalizers: ['resources-finalizer.argocd.argoproj.io'],
  });
  expect(spec.project).toBe('platform');
  expect(spec.destination).toEqual({ name: 'prod', namespace: 'dynatrace' });
  expect(spec.syncPolicy).toEqual({ retry: { limit: 5 }, syncOptions: ['ServerSideApply=true'] });
});

test('without sync options and without a namespace to create, there are no sync options', () => {
  expect(argoCd({}, { createNamespace: false }).spec.syncPolicy).toEqual({ automated: { prune: true, selfHeal: true }, retry: { limit: 5 } });
});

test('another cluster is named by its URL', () => {
  expect(argoCd({ destinationServer: 'https://prod.example:6443' }).spec.destination).toEqual({ server: 'https://prod.example:6443', namespace: 'dynatrace' });
});

test('metadata is the metadata of the Application, and is added to the required metadata', () => {
  const metadata: ApiObjectMetadata = {
    name: 'dynatrace', namespace: 'openshift-gitops', labels: { team: 'platform' }, annotations: { 'owner': 'platform', 'argocd.argoproj.io/sync-wave': '7' }, finalizers: ['a/b'],
  };
  const application = argoCd({ cascadeDelete: true }, { metadata });
  expect(application.metadata).toEqual({ ...metadata, finalizers: ['resources-finalizer.argocd.argoproj.io', 'a/b'] });
  expect(application.spec.source.helm).toEqual({ releaseName: 'dynatrace-operator' });
});

test('metadata is that of the HelmRelease and of its source', () => {
  const metadata = { name: 'dynatrace', namespace: 'flux', labels: { team: 'platform' } };
  const [release, source, namespace] = flux({}, { metadata });
  expect([release.metadata, source.metadata, namespace.metadata]).toEqual([
    metadata, metadata, { name: 'dynatrace', labels: { 'istio-injection': 'disabled' } },
  ]);
  expect(release.spec.chartRef).toEqual({ kind: 'OCIRepository', name: 'dynatrace' });
});

test('the operator runs in the namespace of the chart, or in the one that is named', () => {
  const chart = new Chart(new App(), 'argo', { namespace: 'argo' });
  const operator = new DynatraceOperator(chart, 'Operator', { delivery: ChartDelivery.argoCd(), operatorNamespace: 'monitoring', version: '1.11.0' });
  expect([operator.operatorNamespace, operator.namespace, operator.version, operator.name, operator.kind]).toEqual(
    ['monitoring', 'argocd', '1.11.0', 'dynatrace-operator', 'Application'],
  );
  expect(Testing.synth(chart)[0].spec.destination.namespace).toBe('monitoring');
  expect(Testing.synth(chart)[0].spec.source.targetRevision).toBe('1.11.0');
});

test('additional labels of the namespace are written with the label that turns injection off', () => {
  const namespaceLabels = { 'pod-security.kubernetes.io/enforce': 'privileged', 'istio.io/dataplane-mode': 'none' };
  const labels = { 'istio-injection': 'disabled', ...namespaceLabels };
  expect(argoCd({}, { namespaceLabels }).spec.syncPolicy.managedNamespaceMetadata).toEqual({ labels });
  expect(flux({}, { namespaceLabels })[2].metadata).toEqual({ name: 'dynatrace', labels });
});

describe('with allowSidecars', () => {
  const outside = { labels: { 'sidecar.istio.io/inject': 'false' } };

  test('the namespace has no label for sidecars, and the pods of the operator stay outside the mesh by their own label', () => {
    expect(flux({}, { allowSidecars: true }).map(({ kind, metadata, spec }) => ({ kind, metadata, values: spec?.values }))).toEqual([
      { kind: 'HelmRelease', metadata: { name: 'dynatrace-operator', namespace: 'flux-system' }, values: { operator: outside, webhook: outside, csidriver: outside } },
      { kind: 'OCIRepository', metadata: { name: 'dynatrace-operator', namespace: 'flux-system' }, values: undefined },
      { kind: 'Namespace', metadata: { name: 'dynatrace' }, values: undefined },
    ]);
    const { source, syncPolicy } = argoCd({}, { allowSidecars: true }).spec;
    expect(source.helm.valuesObject).toEqual({ operator: outside, webhook: outside, csidriver: outside });
    expect(syncPolicy.syncOptions).toContain('CreateNamespace=true');
    expect(Object.keys(syncPolicy)).not.toContain('managedNamespaceMetadata');
  });

  test('other labels are kept, also in a namespace that somebody else makes', () => {
    const namespaceLabels = { 'pod-security.kubernetes.io/enforce': 'privileged' };
    expect(flux({}, { allowSidecars: true, namespaceLabels })[2].metadata).toEqual({ name: 'dynatrace', labels: namespaceLabels });
    const values = valuesOf({ allowSidecars: true, createNamespace: false, webhook: { replicas: 3, labels: { team: 'a' } }, csiDriver: { enabled: false } });
    expect(values).toEqual({
      operator: outside, webhook: { replicas: 3, labels: { 'sidecar.istio.io/inject': 'false', 'team': 'a' } }, csidriver: { enabled: false, ...outside },
    });
  });
});

describe('an ActiveGate that requests a sidecar', () => {
  function notInjected(delivery: ChartDelivery, operator: Partial<DynatraceOperatorProps> = {}) {
    const chart = monitoring();
    new DynatraceOperator(chart, 'Operator', { delivery, ...operator });
    new DynaKube(new Chart(chart.node.root as App, 'dynakubes', { namespace: 'dynatrace' }), 'DynaKube', {
      apiUrl: API_URL, activeGate: { capabilities: [ActiveGateCapability.ROUTING], labels: { 'sidecar.istio.io/inject': 'true' } },
    });
    return Mesh.of(chart).findings().filter(({ rule }) => rule === 'dynakube/active-gate-not-injected').map(({ severity, path }) => ({ severity, path }));
  }

  test.each<[string, ChartDelivery]>([['Argo CD', ChartDelivery.argoCd()], ['Flux', ChartDelivery.flux()]])('gets none in the namespace that %s creates by default', (_, delivery) => {
    expect(notInjected(delivery)).toEqual([{ severity: Severity.ERROR, path: 'dynakubes/DynaKube' }]);
    expect(notInjected(delivery, { operatorNamespace: 'elsewhere' })).toEqual([]);
  });

  test.each<[string, ChartDelivery]>([['Argo CD', ChartDelivery.argoCd()], ['Flux', ChartDelivery.flux()]])('gets one in the namespace that %s creates with allowSidecars', (_, delivery) => {
    expect(notInjected(delivery, { allowSidecars: true })).toEqual([]);
  });

  test('gets one, as far as is known, in a namespace that somebody else makes', () => {
    expect(notInjected(ChartDelivery.argoCd(), { createNamespace: false })).toEqual([]);
  });
});

test('Flux makes no namespace where somebody else does', () => {
  expect(flux({}, { createNamespace: false }).map(({ kind }) => kind)).toEqual(['HelmRelease', 'OCIRepository']);
});

test('all properties become values, and values add to them', () => {
  expect(valuesOf(EVERY_VALUE)).toMatchInlineSnapshot(`
{
  "csidriver": {
    "annotations": {
      "owner": "platform",
    },
    "enabled": true,
    "kubeletPath": "/data/kubelet",
    "labels": {
      "team": "platform",
    },
    "nodeSelector": {
      "agents": "true",
    },
    "tolerations": [
      {
        "operator": "Exists",
      },
    ],
  },
  "customPullSecret": "pull-secret",
  "debugLogs": true,
  "imageRef": {
    "digest": "sha256:0f",
    "pullPolicy": "Always",
    "repository": "registry.example:5000/dynatrace-operator",
    "tag": "v1.10.2",
  },
  "installCRD": false,
  "operator": {
    "annotations": {
      "owner": "platform",
    },
    "hostAvailabilityDetection": false,
    "labels": {
      "team": "platform",
    },
    "limits": {
      "memory": "256Mi",
    },
    "nodeSelector": {
      "infra": "true",
    },
    "requests": {
      "cpu": "100m",
    },
    "tolerations": [
      {
        "effect": "NoSchedule",
        "key": "infra",
        "operator": "Exists",
      },
    ],
  },
  "platform": "openshift",
  "rbac": {
    "edgeConnect": {
      "create": false,
    },
    "kspm": {
      "create": false,
    },
    "supportability": false,
  },
  "webhook": {
    "hostNetwork": true,
    "limits": {
      "memory": "256Mi",
    },
    "mutatingWebhook": {
      "failurePolicy": "Fail",
    },
    "ports": {
      "server": 9443,
    },
    "replicas": 3,
  },
}
`);
});

test('Flux gets the same values', () => {
  expect(flux({}, EVERY_VALUE)[0].spec.values).toEqual(valuesOf(EVERY_VALUE));
});

test('an option that is not set is not a value, not even an empty map', () => {
  const empty = { operator: {}, webhook: { nodeSelector: {}, tolerations: [] }, csiDriver: {}, imageRef: {}, disabledModules: [], values: {} };
  expect(valuesOf(empty)).toBeUndefined();
});

test('later changes to the map of values have no effect', () => {
  const values = { webhook: { ports: { server: 9443 } } };
  const chart = monitoring();
  new DynatraceOperator(chart, 'Operator', { delivery: ChartDelivery.argoCd(), values });
  values.webhook.ports.server = 1;
  expect(Testing.synth(chart)[0].spec.source.helm.valuesObject).toEqual({ webhook: { ports: { server: 9443 } } });
});

test('an empty map among the values of the user stays', () => {
  expect(valuesOf({ values: { csidriver: { updateStrategy: {} } } })).toEqual({ csidriver: { updateStrategy: {} } });
});

test.each([
  ['Argo CD', manifestsOf({ ...EVERY_VALUE, delivery: ChartDelivery.argoCd({ cascadeDelete: true, syncOptions: ['ServerSideApply=true'] }) })],
  ['Flux', flux({ secretRef: 'registry', serviceAccountName: 'installer' }, EVERY_VALUE)],
  ['Flux with a HelmRepository', flux({ source: FluxChartSource.HELM_REPOSITORY, secretRef: 'registry' }, EVERY_VALUE)],
])('the schema accepts %s', (_, manifests) => {
  const custom = manifests.filter(({ kind }) => kind !== 'Namespace');
  expect(custom.flatMap(manifest => schemaFaults(manifest))).toEqual([]);
  expect(custom.length).toBeGreaterThan(0);
});

test('the Application can be patched with what its schema does not know', () => {
  const chart = monitoring();
  const operator = new DynatraceOperator(chart, 'Operator', { delivery: ChartDelivery.argoCd() });
  ApiObject.of(operator).addJsonPatch(JsonPatch.add('/spec/brandNewField', true));
  expect(Testing.synth(chart)[0].spec.brandNewField).toBe(true);
});

test.each<[Partial<DynatraceOperatorProps>, string]>([
  [{ version: 'v1.10.2' }, '\'version\' must be an exact version of the chart from 1.8 to 1.11, such as "1.10.2", got "v1.10.2"'],
  [{ version: '1.10' }, '\'version\' must be an exact version of the chart from 1.8 to 1.11, such as "1.10.2", got "1.10"'],
  [{ version: '>=1.10.0' }, '\'version\' must be an exact version of the chart from 1.8 to 1.11, such as "1.10.2", got ">=1.10.0"'],
  [{ version: '1.7.3' }, '\'version\' must be an exact version of the chart from 1.8 to 1.11, such as "1.10.2", got "1.7.3"'],
  [{ operatorNamespace: 'Dynatrace' }, '\'operatorNamespace\' must be lower-case letters, digits and \'-\', 63 characters at most, got "Dynatrace"'],
  [{ chartRepository: 'oci://registry.example/charts' },
    '\'chartRepository\' must be a registry and a path without a scheme, such as "public.ecr.aws/dynatrace", got "oci://registry.example/charts"'],
  [{ createNamespace: false, namespaceLabels: { a: 'b' } },
    '\'namespaceLabels\' needs \'createNamespace\', got "{\\"a\\":\\"b\\"}" without it; set the labels where the namespace is created'],
  [{ allowSidecars: true, namespaceLabels: { 'istio-injection': 'disabled' } },
    '\'namespaceLabels\' must not have istio-injection with \'allowSidecars\', because no pod then gets a sidecar, got "istio-injection: disabled"; leave one of them out'],
  [{ allowSidecars: true, webhook: { labels: { 'sidecar.istio.io/inject': 'true' } } },
    '\'webhook.labels\' must not add the pods to the mesh, which Dynatrace does not support, got "sidecar.istio.io/inject: true"; leave it out'],
  [{ namespaceLabels: { 'istio-injection': 'enabled' } },
    '\'namespaceLabels\' must not add the namespace of the operator to the mesh, which Dynatrace does not support, got "istio-injection: enabled"; leave it out'],
  [{ namespaceLabels: { 'istio.io/rev': 'stable' } },
    '\'namespaceLabels\' must not add the namespace of the operator to the mesh, which Dynatrace does not support, got "istio.io/rev: stable"; leave it out'],
  [{ namespaceLabels: { 'istio.io/dataplane-mode': 'ambient' } },
    '\'namespaceLabels\' must not add the namespace of the operator to the mesh, which Dynatrace does not support, got "istio.io/dataplane-mode: ambient"; leave it out'],
  [{ namespaceLabels: { 'a b': 'c' } },
    '\'namespaceLabels\' accepts keys of letters, digits, \'-\', \'_\' and \'.\', at most 63 characters, optionally prefixed with a DNS name and \'/\', got "a b"'],
  [{ imageRef: { tag: 'v1' } }, '\'imageRef\' accepts \'tag\' and \'digest\' only with \'repository\', got "v1" without it; the chart would ignore it'],
  [{ imageRef: { repository: 'r.example/a:v1' } },
    '\'imageRef.repository\' must be a registry and repository without scheme and tag, such as "registry.example.com/dynatrace/agent", got "r.example/a:v1"'],
  [{ imageRef: { pullPolicy: ImagePullPolicy.NEVER }, version: '1.8.1' },
    '\'imageRef.pullPolicy\' needs operator 1.9, got \'version\' "1.8"; the chart would ignore it'],
  [{ imageRef: { repository: 'r.example/a', digest: 'sha256:0f' }, version: '1.9.0' },
    '\'imageRef.digest\' needs operator 1.10, got \'version\' "1.9"; the chart would ignore it'],
  [{ webhook: { replicas: 1 }, version: '1.8.1' }, '\'webhook.replicas\' needs operator 1.9, got \'version\' "1.8"; the chart would ignore it'],
  [{ webhook: { replicas: 0 } }, '\'webhook.replicas\' must be a whole number from 1 to 2147483647, got "0"'],
  [{ webhook: { limits: { memory: '1 GB' } } }, '\'webhook.limits\' accepts quantities such as "100m" or "64Mi", got "1 GB"'],
  [{ operator: { nodeSelector: { a: '?' } } }, '\'operator.nodeSelector\' accepts values of letters, digits, \'-\', \'_\' and \'.\', at most 63 characters, got "?"'],
  [{ csiDriver: { kubeletPath: 'kubelet' } }, '\'csiDriver.kubeletPath\' must be an absolute path, got "kubelet"'],
  [{ customPullSecret: 'A' }, '\'customPullSecret\' must be the name of a Secret: lower-case letters, digits, \'-\' and \'.\', 253 characters at most, got "A"'],
  [{ disabledModules: [OperatorModule.ACTIVE_GATE] },
    '\'disabledModules\' must have "kubernetesMonitoring" too if it has "activeGate", which that module needs; otherwise the chart fails'],
  [{ disabledModules: [OperatorModule.KUBERNETES_MONITORING] },
    '\'disabledModules\' must have "kspm" too if it has "kubernetesMonitoring", which that module needs; otherwise the chart fails'],
  [{ values: { rbac: { kubernetesMonitoring: { create: false } } } },
    '\'disabledModules\' must have "kspm" too if it has "kubernetesMonitoring", which that module needs; otherwise the chart fails'],
  [{ values: JSON.parse('{"__proto__":{"a":1}}') as never }, '\'values\' must not have the key "__proto__", which cdk8s loses; rename it'],
  [{ values: { webhook: JSON.parse('{"__proto__":{"a":1}}') as never } }, '\'values.webhook\' must not have the key "__proto__", which cdk8s loses; rename it'],
  [{ values: { webhook: JSON.parse(`${'['.repeat(200)}${']'.repeat(200)}`) as never } },
    '\'values\' must not have more than 100 levels of maps and lists, or contain itself; write it with fewer levels'],
  [{ values: { webhook: { ports: [null] } } },
    '\'values.webhook.ports[0]\' must not be null, because cdk8s leaves it out; set a value that replaces the chart\'s'],
  [{ values: { webhook: { ports: [() => 1] } } },
    '\'values.webhook.ports[0]\' must be JSON, got a function; use a text, a number, a boolean, a list or a map'],
  [{ values: { since: new Date(0) } },
    '\'values.since\' must be JSON, got a Date; use a text, a number, a boolean, a list or a map'],
  [{ values: { csidriver: { enabled: true } }, csiDriver: { enabled: false } },
    '\'values.csidriver.enabled\' must not have another value than the property of DynatraceOperator that sets the same field; leave one of them out'],
])('%j is refused', (props, message) => {
  expect(() => manifestsOf(props)).toThrow(new Error(message));
});

test.each<[() => unknown, string]>([
  [() => ChartDelivery.argoCd({ destinationName: 'a', destinationServer: 'https://b' }),
    '\'destinationName\' and \'destinationServer\' must not both be set, got "a" and "https://b"; remove one of them'],
  [() => ChartDelivery.argoCd({ syncWave: 0.5 }), '\'syncWave\' must be a whole number, got "0.5"'],
  [() => ChartDelivery.flux({ interval: Duration.millis(1500) }), '\'interval\' must be a whole number of seconds, at most 9007199254740991, got "1.5"'],
  [() => ChartDelivery.flux({ interval: Duration.seconds(0) }), '\'interval\' must be at least one second, got "0s"'],
  [() => ChartDelivery.flux({ secretRef: 'A' }), '\'secretRef\' must be the name of a Secret: lower-case letters, digits, \'-\' and \'.\', 253 characters at most, got "A"'],
])('a delivery that can\'t be right is refused', (make, message) => {
  expect(make).toThrow(new Error(message));
});

test('an operator whose namespace is not known is refused', () => {
  const chart = new Chart(new App(), 'chart');
  expect(() => new DynatraceOperator(chart, 'Operator', { delivery: ChartDelivery.argoCd() })).toThrow(
    new Error('the namespace of the operator is not known: pass \'namespace\' to the chart of "chart/Operator" or \'operatorNamespace\' to the construct'),
  );
});

describe('beside a DynaKube', () => {
  test('an operator as it comes is good for everything', () => {
    expect(findings({}, {
      mode: DynaKubeMode.cloudNativeFullStack(),
      activeGate: { capabilities: [ActiveGateCapability.KUBERNETES_MONITORING] },
      enableIstio: true,
      resourceAttributes: { team: 'shop' },
      spec: { kspm: {}, logMonitoring: {}, telemetryIngest: {}, extensions: { prometheus: {} } },
      metadata: { annotations: { 'feature.dynatrace.com/node-image-pull': 'true' } },
    })).toEqual([]);
  });

  test.each<[OperatorModule[], Partial<DynaKubeProps>, string]>([
    [[OperatorModule.ONE_AGENT], { mode: DynaKubeMode.hostMonitoring() },
      'the DynaKube "dynatrace/dynakube" has OneAgent on the nodes (hostMonitoring), but the operator is installed without "oneAgent"; remove it from \'disabledModules\''],
    [[OperatorModule.LOG_MONITORING], { spec: { logMonitoring: {} } },
      'the DynaKube "dynatrace/dynakube" has log monitoring, but the operator is installed without "logMonitoring"; remove it from \'disabledModules\''],
    [[OperatorModule.EXTENSIONS], { spec: { extensions: { databases: [{ id: 'db' }] } } },
      'the DynaKube "dynatrace/dynakube" has extensions, but the operator is installed without "extensions"; remove it from \'disabledModules\''],
    [[OperatorModule.TELEMETRY_INGEST], { spec: { telemetryIngest: {} } },
      'the DynaKube "dynatrace/dynakube" has telemetry ingest, but the operator is installed without "telemetryIngest"; remove it from \'disabledModules\''],
    [[OperatorModule.KSPM], { spec: { kspm: {} } },
      'the DynaKube "dynatrace/dynakube" has KSPM, but the operator is installed without "kspm"; remove it from \'disabledModules\''],
    [[OperatorModule.KSPM, OperatorModule.KUBERNETES_MONITORING], { activeGate: { capabilities: [ActiveGateCapability.KUBERNETES_MONITORING] } },
      'the DynaKube "dynatrace/dynakube" monitors Kubernetes, but the operator is installed without "kubernetesMonitoring"; remove it from \'disabledModules\''],
    [[OperatorModule.KSPM, OperatorModule.KUBERNETES_MONITORING, OperatorModule.ACTIVE_GATE],
      { activeGate: { capabilities: [ActiveGateCapability.ROUTING] } },
      'the DynaKube "dynatrace/dynakube" has an ActiveGate, but the operator is installed without "activeGate"; remove it from \'disabledModules\''],
  ])('the part %j that it needs must not be left out', (disabledModules, dynakube, message) => {
    expect(findings({ disabledModules }, dynakube)).toEqual([{ rule: 'dynatrace-operator/module-off', severity: 'error', path: 'monitoring/Operator', message }]);
    expect(findings({ disabledModules })).toEqual([]);
  });

  test('extensions bring an ActiveGate', () => {
    const disabledModules = [OperatorModule.KSPM, OperatorModule.KUBERNETES_MONITORING, OperatorModule.ACTIVE_GATE];
    expect(findings({ disabledModules }, { spec: { extensions: { prometheus: {} } } }).map(({ message }) => message)).toEqual([
      'the DynaKube "dynatrace/dynakube" has an ActiveGate, but the operator is installed without "activeGate"; remove it from \'disabledModules\'',
    ]);
  });

  test('code modules alone need no OneAgent on the nodes', () => {
    expect(findings({ disabledModules: [OperatorModule.ONE_AGENT] }, { mode: DynaKubeMode.applicationMonitoring() })).toEqual([]);
  });

  test('an EdgeConnect needs its part', () => {
    const chart = monitoring();
    new DynatraceOperator(chart, 'Operator', { delivery: ChartDelivery.flux(), values: { rbac: { edgeConnect: { create: false } } } });
    new ApiObject(chart, 'EdgeConnect', { apiVersion: 'dynatrace.com/v1alpha2', kind: 'EdgeConnect', metadata: { name: 'edge' } });
    const relatedObjects = [{ kind: 'EdgeConnect', namespace: 'dynatrace', name: 'edge', path: 'monitoring/EdgeConnect' }];
    expect(Mesh.of(chart).findings().filter(({ path }) => path === 'monitoring/Operator').map(finding => [finding.rule, finding.kind, finding.relatedObjects])).toEqual([
      ['dynatrace-operator/same-chart', 'HelmRelease', relatedObjects],
      ['dynatrace-operator/module-off', 'HelmRelease', relatedObjects],
    ]);
    expect(() => Testing.synth(chart)).toThrow(
      'the EdgeConnect "dynatrace/edge" is an EdgeConnect, but the operator is installed without "edgeConnect"; remove it from \'disabledModules\' (dynatrace-operator/module-off)',
    );
  });

  test('its version is the one that custom resources are judged by', () => {
    const found = (version: string) => {
      const chart = monitoring();
      new DynatraceOperator(chart, 'Operator', { delivery: ChartDelivery.argoCd(), version });
      new DynaKube(chart, 'DynaKube', { apiUrl: API_URL, resourceAttributes: { team: 'shop' } });
      return Mesh.of(chart).findings().filter(({ severity }) => severity === Severity.ERROR).map(({ rule, path }) => ({ rule, path }));
    };
    expect(found('1.9.1')).toEqual([{ rule: 'dynakube/field-since', path: 'monitoring/DynaKube' }]);
    expect(found('1.10.2')).toEqual([]);
  });

  test.each([['1.9.0', 1], ['1.9.1', 0], ['1.10.0', 1], ['1.10.1', 0]])('the operator %s with enableIstio has %d findings', (version, count) => {
    const found = findings({ version }, { enableIstio: true });
    expect(found).toHaveLength(count);
    for (const { rule, severity, message } of found) {
      expect([rule, severity]).toEqual(['dynatrace-operator/loses-endpoints', 'error']);
      expect(message).toBe(`the DynaKube "dynatrace/dynakube" has 'enableIstio', but operator ${version} allows egress of OneAgent only to the first of several hosts; use 1.10.1 or later, or a OneAgentEgress instead of 'enableIstio'`);
    }
    expect(findings({ version })).toEqual([]);
  });

  test.each([[{ enabled: false }], [{ migrationMode: true }]])('what the CSI driver should do is a warning with %j', csidriver => {
    const metadata = { annotations: { 'feature.dynatrace.com/node-image-pull': 'true' } };
    expect(findings({ values: { csidriver } }, { metadata })).toEqual([{
      rule: 'dynatrace-operator/csi-driver-off',
      severity: 'warning',
      path: 'monitoring/Operator',
      message: 'the DynaKube "dynatrace/dynakube" has the feature flag "node-image-pull", but the CSI driver, which it needs, is off; turn the CSI driver on, or remove the flag',
    }]);
    expect(findings({ values: { csidriver } })).toEqual([]);
  });

  test.each<[string, ChartDelivery, { [key: string]: string }, string | undefined]>([
    ['Argo CD', ChartDelivery.argoCd(), {}, 'add the annotation "argocd.argoproj.io/sync-options: SkipDryRunOnMissingResource=true" to it'],
    ['Argo CD', ChartDelivery.argoCd(), { 'argocd.argoproj.io/sync-options': 'Prune=false' },
      'add the annotation "argocd.argoproj.io/sync-options: SkipDryRunOnMissingResource=true" to it'],
    ['Argo CD', ChartDelivery.argoCd(), { 'argocd.argoproj.io/sync-options': 'Prune=false, SkipDryRunOnMissingResource=true' }, undefined],
    ['Flux', ChartDelivery.flux(), { 'argocd.argoproj.io/sync-options': 'SkipDryRunOnMissingResource=true' },
      'move it to another chart, for a Kustomization that depends on the Kustomization of the operator'],
  ])('in one chart with the operator it may never be applied by %s', (_, delivery, annotations, remedy) => {
    const found = (installCRD: boolean) => {
      const chart = monitoring();
      new DynatraceOperator(chart, 'Operator', { delivery, installCRD });
      new DynaKube(chart, 'DynaKube', { apiUrl: API_URL, metadata: { annotations } });
      return Mesh.of(chart).findings().filter(({ rule }) => rule === 'dynatrace-operator/same-chart').map(({ severity, message }) => ({ severity, message }));
    };
    expect(found(true)).toEqual(remedy === undefined ? [] : [{
      severity: 'warning',
      message: `the DynaKube "dynatrace/dynakube" is in the chart of its operator, so that both are rejected before the operator has installed the CRD; ${remedy}`,
    }]);
    expect(found(false)).toEqual([]);
  });

  test('a DynaKube in another namespace is a warning, and nothing else is said of it', () => {
    expect(findings({ operatorNamespace: 'elsewhere', disabledModules: [OperatorModule.ONE_AGENT] }, { mode: DynaKubeMode.hostMonitoring() })).toEqual([{
      rule: 'dynatrace-operator/other-namespace',
      severity: 'warning',
      path: 'monitoring/Operator',
      message: 'the DynaKube "dynatrace/dynakube" must be in the namespace "elsewhere" of the operator, which reads no other namespace; move it there',
    }]);
  });

  test('the DynaKube of another mesh is ignored', () => {
    const app = new App();
    const here = new Chart(app, 'here', { namespace: 'dynatrace' });
    const there = new Chart(app, 'there', { namespace: 'dynatrace' });
    const meshes = [new Mesh(here, 'Mesh'), new Mesh(there, 'Mesh')];
    new DynatraceOperator(here, 'Operator', { delivery: ChartDelivery.argoCd(), disabledModules: [OperatorModule.ONE_AGENT] });
    new DynaKube(there, 'DynaKube', { apiUrl: API_URL, mode: DynaKubeMode.hostMonitoring() });
    expect(meshes.flatMap(mesh => mesh.findings()).filter(({ rule }) => rule.startsWith('dynatrace-operator/'))).toEqual([]);
  });
});

test('a second object for the namespace is found', () => {
  const chart = monitoring();
  new DynatraceOperator(chart, 'Operator', { delivery: ChartDelivery.flux() });
  new kplus.Namespace(new Chart(chart, 'namespaces'), 'Namespace', { metadata: { name: 'dynatrace' } });
  expect(Mesh.of(chart).findings().map(({ rule }) => rule)).toContain('kubernetes/duplicate-object');
});
