import { App, Chart, Duration, Testing } from 'cdk8s';
import { FluxDelivery, FluxDeliveryProps, FluxGitRepositoryOptions, FluxKustomizationOptions, FluxOciRepositoryOptions, FluxSource } from '../../src';
import { schemaFaults } from '../dynatrace/crd-check';

const URL = 'https://git.example.com/platform.git';

function delivery(props: Partial<FluxDeliveryProps> = {}): FluxDelivery {
  return new FluxDelivery(new Chart(new App(), 'flux'), 'Platform', { metadata: { name: 'platform' }, source: FluxSource.gitRepository({ url: URL }), ...props });
}

function objectsOf(flux: FluxDelivery) {
  const objects = Testing.synth(Chart.of(flux));
  expect(objects.flatMap(schemaFaults)).toEqual([]);
  return objects;
}

function kustomizationOf(options: Partial<FluxKustomizationOptions> = {}) {
  const flux = delivery();
  flux.addKustomization('monitoring', { path: 'dist/monitoring', ...options });
  return objectsOf(flux)[1];
}

test('a delivery is a source, and a Kustomization for each folder, which waits for those that it depends on', () => {
  const flux = delivery();
  const operator = flux.addKustomization('operator', { path: 'dist/operator' });
  flux.addKustomization('monitoring', { path: './dist/monitoring/', dependsOn: [operator] });
  const common = { interval: '10m', retryInterval: '1m', timeout: '5m', prune: true, wait: true, sourceRef: { kind: 'GitRepository', name: 'platform' } };
  const kustomization = { apiVersion: 'kustomize.toolkit.fluxcd.io/v1', kind: 'Kustomization' };
  expect(objectsOf(flux)).toEqual([
    {
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      kind: 'GitRepository',
      metadata: { name: 'platform', namespace: 'flux-system' },
      spec: { interval: '1m', url: URL, ref: { branch: 'main' } },
    },
    { ...kustomization, metadata: { name: 'operator', namespace: 'flux-system' }, spec: { ...common, path: './dist/operator' } },
    { ...kustomization, metadata: { name: 'monitoring', namespace: 'flux-system' }, spec: { ...common, path: './dist/monitoring', dependsOn: [{ name: 'operator' }] } },
  ]);
  expect([flux.namespace, operator.name, operator.namespace]).toEqual(['flux-system', 'operator', 'flux-system']);
});

test('every property of a Kustomization is written', () => {
  expect(kustomizationOf({
    metadata: { labels: { team: 'platform' }, annotations: { note: 'a' } },
    path: '.',
    dependsOnNames: ['istio', 'crds', 'istio'],
    prune: false,
    wait: false,
    interval: Duration.hours(1),
    retryInterval: Duration.seconds(90),
    timeout: Duration.minutes(2),
    serviceAccountName: 'deployer',
    substitute: { cluster: 'eu-prod-1' },
  })).toEqual({
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name: 'monitoring', namespace: 'flux-system', labels: { team: 'platform' }, annotations: { note: 'a' } },
    spec: {
      interval: '1h',
      retryInterval: '90s',
      timeout: '2m',
      path: './',
      prune: false,
      wait: false,
      sourceRef: { kind: 'GitRepository', name: 'platform' },
      dependsOn: [{ name: 'crds' }, { name: 'istio' }],
      serviceAccountName: 'deployer',
      postBuild: { substitute: { cluster: 'eu-prod-1' } },
    },
  });
});

test('a dependency can be added later, and names its namespace if it is another', () => {
  const flux = delivery();
  const shop = flux.addKustomization('shop', { path: 'dist/shop' });
  const other = new FluxDelivery(new Chart(flux.node.root as App, 'other'), 'Other', {
    metadata: { namespace: 'platform' }, source: FluxSource.existingGitRepository('flux-system', 'flux-system'),
  });
  shop.addDependency(other.addKustomization('mesh', { path: 'dist/mesh' }));
  expect(objectsOf(flux)[1].spec.dependsOn).toEqual([{ name: 'mesh', namespace: 'platform' }]);
  expect(objectsOf(other).map(({ kind, spec }) => [kind, spec.sourceRef])).toEqual([
    ['Kustomization', { kind: 'GitRepository', name: 'flux-system', namespace: 'flux-system' }],
  ]);
});

test('a circle of dependencies is rejected', () => {
  const flux = delivery();
  const first = flux.addKustomization('first', { path: 'a' });
  const second = flux.addKustomization('second', { path: 'b', dependsOn: [first] });
  const third = flux.addKustomization('third', { path: 'c', dependsOn: [second] });
  expect(() => first.addDependency(third)).toThrow(new Error('\'dependsOn\' must not have a circle, got "third", which depends on "first"; remove one dependency'));
  expect(() => first.addDependency(first)).toThrow(new Error('\'dependsOn\' must not have a circle, got "first", which is this Kustomization itself; remove one dependency'));
});

describe('a circle by names within the delivery is rejected', () => {
  test('of a Kustomization that names itself', () => {
    expect(() => delivery().addKustomization('a', { path: 'a', dependsOnNames: ['a'] }))
      .toThrow(new Error('\'dependsOnNames\' must not have a circle, got "a", which is this Kustomization itself; remove one dependency'));
  });

  test('of two that name each other', () => {
    const flux = delivery();
    flux.addKustomization('a', { path: 'a', dependsOnNames: ['b'] });
    expect(() => flux.addKustomization('b', { path: 'b', dependsOnNames: ['a'] }))
      .toThrow(new Error('\'dependsOnNames\' must not have a circle, got "a", which depends on "b"; remove one dependency'));
  });

  test('of names and Kustomizations, in any order of creation', () => {
    const flux = delivery();
    const first = flux.addKustomization('first', { path: 'a', dependsOnNames: ['second'] });
    const third = flux.addKustomization('third', { path: 'c', dependsOn: [first] });
    const second = flux.addKustomization('second', { path: 'b' });
    expect(() => second.addDependency(third)).toThrow(new Error('\'dependsOn\' must not have a circle, got "third", which depends on "second"; remove one dependency'));
  });

  test('but not of names that another delivery has, which can be for another cluster', () => {
    const flux = delivery();
    flux.addKustomization('a', { path: 'a', dependsOnNames: ['b'] });
    const other = new FluxDelivery(new Chart(flux.node.root as App, 'other'), 'Other', { source: FluxSource.existingGitRepository('flux-system') });
    other.addKustomization('b', { path: 'b', dependsOnNames: ['a'] });
    expect(objectsOf(other).map(({ spec }) => spec.dependsOn)).toEqual([[{ name: 'a' }]]);
  });

  test('and names that lead to one Kustomization in many ways are followed once', () => {
    const flux = delivery();
    for (let layer = 0; layer < 25; layer++) {
      for (const name of ['a', 'b', 'c', 'd']) {
        flux.addKustomization(`${name}-${layer}`, { path: 'a', dependsOnNames: layer === 0 ? [] : ['a', 'b', 'c', 'd'].map(other => `${other}-${layer - 1}`) });
      }
    }
    expect(() => flux.addKustomization('last', { path: 'a', dependsOnNames: ['a-24', 'last'] })).toThrow('which is this Kustomization itself');
  });
});

test.each<[string, () => FluxSource, object]>([
  ['a tag', () => FluxSource.gitRepository({ url: 'ssh://git@git.example.com/a.git', tag: 'v1', secretRef: 'git' }), {
    kind: 'GitRepository', spec: { interval: '1m', url: 'ssh://git@git.example.com/a.git', ref: { tag: 'v1' }, secretRef: { name: 'git' } },
  }],
  ['a range', () => FluxSource.gitRepository({ url: URL, semver: '>=1.0.0' }), { kind: 'GitRepository', spec: { interval: '1m', url: URL, ref: { semver: '>=1.0.0' } } }],
  ['the latest artifact', () => FluxSource.ociRepository({ url: 'oci://registry.example/egress' }), {
    kind: 'OCIRepository', spec: { interval: '1m', url: 'oci://registry.example/egress', ref: { tag: 'latest' } },
  }],
  ['a registry with a port', () => FluxSource.ociRepository({ url: 'oci://registry.example:5000/egress' }), {
    kind: 'OCIRepository', spec: { interval: '1m', url: 'oci://registry.example:5000/egress', ref: { tag: 'latest' } },
  }],
  ['a digest', () => FluxSource.ociRepository({ url: 'oci://registry.example/egress', digest: `sha256:${'0'.repeat(64)}`, secretRef: 'pull' }), {
    kind: 'OCIRepository',
    spec: { interval: '1m', url: 'oci://registry.example/egress', ref: { digest: `sha256:${'0'.repeat(64)}` }, secretRef: { name: 'pull' } },
  }],
])('the source can be %s', (_, source, expected) => {
  const [object] = objectsOf(delivery({ source: source() }));
  expect({ kind: object.kind, spec: object.spec }).toEqual(expected);
});

test.each<[FluxGitRepositoryOptions, string]>([
  ...['https://user:s3cr3t@git/x', 'https://s3cr3t@git/x', 'user:s3cr3t@git/x', 'http//user:s3cr3t@git/x', 'ssh://git:s3cr3t@git/x'].map((url): [FluxGitRepositoryOptions, string] => [
    { url }, "'url' must not have a user, a password or a token; put the credentials into a Secret and pass its name as 'secretRef'",
  ]),
  [{ url: 'https://git/x?token=s3cr3t' }, "'url' must not have a query or a fragment, which can have a token; put the credentials into a Secret and pass its name as 'secretRef'"],
  [{ url: 'git@git.example.com:a.git' }, '\'url\' must be the URL of a git repository, such as "https://git.example.com/platform/egress.git" or "ssh://git@git.example.com/platform/egress.git", got "git@git.example.com:a.git"'],
  [{ url: URL, branch: 'main', tag: 'v1' }, 'only one of \'branch\', \'tag\', \'semver\' can be set, got branch "main" and tag "v1"'],
  [{ url: URL, branch: ' ' }, '\'branch\' must not be empty, got " "; leave it out'],
  [{ url: URL, secretRef: 'Git' }, '\'secretRef\' must be the name of a Secret: lower-case letters, digits, \'-\' and \'.\', 253 characters at most, got "Git"'],
])('a git repository rejects %j', (options, message) => {
  expect(() => FluxSource.gitRepository(options)).toThrow(new Error(message));
});

test.each<[FluxOciRepositoryOptions, string]>([
  [{ url: 'https://registry.example/a' }, '\'url\' must be the URL of an OCI artifact, such as "oci://registry.example/platform/egress", got "https://registry.example/a"'],
  ...['oci://user:s3cr3t@registry.example/a', 'oci://s3cr3t@registry.example/a', 'user:s3cr3t@registry.example/a'].map((url): [FluxOciRepositoryOptions, string] => [
    { url }, "'url' must not have a user, a password or a token; put the credentials into a Secret and pass its name as 'secretRef'",
  ]),
  [{ url: 'oci://registry.example/a?token=s3cr3t' }, "'url' must not have a query or a fragment, which can have a token; put the credentials into a Secret and pass its name as 'secretRef'"],
  [{ url: 'oci://registry.example:5000/a:v1' }, '\'url\' must not have a tag, got "oci://registry.example:5000/a:v1"; pass it as \'tag\''],
  [{ url: `oci://registry.example/a@sha256:${'0'.repeat(64)}` }, "'url' must not have a digest; pass it as 'digest'"],
  [{ url: 'oci://user:s3cr3t/a' }, '\'url\' must be the URL of an OCI artifact, such as "oci://registry.example/platform/egress"'],
  [{ url: 'oci://registry.example/a', digest: 'abc' }, '\'digest\' must be "sha256:" and 64 hexadecimal digits, got "abc"'],
])('an OCI artifact rejects %j', (options, message) => {
  expect(() => FluxSource.ociRepository(options)).toThrow(new Error(message));
});

test.each<[Partial<FluxKustomizationOptions>, string]>([
  [{ path: '/dist' }, '\'path\' must be a folder of the repository, such as "dist", got "/dist"; write it relative to the root of the repository'],
  [{ interval: Duration.seconds(0) }, '\'interval\' must be at least one second, got "0s"'],
  [{ timeout: Duration.millis(1500) }, `'timeout' must be a whole number of seconds, at most ${Number.MAX_SAFE_INTEGER}, got "1.5"`],
  [{ substitute: { 'a-b': 'c' } }, '\'substitute\' must have names of letters, digits and "_", which do not begin with a digit, got "a-b"'],
  [{ metadata: { name: 'other' } }, '\'metadata.name\' must not be set, got "other"; pass it as \'name\''],
  [{ metadata: { namespace: 'other' } }, '\'metadata.namespace\' must not be set, got "other"; set \'metadata.namespace\' of the FluxDelivery'],
  [{ dependsOnNames: ['Istio'] }, '\'dependsOnNames\' must be lower-case letters, digits, \'-\' and \'.\', 253 characters at most, got "Istio"'],
])('a Kustomization rejects %j', (options, message) => {
  expect(() => kustomizationOf(options)).toThrow(new Error(message));
});

test('a name is unique, and an existing source keeps its own', () => {
  const flux = delivery();
  flux.addKustomization('shop', { path: 'a' });
  expect(() => flux.addKustomization('shop', { path: 'b' })).toThrow(new Error('\'name\' must be unique in "flux/Platform", got "shop" twice; give one of them another name'));
  expect(() => delivery({ source: FluxSource.existingOciRepository('egress') }))
    .toThrow(new Error('\'metadata.name\' must not be set for an existing source, got "platform"; leave it out'));
});
