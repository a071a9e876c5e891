import { App, Chart, Testing } from 'cdk8s';
import { ArgoCdApplication, ArgoCdApplicationProps, ArgoCdDifference } from '../../src';
import { schemaFaults } from '../dynatrace/crd-check';

function applicationOf(props: Partial<ArgoCdApplicationProps> = {}) {
  const chart = new Chart(new App(), 'argo-cd');
  new ArgoCdApplication(chart, 'Egress', { metadata: { name: 'egress' }, repoUrl: 'https://git.example.com/egress.git', path: 'dist', ...props });
  const [application] = Testing.synth(chart);
  expect(schemaFaults(application)).toEqual([]);
  return application;
}

test('an Application delivers the YAML files below a folder, and syncs automatically', () => {
  expect(applicationOf()).toEqual({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'egress', namespace: 'argocd' },
    spec: {
      project: 'default',
      source: {
        repoURL: 'https://git.example.com/egress.git', targetRevision: 'HEAD', path: 'dist', directory: { recurse: true, include: '*.k8s.yaml' },
      },
      destination: { server: 'https://kubernetes.default.svc' },
      syncPolicy: { automated: { prune: true, selfHeal: true }, retry: { limit: 5 } },
    },
  });
});

test('every property is written', () => {
  expect(applicationOf({
    metadata: { name: 'egress', namespace: 'openshift-gitops', labels: { team: 'platform' }, annotations: { note: 'a' }, finalizers: ['example.com/own'] },
    targetRevision: 'v1.2.0',
    path: './teams/shop/dist/',
    include: '*.yaml',
    project: 'platform',
    destinationName: 'eu-prod-1',
    syncWave: 0,
    prune: false,
    syncOptions: ['ServerSideApply=true'],
    cascadeDelete: true,
    ignoreDifferences: [ArgoCdDifference.of({ group: 'apps', kind: 'Deployment', jsonPointers: ['/spec/replicas'] })],
  })).toEqual({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: {
      name: 'egress',
      namespace: 'openshift-gitops',
      labels: { team: 'platform' },
      annotations: { 'argocd.argoproj.io/sync-wave': '0', 'note': 'a' },
      finalizers: ['resources-finalizer.argocd.argoproj.io', 'example.com/own'],
    },
    spec: {
      project: 'platform',
      source: {
        repoURL: 'https://git.example.com/egress.git', targetRevision: 'v1.2.0', path: 'teams/shop/dist', directory: { recurse: true, include: '*.yaml' },
      },
      destination: { name: 'eu-prod-1' },
      syncPolicy: { automated: { prune: false, selfHeal: true }, syncOptions: ['ServerSideApply=true'], retry: { limit: 5 } },
      ignoreDifferences: [{ group: 'apps', kind: 'Deployment', jsonPointers: ['/spec/replicas'] }],
    },
  });
});

test('with kustomize, Argo CD finds the kustomization.yaml in the folder', () => {
  expect(applicationOf({ kustomize: true, path: '.' }).spec.source).toEqual({ repoURL: 'https://git.example.com/egress.git', targetRevision: 'HEAD', path: '.' });
});

test('without automated, nothing is synced until someone asks for it', () => {
  expect(applicationOf({ automated: false }).spec.syncPolicy).toEqual({ retry: { limit: 5 } });
});

test.each([
  'git@git.example.com:platform/egress.git', 'git@git.example.com/egress.git', 'ssh://git@git.example.com:22/egress.git', 'ssh://ops@git.example.com/a.git',
  'https://git.example.com:8443/a:b/egress.git', 'http://[2001:db8::1]/egress.git',
])('the URL %s is accepted', repoUrl => {
  expect(applicationOf({ repoUrl }).spec.source.repoURL).toBe(repoUrl);
});

test.each<[Partial<ArgoCdApplicationProps>, string]>([
  [{ repoUrl: 'egress' }, '\'repoUrl\' must be the URL of a git repository, such as "https://git.example.com/platform/egress.git", got "egress"'],
  [{ path: '/dist' }, '\'path\' must be a folder of the repository, such as "dist", got "/dist"; write it relative to the root of the repository'],
  [{ path: 'a/../b' }, '\'path\' must be a folder of the repository, such as "dist", got "a/../b"; write it relative to the root of the repository'],
  [{ path: '' }, '\'path\' must be a folder of the repository, such as "dist", got ""; write it relative to the root of the repository'],
  [{ targetRevision: ' ' }, '\'targetRevision\' must not be empty, got " "; leave it out for the default'],
  [{ include: '*.yaml', kustomize: true }, '\'include\' must not be set with \'kustomize\', got "*.yaml"; list the files in kustomization.yaml'],
  [{ include: '' }, '\'include\' must not be empty, got ""; leave it out for the default'],
  [{ destinationName: 'a', destinationServer: 'https://b' }, '\'destinationName\' and \'destinationServer\' must not both be set, got "a" and "https://b"; remove one of them'],
  [{ syncOptions: ['CreateNamespace=True'] }, '\'syncOptions\' must have values that Argo CD knows, got "CreateNamespace=True"; write one of "CreateNamespace=true", "CreateNamespace=false"'],
  [{ syncOptions: ['PruneLst=true'] }, '\'syncOptions\' must have options of Argo CD, got "PruneLst=true"; write "PruneLast=true"'],
  [{ syncOptions: ['CreateNamespace=true', 'CreateNamespace=false'] }, '\'syncOptions\' must have each option once, got "CreateNamespace" twice; remove one of them'],
  [{ syncOptions: ['Validate=false', 'Validate=false'] }, '\'syncOptions\' must have each option once, got "Validate" twice; remove one of them'],
])('rejects %j', (props, message) => {
  expect(() => applicationOf(props)).toThrow(new Error(message));
});

test.each([
  'https://user:s3cr3t@git.example.com/a.git', 'https://s3cr3t@git.example.com/a.git', 'https://us/er:s3cr3t@git/x', 'user:s3cr3t@git/x', 'ssh://git:s3cr3t@git.example.com/a.git',
  'git@git@example.com:s3cr3t', 'git:s3cr3t@git.example.com:a.git',
])('the user, password or token of %s is rejected, and not quoted', repoUrl => {
  expect(() => applicationOf({ repoUrl })).toThrow(new Error(
    "'repoUrl' must not have a user, a password or a token; add the credentials of the repository to the settings of Argo CD",
  ));
});

test.each(['https://git/x?token=s3cr3t', 'git@github.com:a/b.git?token=s3cr3t', 'https://git/x#s3cr3t'])('the query or fragment of %s is rejected, and not quoted', repoUrl => {
  expect(() => applicationOf({ repoUrl })).toThrow(new Error(
    "'repoUrl' must not have a query or a fragment, which can have a token; add the credentials of the repository to the settings of Argo CD",
  ));
});

test.each(['https://user:s3cr3t/a.git', 'user:s3cr3t', 'https://user%3As3cr3t%40git/x', 'https:\\\\user:s3cr3t'])('%s is rejected, and not quoted', repoUrl => {
  expect(() => applicationOf({ repoUrl })).toThrow(new Error('\'repoUrl\' must be the URL of a git repository, such as "https://git.example.com/platform/egress.git"'));
});

describe('differences that are not compared', () => {
  test('of AKS: only the expressions that its Admissions Enforcer adds to webhooks', () => {
    const jqPathExpressions = ['.webhooks[]?.namespaceSelector.matchExpressions[]? | select(.key == "control-plane" or .key == "kubernetes.azure.com/managedby")'];
    expect(applicationOf({ ignoreDifferences: [ArgoCdDifference.aksAdmissionsEnforcer()] }).spec.ignoreDifferences).toEqual([
      { group: 'admissionregistration.k8s.io', kind: 'MutatingWebhookConfiguration', jqPathExpressions },
      { group: 'admissionregistration.k8s.io', kind: 'ValidatingWebhookConfiguration', jqPathExpressions },
    ]);
  });

  test('all kinds of fields are written, sorted', () => {
    const difference = ArgoCdDifference.of({
      kind: 'Service', name: 'web', namespace: 'shop', jsonPointers: ['/spec/b', '/spec/a'], jqPathExpressions: ['.spec.ports[].nodePort'], managedFieldsManagers: ['z', 'a'],
    });
    expect(applicationOf({ ignoreDifferences: [difference] }).spec.ignoreDifferences).toEqual([{
      kind: 'Service', name: 'web', namespace: 'shop', jsonPointers: ['/spec/a', '/spec/b'], jqPathExpressions: ['.spec.ports[].nodePort'], managedFieldsManagers: ['a', 'z'],
    }]);
  });

  test.each([
    [{ kind: 'Service' }, "one of 'jsonPointers', 'jqPathExpressions' and 'managedFieldsManagers' must have an item, got none; name the fields that are not compared"],
    [{ kind: '', jsonPointers: ['/a'] }, '\'kind\' must be a kind such as "Deployment", got ""'],
    [{ kind: 'Service', jsonPointers: ['spec'] }, '\'jsonPointers\' must begin with "/", such as "/spec/replicas", got "spec"'],
    [{ kind: 'Service', jqPathExpressions: ['/spec'] }, '\'jqPathExpressions\' must be paths of jq, such as ".spec.replicas", got "/spec"'],
  ])('rejects %j', (options, message) => {
    expect(() => ArgoCdDifference.of(options)).toThrow(new Error(message));
  });
});
