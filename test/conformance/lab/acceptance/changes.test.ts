import { changesOf, lossesOf } from '../../../../conformance/lab/acceptance/changes';

const sidecar = {
  apiVersion: 'networking.istio.io/v1',
  kind: 'Sidecar',
  metadata: { name: 'default', namespace: 'shop' },
  spec: { egress: [{ hosts: ['./*'] }] },
};
const ADDED = { uid: 'u', resourceVersion: '7', generation: 1, creationTimestamp: '2026-01-01T00:00:00Z', managedFields: [] };

test('additions of the API server to every object are not changes', () => {
  expect(changesOf(sidecar, { ...sidecar, metadata: { ...sidecar.metadata, ...ADDED }, status: { conditions: [] } })).toEqual([]);
});

test('a field of a custom resource that is lost, added or different is a change', () => {
  const read = { ...sidecar, metadata: { ...sidecar.metadata, labels: { a: 'b' } }, spec: { egress: [{ hosts: ['*/*'], bind: '0.0.0.0' }] } };
  expect(changesOf({ ...sidecar, spec: { ...sidecar.spec, ingress: [] } }, read)).toEqual([
    'metadata.labels: wrote nothing, got {"a":"b"}',
    'spec.egress[0].hosts[0]: wrote "./*", got "*/*"',
    'spec.egress[0].bind: wrote nothing, got "0.0.0.0"',
    'spec.ingress: wrote [], got nothing',
  ]);
});

test('a list of another length is one change', () => {
  expect(changesOf(sidecar, { ...sidecar, spec: { egress: [] } })).toEqual(['spec.egress: wrote [{"hosts":["./*"]}], got []']);
});

describe('defaults of custom resources', () => {
  const written = {
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata: { name: 'a' },
    spec: { target: { name: 'a' }, data: [{ remoteRef: { key: 'k' } }] },
  };

  test('that are known are not changes', () => {
    const data = [{ remoteRef: { key: 'k', decodingStrategy: 'None' } }];
    const spec = { target: { name: 'a', creationPolicy: 'Owner' }, data, refreshInterval: '1h0m0s' };
    expect(changesOf(written, { ...written, spec })).toEqual([]);
  });

  test('are a change if another value was written or read', () => {
    const own = { ...written, spec: { ...written.spec, refreshInterval: '2h' } };
    const filledIn = { ...written, spec: { ...written.spec, refreshInterval: '1h0m0s' } };
    expect(changesOf(own, filledIn)).toEqual(['spec.refreshInterval: wrote "2h", got "1h0m0s"']);
    expect(changesOf(written, own)).toEqual(['spec.refreshInterval: wrote nothing, got "2h"']);
  });
});

describe('an object of Kubernetes itself', () => {
  const container = { name: 'main', resources: { limits: { memory: '2048Mi', cpu: '1000m' } } };
  const written = { apiVersion: 'apps/v1', kind: 'Deployment', spec: { minReadySeconds: 0, replicas: 2, template: { containers: [container] } } };

  test('may have more defaults, fewer zero values, and its amounts in their shortest form', () => {
    const stored = { name: 'main', imagePullPolicy: 'Always', resources: { limits: { memory: '2Gi', cpu: '1' } } };
    expect(changesOf(written, { ...written, spec: { replicas: 2, revisionHistoryLimit: 10, template: { containers: [stored] } } })).toEqual([]);
  });

  test('must still have everything else that was written', () => {
    const stored = { name: 'main', resources: { limits: { memory: '1Gi', cpu: '1' } } };
    expect(changesOf(written, { ...written, spec: { template: { containers: [stored] } } })).toEqual([
      'spec.replicas: wrote 2, got nothing',
      'spec.template.containers[0].resources.limits.memory: wrote "2048Mi", got "1Gi"',
    ]);
  });
});

test('additions of others to an object are not losses', () => {
  const read = { ...sidecar, metadata: { ...sidecar.metadata, labels: { 'kustomize.toolkit.fluxcd.io/name': 'app' } } };
  expect(lossesOf(sidecar, read)).toEqual([]);
  expect(lossesOf(read, sidecar)).toEqual(['metadata.labels: wrote {"kustomize.toolkit.fluxcd.io/name":"app"}, got nothing']);
});
