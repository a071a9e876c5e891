import { missingSecrets } from '../../../../conformance/lab/connections/credentials';
import { LAB_CREDENTIAL } from '../../../../conformance/lab/mesh/credential';
import type { KubernetesObject } from '../../../../src/analysis/base/kubernetes-object';

function istio(kind: string, namespace: string, spec: object): KubernetesObject {
  return { apiVersion: 'networking.istio.io/v1', kind, metadata: { name: 'one', namespace }, spec };
}

const SIDECAR_RULE = istio('DestinationRule', 'shop', { host: 'a.test', workloadSelector: { matchLabels: { app: 'web' } }, trafficPolicy: { portLevelSettings: [{ port: { number: 80 }, tls: { credentialName: 'bank' } }] } });
const GATEWAY_RULE = istio('DestinationRule', 'shop', { host: 'a.test', subsets: [{ name: 'v1', trafficPolicy: { tls: { credentialName: 'partner' } } }] });
const GATEWAY_POD: KubernetesObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'egress', namespace: 'egress' },
  spec: { template: { metadata: { labels: { app: 'egress' }, annotations: { 'inject.istio.io/templates': 'gateway' } } } },
};
const secret = (namespace: string, name: string, kind = 'Secret', apiVersion = 'v1'): KubernetesObject => ({ apiVersion, kind, metadata: { name, namespace } });

const names = (...objects: readonly KubernetesObject[]) => missingSecrets(objects).map(({ metadata }) => `${metadata?.namespace}/${metadata?.name}`);

test('a sidecar reads the Secret in the namespace of its rule, and a gateway in its own', () => {
  expect(names(SIDECAR_RULE, GATEWAY_RULE, GATEWAY_POD)).toEqual(['egress/partner', 'shop/bank']);
  expect(names(SIDECAR_RULE, GATEWAY_RULE)).toEqual(['shop/bank']);
});

test('a Gateway names the certificates of its servers', () => {
  expect(names(istio('Gateway', 'shop', { servers: [{ tls: { credentialName: 'web' } }, { tls: { credentialNames: ['rsa', 'ecdsa'] } }] }), GATEWAY_POD)).toEqual(['egress/ecdsa', 'egress/rsa', 'egress/web']);
});

test('a Secret among the objects stays as it is; that of an ExternalSecret is made by somebody else', () => {
  expect(names(SIDECAR_RULE, secret('shop', 'bank'))).toEqual([]);
  expect(names(SIDECAR_RULE, secret('other', 'bank'), secret('shop', 'bank', 'ExternalSecret', 'external-secrets.io/v1'))).toEqual(['shop/bank']);
});

test('what is not a Secret is not made', () => {
  expect(names(istio('DestinationRule', 'shop', { host: 'a.test', workloadSelector: {}, trafficPolicy: { tls: { credentialName: 'configmap://authority' } } }))).toEqual([]);
});

test('the data are the places for the certificates of the lab', () => {
  expect(missingSecrets([SIDECAR_RULE])).toEqual([{
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'bank', namespace: 'shop' },
    data: { 'tls.crt': LAB_CREDENTIAL.certificate, 'tls.key': LAB_CREDENTIAL.key, 'ca.crt': LAB_CREDENTIAL.authority },
  }]);
});
