import { isByName, predictions } from '../../../../conformance/lab/connections/prediction';
import { planOf } from '../../../../conformance/lab/connections/probes';
import { differences } from '../../../../conformance/lab/connections/table';
import type { KubernetesObject } from '../../../../src/analysis/base/kubernetes-object';

function entry(name: string, spec: object): KubernetesObject {
  return { apiVersion: 'networking.istio.io/v1', kind: 'ServiceEntry', metadata: { name, namespace: 'shop' }, spec };
}

function proxyConfig(name: string, value: string): KubernetesObject {
  return { apiVersion: 'networking.istio.io/v1beta1', kind: 'ProxyConfig', metadata: { name, namespace: 'shop' }, spec: { environmentVariables: { ISTIO_META_DNS_CAPTURE: value } } };
}

const REGISTRY_ONLY = { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } };
const API = entry('api', { hosts: ['api.test'], ports: [{ number: 443, name: 'https', protocol: 'HTTPS' }], resolution: 'DNS' });
const DATABASES = ['a', 'b'].map(name => entry(name, { hosts: [`${name}.test`], ports: [{ number: 5432, name: 'tcp', protocol: 'TCP' }], resolution: 'DNS' }));
const WEB: KubernetesObject = {
  apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace: 'shop' }, spec: { template: { metadata: { labels: { app: 'web' } } } },
};

function predicted(objects: readonly KubernetesObject[], meshConfig: object = REGISTRY_ONLY) {
  const plan = planOf(objects);
  const predict = predictions(objects, meshConfig, plan);
  return plan.targets.map(target => ({ to: target.label, ...predict(plan.clients[0], target) }));
}

test('predictions are those of our own analysis, with the configuration of the mesh', () => {
  const verdicts = (meshConfig: object) => predicted([API, WEB], meshConfig).map(({ verdict, outcome }) => `${verdict} ${outcome}`);
  expect(verdicts({})).toEqual(['REACHABLE ARRIVES', ...Array.from({ length: 5 }, () => 'PASSTHROUGH ARRIVES')]);
  expect(verdicts(REGISTRY_ONLY)).toEqual(['REACHABLE ARRIVES', ...Array.from({ length: 5 }, () => 'BLOCKED FAILS')]);
});

test('a pod whose sidecar answers DNS gets an address of its own for each name', () => {
  const ends = (...more: readonly KubernetesObject[]) => predicted([...DATABASES, WEB, ...more]).slice(0, 2)
    .map(({ to, verdict, alternatives = [] }) => [to, verdict, ...alternatives].join(' '));
  expect(ends(proxyConfig('dns', 'true'))).toEqual(['tcp://a.test:5432 REACHABLE', 'tcp://b.test:5432 REACHABLE']);
  expect(ends()).toEqual(['tcp://a.test:5432 UNKNOWN MISROUTED REACHABLE', 'tcp://b.test:5432 UNKNOWN MISROUTED REACHABLE']);
});

test('where the ages of ProxyConfigs decide whether the sidecar answers DNS, both ends are right', () => {
  const both = predicted([...DATABASES, WEB, proxyConfig('on', 'true'), proxyConfig('off', 'false')]);
  expect(both[0]).toMatchObject({ verdict: 'UNKNOWN', alternatives: ['MISROUTED', 'REACHABLE'], outcome: 'UNKNOWN' });
  const row = { from: 'Deployment shop/web', to: both[0].to, predicted: both[0] };
  expect(differences([{ ...row, observed: { verdict: 'REACHABLE', outcome: 'ARRIVES' } }, { ...row, observed: { verdict: 'MISROUTED', outcome: 'FAILS' } }])).toEqual([]);
});

test('clients ask DNS for the names of targets, and dial the address where the name is another one', () => {
  const plan = planOf([API, WEB]);
  expect(plan.targets.filter(target => isByName(target, plan)).map(({ label }) => label)).toEqual([
    'https://api.test:443', 'https://api.test:8443 (wrong port)', 'http://unknown-host.invalid (unknown host)', 'https://unknown-host.invalid (unknown host)',
  ]);
});
