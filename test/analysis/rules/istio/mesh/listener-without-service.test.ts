import type { KubernetesObject } from '../../../../../src/analysis/base/kubernetes-object';
import { check } from '../../../../../src/analysis/check';
import { istio } from '../../../manifests';

function service(name: string, namespace: string, port: number): KubernetesObject {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace }, spec: { selector: { app: name }, ports: [{ name: 'tcp', port }] } };
}

function found(listener: object, objects: readonly KubernetesObject[], namespace = 'shop'): string[] {
  const sidecar = istio('Sidecar', 'default', { egress: [listener, { hosts: ['./*'] }] }, { namespace });
  return check([sidecar, ...objects]).filter(({ rule }) => rule === 'mesh/listener-without-service').map(({ message }) => message);
}

const port = { number: 7401, name: 'tcp', protocol: 'TCP' };
const PAY = service('ledger', 'pay', 7402);

test('the message names the port', () => {
  expect(found({ port, hosts: ['pay/*'] }, [PAY])).toEqual([
    "'spec.egress' has a listener for port 7401, but none of the services that it imports has this port, so sidecars do not listen there; write the port of the service, or remove the listener",
  ]);
});

test.each<[string, object, KubernetesObject[], boolean]>([
  ['no imported service has the port', { port, hosts: ['pay/*'] }, [PAY], true],
  ['another namespace has it', { port, hosts: ['pay/*'] }, [PAY, service('other', 'stock', 7401)], true],
  ['the only Service that it names lacks it', { port, hosts: ['pay/ledger.pay.svc.cluster.local'] }, [PAY], true],
  ['a service has it', { port: { ...port, number: 7402 }, hosts: ['pay/*'] }, [PAY], false],
  ['a second service has it', { port, hosts: ['pay/*'] }, [PAY, service('audit', 'pay', 7401)], false],
  ['no service of the namespace is known', { port, hosts: ['pay/*'] }, [], false],
  ['the services of one of its namespaces are not known', { port, hosts: ['pay/*', 'stock/*'] }, [PAY], false],
  ['it imports from all namespaces', { port, hosts: ['*/*'] }, [PAY], false],
  ['the Service that it names is not known', { port, hosts: ['pay/audit.pay.svc.cluster.local'] }, [PAY], false],
  ['it is for all ports', { hosts: ['pay/*'] }, [PAY], false],
])('if %s', (_, listener, objects, isReported) => {
  expect(found(listener, objects)).toHaveLength(isReported ? 1 : 0);
});

test('the namespace of the workload is not known in the Sidecar of the mesh', () => {
  const own = service('own', 'istio-system', 80);
  expect(found({ port, hosts: ['./*'] }, [own], 'istio-system')).toEqual([]);
  expect(found({ port, hosts: ['./*'] }, [service('own', 'shop', 80)])).toHaveLength(1);
});
