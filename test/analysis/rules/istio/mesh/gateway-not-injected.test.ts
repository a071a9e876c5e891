import type { KubernetesObject } from '../../../../../src/analysis/base/kubernetes-object';
import { check } from '../../../../../src/analysis/check';

const namespace = (labels: object): KubernetesObject => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'egress', labels: { ...labels } } });

function gateway(labels: object = { 'sidecar.istio.io/inject': 'true' }, annotations: object = { 'inject.istio.io/templates': 'gateway' }): KubernetesObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'out', namespace: 'egress' },
    spec: { selector: { matchLabels: { app: 'out' } }, template: { metadata: { labels: { app: 'out', ...labels }, annotations }, spec: { containers: [{ name: 'istio-proxy', image: 'auto' }] } } },
  };
}

const found = (...objects: KubernetesObject[]) => check(objects).filter(({ rule }) => rule === 'mesh/gateway-not-injected').map(({ object, severity, message }) => ({ object, severity, message }));

test('the pods of a gateway don\'t start in a namespace that Istio does not inject', () => {
  expect(found(namespace({ 'istio-injection': 'disabled' }), gateway())).toEqual([{
    object: 1,
    severity: 'error',
    message: 'the pods of the gateway do not start, because Namespace "egress" has the label "istio-injection: disabled" and Istio\'s injector adds the proxy; remove the label, or move the gateway',
  }]);
});

test('neither do pods that refuse the injection', () => {
  expect(found(gateway({ 'sidecar.istio.io/inject': 'false' }))).toEqual([{
    object: 0,
    severity: 'error',
    message: 'the pods of the gateway do not start, because they have the label "sidecar.istio.io/inject: false" and Istio\'s injector adds the proxy; set it to "true"',
  }]);
});

test.each<[string, KubernetesObject[]]>([
  ['an injected namespace', [namespace({ 'istio-injection': 'enabled' }), gateway()]],
  ['a namespace without labels', [namespace({}), gateway()]],
  ['a namespace that is not among the objects', [gateway()]],
  ['pods that are no gateway', [namespace({ 'istio-injection': 'disabled' }), gateway({}, {})]],
])('%s is right', (_, objects) => {
  expect(found(...objects)).toEqual([]);
});
