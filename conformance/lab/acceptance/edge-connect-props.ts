import * as fc from 'fast-check';
import { domain, label, labels, optional } from './kubernetes-values';
import { env, imageRef, podOptions, topologySpreadConstraints } from './pod-options';
import { tokenSecret } from './token-secrets';
import { EdgeConnectProps } from '../../../src';

const hostPatterns = fc.uniqueArray(fc.oneof(domain, domain.map(name => `*.${name}`)), { minLength: 1, maxLength: 3 });

/** Props of EdgeConnects that the operator accepts; a provisioner needs host patterns or automation. */
export const edgeConnectProps: fc.Arbitrary<EdgeConnectProps> = fc.record({
  apiServer: label.map(environment => `${environment}.apps.dynatrace.com`),
  provisioner: fc.boolean(),
  clientSecret: tokenSecret('edgeconnect'),
  kubernetesAutomation: fc.boolean(),
  hostPatterns,
  rest: fc.record({
    hostRestrictions: hostPatterns,
    imageRef,
    customPullSecret: label,
    autoUpdate: fc.boolean(),
    replicas: fc.integer({ min: 0, max: 5 }),
    resources: podOptions.resources,
    env,
    labels,
    annotations: podOptions.annotations,
    nodeSelector: labels,
    tolerations: podOptions.tolerations,
    topologySpreadConstraints,
    serviceAccountName: label,
    caCertsRef: label,
    proxy: fc.record({
      host: domain,
      port: optional(fc.integer({ min: 1, max: 65535 })),
      noProxy: optional(fc.uniqueArray(domain, { maxLength: 2 })),
      authRef: optional(label),
    }),
  }, { requiredKeys: [] }),
}).map(({ apiServer, provisioner, clientSecret, kubernetesAutomation, hostPatterns: patterns, rest }) => ({
  ...rest,
  apiServer,
  oauth: { clientSecret, provisioner },
  ...provisioner ? { hostPatterns: patterns, kubernetesAutomation } : {},
}));
