import * as fc from 'fast-check';
import { Words } from './words';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import { list, pick } from '../base/shapes';

/** VirtualServices of one namespace as the Dynatrace operator creates them, which share hosts. Some differ in what they do with them. */
export function operatorRoutes(words: Words): fc.Arbitrary<KubernetesObject[]> {
  const change = pick<object>([
    [8, {}], [1, { exportTo: ['.'] }], [1, { gateways: ['mesh'] }], [1, { gateways: ['mesh', 'a'] }], [1, { http: [{ route: [{ destination: { host: 'api.test' } }] }] }],
  ]);
  const one = fc.tuple(fc.uniqueArray(words.name, { minLength: 1, maxLength: 2 }), pick([[6, 443], [1, 9999]]), change);
  return fc.tuple(words.namespace, list(one, 2, 3)).map(([namespace, all]) => all.map(([hosts, port, changed], index) => ({
    apiVersion: 'networking.istio.io/v1beta1',
    kind: 'VirtualService',
    metadata: { name: `operator-${index}`, namespace },
    spec: {
      hosts,
      tls: hosts.map(host => ({ match: [{ port, sniHosts: [host] }], route: [{ destination: { host, port: { number: port } } }] })),
      ...changed,
    },
  })));
}
