import * as fc from 'fast-check';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import { fields, maybe, pick, weighted } from '../base/shapes';
import type { Words } from '../istio/words';

/** A certificate that is valid from 2020 to 2120. */
export const CERTIFICATE = [
  '-----BEGIN CERTIFICATE-----',
  'MIIBGzCBw6ADAgECAgEBMAoGCCqGSM49BAMCMBcxFTATBgNVBAMTDGdhdGV3YXku',
  'dGVzdDAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAwMFowFzEVMBMGA1UE',
  'AxMMZ2F0ZXdheS50ZXN0MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE15kGn1Os',
  'J8pyEXq0BAl2mmSZJa5kSSxtn9voKPsvIiVFSbxcvmCGpuzcJBZeQnfNaNagUusH',
  'FVTRAAqvyPcqjzAKBggqhkjOPQQDAgNHADBEAiAlPgOJybW+3ElQjrfhRj7QmjWv',
  'YGbejohgOPAqbs8szQIgFujLgExvwhjaaxV40m/6Beh/mtf/ZrwIoQFzrwVfuUM=',
  '-----END CERTIFICATE-----',
  '',
].join('\n');

/** Instead of a private key, which nobody reads. */
const KEY = 'key';

const base64 = (text: string) => Buffer.from(text).toString('base64');

/** A Gateway with a Secret, whose certificate is valid or not. */
export function credential(words: Words): fc.Arbitrary<KubernetesObject[]> {
  const truncated = CERTIFICATE.replace(/\n[^\n]+\n-----END/, '\n-----END');
  const certificate = pick([[6, CERTIFICATE], [2, `# comment\n${CERTIFICATE}`], [1, base64(CERTIFICATE)], [1, truncated], [1, 'certificate'], [1, '']]);
  const content = fc.tuple(certificate, pick([[5, KEY], [1, '']]), pick([[3, ['tls.crt', 'tls.key']], [1, ['cert', 'key']], [1, ['tls.crt', 'key']]] as const))
    .map(([crt, key, [first, second]]) => ({ [first]: crt, [second]: key }));
  const asData = content.map(texts => ({ data: Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, base64(text)])) }));
  const secret = fc.oneof(asData, content.map(stringData => ({ stringData })), fc.constant({}));
  const metadata = fields({ name: fc.constant('secret'), namespace: weighted([1, fc.constant('istio-system')], [1, words.namespace]) });
  const gateway = fields({
    apiVersion: fc.constant('networking.istio.io/v1'),
    kind: fc.constant('Gateway'),
    metadata: fields({ name: pick([[1, 'a'], [1, 'b'], [1, 'c']]), namespace: words.namespace }),
    spec: fields({
      selector: pick([[3, { istio: 'ingressgateway' }], [1, { app: 'web' }]]),
      servers: words.name.map(host => [{ port: { number: 443, name: 'https', protocol: 'HTTPS' }, hosts: [host], tls: { mode: 'SIMPLE', credentialName: 'secret' } }]),
    }),
  });
  return fc.tuple(gateway, metadata, secret).map(([one, meta, texts]) => [one, { apiVersion: 'v1', kind: 'Secret', metadata: meta, ...texts }] as unknown as KubernetesObject[]);
}

/** VirtualServices of gateways that match a claim of a JWT, and the policies that make the claims known. */
export function jwtRoute(words: Words): fc.Arbitrary<KubernetesObject[]> {
  const header = pick([[4, '@request.auth.claims.group'], [1, '@request.auth.claims[group]'], [1, '@Request.auth.claims.a'], [1, '@request.auth.claims'], [1, 'x-group']]);
  const match = fc.tuple(pick([[3, 'headers'], [1, 'withoutHeaders']]), header).map(([field, name]) => ({ [field]: { [name]: { exact: 'admin' } } }));
  const route = fields({
    apiVersion: fc.constant('networking.istio.io/v1'),
    kind: fc.constant('VirtualService'),
    metadata: fields({ name: fc.constant('claims'), namespace: words.namespace }),
    spec: fields({
      hosts: words.name.map(host => [host]),
      gateways: pick([[2, ['a']], [2, ['b']], [2, ['egress/a']], [2, ['shop/a']], [1, ['missing']], [2, ['shop/b', 'egress/b', 'istio-system/b']]]),
      http: match.map(each => [{ match: [each], route: [{ destination: { host: 'api.ext.test' } }] }]),
    }),
  });
  const policy = fields({
    apiVersion: fc.constant('security.istio.io/v1'),
    kind: fc.constant('RequestAuthentication'),
    metadata: fields({ name: fc.constant('jwt'), namespace: words.namespace }),
    spec: fields({ selector: maybe(60, pick([[2, { matchLabels: { istio: 'ingressgateway' } }], [1, { matchLabels: { app: 'web' } }], [1, { matchLabels: { app: 'none' } }]])) }),
  });
  return fc.tuple(route, maybe(60, policy)).map(([one, other]) => [one, ...other ? [other] : []] as unknown as KubernetesObject[]);
}
