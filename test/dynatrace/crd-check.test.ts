import { schemaFaults, specFields, unsetFields } from './crd-check';

const dynakube = (spec: unknown) => ({ apiVersion: 'dynatrace.com/v1beta6', kind: 'DynaKube', spec });

test('what the API server refuses or drops is found', () => {
  expect(schemaFaults(dynakube({
    apiUrl: 'a'.repeat(129),
    networkZone: 1,
    unheardOf: true,
    proxy: { value: null },
    kspm: null,
    oneAgent: {
      hostMonitoring: {
        args: ['--a', '--a'],
        imagePullPolicy: 'Sometimes',
        oneAgentResources: { limits: { cpu: 'much' } },
        tolerations: [{ tolerationSeconds: 1.5 }],
        env: [{ value: 'x' }],
      },
    },
    activeGate: { replicas: 2 ** 31, labels: { a: 1 } },
  }))).toEqual([
    'spec.apiUrl is too long',
    'spec.networkZone is of type integer, not string',
    'spec.unheardOf is unknown',
    'spec.kspm is null',
    'spec.oneAgent.hostMonitoring.args has equal items',
    'spec.oneAgent.hostMonitoring.imagePullPolicy is not one of the options',
    'spec.oneAgent.hostMonitoring.oneAgentResources.limits.cpu is no integer or text of the pattern',
    'spec.oneAgent.hostMonitoring.tolerations[0].tolerationSeconds is of type number, not integer',
    'spec.oneAgent.hostMonitoring.env[0].name is missing',
    'spec.activeGate.replicas is too large',
    'spec.activeGate.labels.a is of type integer, not string',
  ]);
  expect(schemaFaults(dynakube({}))).toEqual(['spec.apiUrl is missing']);
});

test('fields that are not set are found, those in lists too', () => {
  expect(unsetFields(dynakube({ logMonitoring: { ingestRuleMatchers: [{ attribute: 'a' }] } }), 'spec.logMonitoring'))
    .toEqual(['spec.logMonitoring.ingestRuleMatchers[].values']);
});

test('the fields of a kind are those of its CRD', () => {
  expect(specFields('dynatrace.com/v1alpha1', 'OneAgentAPM').sort()).toEqual([
    'agentVersion', 'apiUrl', 'enableIstio', 'flavor', 'image', 'networkZone', 'proxy', 'resources', 'skipCertCheck', 'tokens', 'trustedCAs',
    'useImmutableImage',
  ]);
  expect(() => specFields('dynatrace.com/v1', 'DynaKube')).toThrow(new Error('no CRD for dynatrace.com/v1 DynaKube'));
});
