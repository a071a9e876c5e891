import { Duration } from 'cdk8s';
import * as fc from 'fast-check';
import { apiUrl, proxy } from './dynakube-props';
import { image, label, labels } from './kubernetes-values';
import { dnsPolicy, env, podOptions } from './pod-options';
import { tokenSecret } from './token-secrets';
import { OneAgentApmProps, OneAgentFlavor, OneAgentProps } from '../../../src';

const common = {
  apiUrl,
  skipCertCheck: fc.boolean(),
  proxy,
  trustedCaConfigMapName: label,
  networkZone: label,
  image,
  resources: podOptions.resources,
};

/** Props of OneAgents of the legacy operator. */
export const oneAgentProps: fc.Arbitrary<OneAgentProps> = fc.record({
  ...common,
  tokens: tokenSecret('oneagent'),
  customPullSecret: label,
  disableAgentUpdate: fc.boolean(),
  waitReadySeconds: fc.integer({ min: 1, max: 1000 }).map(amount => Duration.seconds(amount)),
  useUnprivilegedMode: fc.boolean(),
  serviceAccountName: label,
  args: fc.constantFrom<string[]>([], ['--set-infra-only=true']),
  env,
  labels,
  nodeSelector: labels,
  tolerations: podOptions.tolerations,
  priorityClassName: label,
  dnsPolicy,
  webhookInjection: fc.boolean(),
}, { requiredKeys: ['apiUrl'] });

/** Props of OneAgentAPMs of the legacy operator. */
export const oneAgentApmProps: fc.Arbitrary<OneAgentApmProps> = fc.record({
  ...common,
  tokens: tokenSecret('oneagentapm'),
  flavor: fc.constantFrom(...Object.values(OneAgentFlavor)),
}, { requiredKeys: ['apiUrl'] });
