import { App, Chart, Testing } from 'cdk8s';
import { ArgoCdApplicationSet, ArgoCdApplicationSetProps, ArgoCdDifference } from '../../src';
import { schemaFaults } from '../dynatrace/crd-check';

function setOf(props: Partial<ArgoCdApplicationSetProps> = {}) {
  const chart = new Chart(new App(), 'argo-cd');
  new ArgoCdApplicationSet(chart, 'Fleet', {
    metadata: { name: 'fleet' }, repoUrl: 'https://git.example.com/fleet.git', clusters: [{ name: 'eu-dev-1' }, { name: 'eu-prod-1' }], ...props,
  });
  const [set] = Testing.synth(chart);
  expect(schemaFaults({ apiVersion: 'argoproj.io/v1alpha1', kind: 'Application', spec: set.spec.template.spec })).toEqual([]);
  return set;
}

test('an ApplicationSet has one Application for each cluster, with a folder of its own', () => {
  expect(setOf()).toEqual({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'ApplicationSet',
    metadata: { name: 'fleet', namespace: 'argocd' },
    spec: {
      goTemplate: true,
      goTemplateOptions: ['missingkey=error'],
      generators: [{
        list: {
          elements: [
            { name: 'eu-dev-1', path: 'dist/eu-dev-1', targetRevision: 'HEAD', destinationName: 'eu-dev-1' },
            { name: 'eu-prod-1', path: 'dist/eu-prod-1', targetRevision: 'HEAD', destinationName: 'eu-prod-1' },
          ],
        },
      }],
      syncPolicy: { preserveResourcesOnDeletion: true },
      template: {
        metadata: { name: '{{.name}}' },
        spec: {
          project: 'default',
          source: {
            repoURL: 'https://git.example.com/fleet.git',
            targetRevision: '{{.targetRevision}}',
            path: '{{.path}}',
            directory: { recurse: true, include: '*.k8s.yaml' },
          },
          destination: { name: '{{.destinationName}}' },
          syncPolicy: { automated: { prune: true, selfHeal: true }, retry: { limit: 5 } },
        },
      },
    },
  });
});

test('clusters have their own server, folder and revision, and a rollout goes stage by stage', () => {
  const { spec } = setOf({
    namePrefix: 'egress-',
    path: '.',
    targetRevision: 'main',
    project: 'platform',
    cascadeDelete: true,
    ignoreDifferences: [ArgoCdDifference.of({ kind: 'Service', jsonPointers: ['/spec/a'] })],
    clusters: [
      { name: 'eu-dev-1', stage: 'dev', destinationName: 'in-cluster' },
      { name: 'eu-prod-1', stage: 'prod', destinationServer: 'https://eu-prod-1.example.com:6443', targetRevision: 'v1', path: 'special/' },
    ],
    rollout: ['dev', 'prod'],
  });
  expect(spec.generators[0].list.elements).toEqual([
    { name: 'eu-dev-1', path: 'eu-dev-1', targetRevision: 'main', destinationName: 'in-cluster', destinationServer: '', stage: 'dev' },
    { name: 'eu-prod-1', path: 'special', targetRevision: 'v1', destinationName: '', destinationServer: 'https://eu-prod-1.example.com:6443', stage: 'prod' },
  ]);
  expect(spec.strategy).toEqual({
    type: 'RollingSync',
    rollingSync: {
      steps: [
        { matchExpressions: [{ key: 'stage', operator: 'In', values: ['dev'] }] },
        { matchExpressions: [{ key: 'stage', operator: 'In', values: ['prod'] }] },
      ],
    },
  });
  expect(spec.syncPolicy).toEqual({ preserveResourcesOnDeletion: false });
  expect(spec.template.metadata).toEqual({
    name: 'egress-{{.name}}', labels: { stage: '{{.stage}}' }, finalizers: ['resources-finalizer.argocd.argoproj.io'],
  });
  expect(spec.template.spec.destination).toEqual({ name: '{{.destinationName}}', server: '{{.destinationServer}}' });
  expect(spec.template.spec.project).toBe('platform');
  expect(spec.template.spec.ignoreDifferences).toEqual([{ kind: 'Service', jsonPointers: ['/spec/a'] }]);
});

test('all elements have the same keys, because a missing key is an error of the template', () => {
  const { elements } = setOf({ clusters: [{ name: 'a' }, { name: 'b', destinationServer: 'https://b' }, { name: 'c', targetRevision: 'v1' }] }).spec.generators[0].list;
  expect(elements.map((element: object) => Object.keys(element).sort())).toEqual(Array(3).fill(['destinationName', 'destinationServer', 'name', 'path', 'targetRevision']));
});

test.each<[Partial<ArgoCdApplicationSetProps>, string]>([
  [{ clusters: [] }, "'clusters' must have at least one cluster, got none"],
  [{ clusters: [{ name: 'a' }, { name: 'a' }] }, '\'clusters\' must have different names, got "a" twice; rename or remove one of them'],
  [{ clusters: [{ name: 'EU' }] }, '\'clusters[0].name\' must be lower-case letters, digits, \'-\' and \'.\', because it is part of the name of the Application, got "EU"'],
  [{ clusters: [{ name: 'a', stage: 'dev' }, { name: 'b' }] }, '\'clusters[1].stage\' is required if a cluster has a stage, as "a" does; set it'],
  [{ clusters: [{ name: 'a', stage: 'dev stage' }] }, '\'clusters[0].stage\' accepts values of letters, digits, \'-\', \'_\' and \'.\', at most 63 characters, got "dev stage"'],
  [{ clusters: [{ name: 'a', path: '../a' }] }, '\'clusters[0].path\' must be a folder of the repository, such as "dist", got "../a"; write it relative to the root of the repository'],
  [{ clusters: [{ name: 'a', targetRevision: '' }] }, '\'clusters[0].targetRevision\' must not be empty, got ""; leave it out for the default'],
  [{ clusters: [{ name: 'a', stage: 'dev' }], rollout: ['prod'] }, '\'rollout\' must have stages of the clusters, got "prod", which no cluster has; set \'stage\' of a cluster or remove it'],
  [
    { clusters: [{ name: 'a', stage: 'dev' }, { name: 'b', stage: 'prod' }], rollout: ['dev'] },
    '\'rollout\' must have all stages of the clusters, got none for "prod": Argo CD would never sync these clusters; add it',
  ],
  [{ clusters: [{ name: 'a', stage: 'dev' }], rollout: ['dev', 'dev'] }, '\'rollout\' must have each stage once, got "dev" twice; remove one of them'],
  [{ rollout: [] }, "'rollout' must have at least one stage, got none; leave it out to sync all clusters at once"],
  [{ namePrefix: 'Egress ' }, '\'namePrefix\' must be lower-case letters, digits and \'-\', such as "egress-", got "Egress "'],
])('rejects %j', (props, message) => {
  expect(() => setOf(props)).toThrow(new Error(message));
});
