import { CERTIFICATE } from '../../../../conformance/generators/mesh/credentials';
import type { KubernetesObject } from '../../../../src/analysis/base/kubernetes-object';
import { check } from '../../../../src/analysis/check';
import { istio } from '../../manifests';

function messages(rule: string, ...objects: KubernetesObject[]): string[] {
  return check(objects).filter(finding => finding.rule === rule).map(({ object, message }) => `${object}: ${message}`);
}

const SELECTOR = { istio: 'ingressgateway' };
const server = { port: { number: 443, name: 'https', protocol: 'HTTPS' }, hosts: ['a.test'], tls: { mode: 'SIMPLE', credentialName: 'cert' } };
const gateway = istio('Gateway', 'public', { selector: SELECTOR, servers: [server] }, { namespace: 'shop' });

describe('gateway/invalid-credential', () => {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const found = (texts: object, namespace = 'istio-system') => messages(
    'gateway/invalid-credential', gateway, { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'cert', namespace }, ...texts },
  );
  const SECRET = '0: \'spec.servers[0].tls.credentialName\' names Secret "istio-system/cert", which must have a certificate';

  test.each<[string, object]>([
    ['data', { data: { 'tls.crt': base64(CERTIFICATE), 'tls.key': base64('key') } }],
    ['plain texts', { stringData: { 'tls.crt': CERTIFICATE, 'tls.key': 'key' } }],
    ['the other keys', { stringData: { cert: CERTIFICATE, key: 'key' } }],
  ])('a certificate in %s is valid', (_, texts) => {
    expect(found(texts)).toEqual([]);
  });

  test.each<[string, object]>([
    ['no data', {}],
    ['no private key', { stringData: { 'tls.crt': CERTIFICATE } }],
    ['an empty private key', { stringData: { 'tls.crt': CERTIFICATE, 'tls.key': '' } }],
    ['keys of two kinds', { stringData: { 'tls.crt': CERTIFICATE, 'key': 'key' } }],
  ])('a Secret with %s is not', (_, texts) => {
    expect(found(texts)).toEqual([`${SECRET} and its private key: the keys tls.crt and tls.key, or cert and key; add what is missing or empty`]);
  });

  test('a text that is no certificate is not, and is not shown', () => {
    expect(found({ stringData: { 'tls.crt': 'hunter2', 'tls.key': 'hunter3' } }))
      .toEqual([`${SECRET} in PEM in the key tls.crt; encode it in base64 once, under 'data', or write it under 'stringData'`]);
    expect(JSON.stringify(check([gateway, { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'cert', namespace: 'istio-system' }, stringData: { cert: 'hunter2', key: 'hunter3' } } as KubernetesObject])))
      .not.toContain('hunter');
  });

  test('a Secret of another namespace does not count', () => {
    expect(found({}, 'shop')).toEqual([]);
  });
});

describe('virtual-service/jwt-claim-without-authentication', () => {
  const claims = (header: string, field = 'headers') => istio('VirtualService', 'v', {
    hosts: ['a.test'], gateways: ['public'], http: [{ match: [{ [field]: { [header]: { exact: 'x' } } }], route: [{ destination: { host: 'a.test' } }] }],
  }, { namespace: 'shop' });
  const authentication = (namespace: string, spec: object = {}) => ({ apiVersion: 'security.istio.io/v1', kind: 'RequestAuthentication', metadata: { name: 'jwt', namespace }, spec });
  const found = (...objects: KubernetesObject[]) => messages('virtual-service/jwt-claim-without-authentication', gateway, ...objects);
  const FAULT = '1: \'spec.http\' matches a claim of a JWT, got "@request.auth.claims.group", but no RequestAuthentication applies to the pods of Gateway shop/public, '
    + 'so the claim is never known and the route never used; add a RequestAuthentication in the namespace of these pods';

  test('the pods of the gateway need a RequestAuthentication', () => {
    expect(found(claims('@request.auth.claims.group'))).toEqual([FAULT]);
    expect(found(claims('@request.auth.claims.group', 'withoutHeaders'))).toEqual([FAULT]);
    expect(found(claims('@request.auth.claims.group'), authentication('shop'))).toEqual([FAULT]);
    expect(found(claims('@request.auth.claims.group'), authentication('istio-system', { selector: { matchLabels: { app: 'web' } } }))).toEqual([FAULT]);
  });

  test.each<[string, KubernetesObject[]]>([
    ['one for all pods of the namespace', [claims('@request.auth.claims.group'), authentication('istio-system')]],
    ['one that selects them', [claims('@request.auth.claims.group'), authentication('istio-system', { selector: { matchLabels: SELECTOR } })]],
    ['no need for one', [claims('x-group')]],
    ['a name that is no claim', [claims('@request.auth.claims')]],
  ])('they have %s', (_, objects) => {
    expect(found(...objects)).toEqual([]);
  });
});

test('mesh/policy-selects-gateway', () => {
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'gw', namespace: 'shop', labels: { 'app': 'gw', 'gateway.networking.k8s.io/gateway-name': 'public' } } } as unknown as KubernetesObject;
  const policy = (spec: object, kind = 'AuthorizationPolicy', group = 'security.istio.io/v1') => ({ apiVersion: group, kind, metadata: { name: 'p', namespace: 'shop' }, spec });
  const selector = { matchLabels: { app: 'gw' } };
  const found = (object: KubernetesObject) => messages('mesh/policy-selects-gateway', pod, object);
  const FAULT = ['1: \'spec.selector\' selects pods of the Kubernetes Gateway "public": waypoints ignore the selector, and other gateways do so with '
    + 'ENABLE_SELECTOR_BASED_K8S_GATEWAY_POLICY=false; use \'spec.targetRefs\''];
  expect([
    found(policy({ selector })), found(policy({ selector }, 'RequestAuthentication')), found(policy({ selector }, 'WasmPlugin', 'extensions.istio.io/v1alpha1')),
    found(policy({ selector: { matchLabels: { app: 'web' } } })), found(policy({})), found(policy({ targetRefs: [{ kind: 'Gateway', name: 'public' }] })),
  ]).toEqual([FAULT, FAULT, FAULT, [], [], []]);
});
