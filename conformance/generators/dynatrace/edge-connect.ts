import * as fc from 'fast-check';
import * as words from './words';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import type { Part } from '../base/part';
import { fields, list, optional, pick } from '../base/shapes';

/** EdgeConnects that the operator accepts. */
export const soundEdgeConnect: fc.Arbitrary<KubernetesObject> = fc.record({
  name: pick([[3, 'ec'], [1, 'edge.connect']]),
  isProvisioner: fc.boolean(),
  rest: fields(optional({
    serviceAccountName: [20, fc.constant('account')],
    replicas: [20, pick([[2, 1], [1, 0]])],
    hostRestrictions: [10, fc.constant(['internal.example.com'])],
    caCertsRef: [10, fc.constant('certs')],
    customPullSecret: [5, fc.constant('pull')],
    autoUpdate: [10, fc.boolean()],
    imageRef: [10, pick<unknown>([[1, { repository: 'x', tag: '1' }], [1, {}]])],
    proxy: [10, fc.constant({ host: 'proxy', port: 3128 })],
    annotations: [5, fc.constant({ team: 'a' })],
    labels: [5, fc.constant({ team: 'a' })],
  })),
}).map(({ name, isProvisioner, rest }) => ({
  apiVersion: 'dynatrace.com/v1alpha2',
  kind: 'EdgeConnect',
  metadata: { name, namespace: 'dynatrace' },
  spec: {
    apiServer: 'abc12345.apps.dynatrace.com',
    oauth: {
      clientSecret: 'secret', endpoint: 'https://sso.dynatrace.com/sso/oauth2/token', resource: 'urn:dtenvironment:abc12345', ...isProvisioner ? { provisioner: true } : {},
    },
    ...isProvisioner ? { hostPatterns: ['*.example.com'] } : {},
    ...rest,
  },
}));

/** Parts that the operator has rules about, valid and invalid, to add to sound EdgeConnects. */
export const edgeConnectParts: readonly Part[] = [
  { path: ['spec', 'apiServer'], value: words.API_SERVER },
  { path: ['spec', 'oauth', 'endpoint'], value: words.SSO_URL },
  { path: ['spec', 'oauth', 'provisioner'], value: fc.boolean() },
  { path: ['spec', 'hostPatterns'], value: list(pick([[2, '*.example.com'], [1, '']]), 0, 2) },
  { path: ['spec', 'kubernetesAutomation'], value: fields(optional({ enabled: [85, fc.boolean()] })) },
  { path: ['spec', 'serviceAccountName'], value: pick([[2, ''], [1, ' '], [1, 'x']]) },
  { path: ['spec', 'replicas'], value: pick([[1, -1], [1, 2147483647], [1, 2147483648], [1, 0]]) },
  { path: ['metadata', 'name'], value: pick([[1, 'a'.repeat(40)], [1, 'a'.repeat(41)], [1, '1a'], [1, 'a.b']]) },
  { path: ['spec', 'imageRef'], value: pick<unknown>([[1, { repository: 'x' }], [1, { digest: 'x' }], [1, { digest: 'sha256:00' }], [1, { pullPolicy: 'always' }]]) },
];
