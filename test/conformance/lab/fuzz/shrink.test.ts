import type { TraceMesh } from '../../../../conformance/generators/trace/trace-mesh';
import { shrink } from '../../../../conformance/lab/fuzz/shrink';
import type { KubernetesObject } from '../../../../src/analysis/base/kubernetes-object';

function entry(name: string, spec: object): KubernetesObject {
  return { apiVersion: 'networking.istio.io/v1', kind: 'ServiceEntry', metadata: { name, namespace: 'shop' }, spec };
}

const MESH: TraceMesh = {
  objects: [entry('a', { hosts: ['a.test'], resolution: 'DNS' }), entry('b', { hosts: ['b.test', 'c.test'], exportTo: ['.'], resolution: 'NONE' }), entry('c', {})],
  meshConfig: { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } },
  questions: [{ namespace: 'shop', host: 'c.test', port: 443, protocol: 'https' }],
  servers: { 443: 'tls' },
};

test('objects, settings, fields and items are left out as long as it stays', async () => {
  const stays = (mesh: TraceMesh) => Promise.resolve(JSON.stringify(mesh.objects).includes('c.test'));
  expect(await shrink(MESH, stays, 1000)).toEqual({ objects: [entry('b', { hosts: ['c.test'] })], meshConfig: {}, questions: MESH.questions, servers: MESH.servers });
});

test('a mesh that cannot be made does not count as smaller', async () => {
  expect(await shrink(MESH, () => Promise.reject(new Error('refused')), 1000)).toBe(MESH);
});

test('no more meshes are tried than allowed', async () => {
  let tries = 0;
  await shrink(MESH, () => {
    tries += 1;
    return Promise.resolve(false);
  }, 3);
  expect(tries).toBe(3);
});
