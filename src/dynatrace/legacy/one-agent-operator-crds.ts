// Written by projenrc/generate-legacy-crds.ts from crds/dynatrace.com.yaml, not by hand.
import { JsonObject } from '../../analysis/base/json';

/** The CustomResourceDefinitions of the legacy OneAgent operator. */
export const ONE_AGENT_OPERATOR_CRDS: readonly { readonly name: string; readonly spec: JsonObject }[] = [
  {
    name: 'oneagents.dynatrace.com',
    spec: {
      group: 'dynatrace.com',
      names: { kind: 'OneAgent', listKind: 'OneAgentList', plural: 'oneagents', singular: 'oneagent', categories: ['dynatrace'] },
      scope: 'Namespaced',
      versions: [
        {
          name: 'v1alpha1',
          served: true,
          storage: true,
          schema: {
            openAPIV3Schema: {
              type: 'object',
              required: ['spec'],
              properties: {
                apiVersion: { type: 'string' },
                kind: { type: 'string' },
                metadata: { type: 'object' },
                spec: {
                  type: 'object',
                  required: ['apiUrl'],
                  properties: {
                    agentVersion: { type: 'string' },
                    apiUrl: { type: 'string' },
                    args: { 'type': 'array', 'x-kubernetes-list-type': 'set', 'items': { type: 'string' } },
                    customPullSecret: { type: 'string' },
                    disableAgentUpdate: { type: 'boolean' },
                    dnsPolicy: { type: 'string' },
                    enableIstio: { type: 'boolean' },
                    env: {
                      type: 'array',
                      items: {
                        type: 'object',
                        required: ['name'],
                        properties: {
                          name: { type: 'string' },
                          value: { type: 'string' },
                          valueFrom: {
                            type: 'object',
                            properties: {
                              configMapKeyRef: {
                                type: 'object',
                                required: ['key'],
                                properties: { key: { type: 'string' }, name: { type: 'string' }, optional: { type: 'boolean' } },
                              },
                              fieldRef: {
                                type: 'object',
                                required: ['fieldPath'],
                                properties: { apiVersion: { type: 'string' }, fieldPath: { type: 'string' } },
                              },
                              resourceFieldRef: {
                                type: 'object',
                                required: ['resource'],
                                properties: {
                                  containerName: { type: 'string' },
                                  divisor: {
                                    'x-kubernetes-int-or-string': true,
                                    'pattern': '^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$',
                                    'anyOf': [{ type: 'integer' }, { type: 'string' }],
                                  },
                                  resource: { type: 'string' },
                                },
                              },
                              secretKeyRef: {
                                type: 'object',
                                required: ['key'],
                                properties: { key: { type: 'string' }, name: { type: 'string' }, optional: { type: 'boolean' } },
                              },
                            },
                          },
                        },
                      },
                    },
                    image: { type: 'string' },
                    labels: { type: 'object', additionalProperties: { type: 'string' } },
                    networkZone: { type: 'string' },
                    nodeSelector: { type: 'object', additionalProperties: { type: 'string' } },
                    priorityClassName: { type: 'string' },
                    proxy: { type: 'object', properties: { value: { type: 'string' }, valueFrom: { type: 'string' } } },
                    resources: {
                      type: 'object',
                      properties: {
                        limits: {
                          type: 'object',
                          additionalProperties: {
                            'x-kubernetes-int-or-string': true,
                            'pattern': '^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$',
                            'anyOf': [{ type: 'integer' }, { type: 'string' }],
                          },
                        },
                        requests: {
                          type: 'object',
                          additionalProperties: {
                            'x-kubernetes-int-or-string': true,
                            'pattern': '^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$',
                            'anyOf': [{ type: 'integer' }, { type: 'string' }],
                          },
                        },
                      },
                    },
                    serviceAccountName: { type: 'string' },
                    skipCertCheck: { type: 'boolean' },
                    tokens: { type: 'string' },
                    tolerations: {
                      type: 'array',
                      items: {
                        type: 'object',
                        properties: {
                          effect: { type: 'string' },
                          key: { type: 'string' },
                          operator: { type: 'string' },
                          tolerationSeconds: { type: 'integer', format: 'int64' },
                          value: { type: 'string' },
                        },
                      },
                    },
                    trustedCAs: { type: 'string' },
                    useImmutableImage: { type: 'boolean' },
                    useUnprivilegedMode: { type: 'boolean' },
                    waitReadySeconds: { type: 'integer', minimum: 0 },
                    webhookInjection: { type: 'boolean' },
                  },
                },
                status: { 'type': 'object', 'x-kubernetes-preserve-unknown-fields': true },
              },
            },
          },
          subresources: { status: {} },
          additionalPrinterColumns: [
            { name: 'ApiUrl', type: 'string', jsonPath: '.spec.apiUrl' },
            { name: 'Tokens', type: 'string', jsonPath: '.status.tokens' },
            { name: 'Version', type: 'string', jsonPath: '.status.version' },
            { name: 'Phase', type: 'string', jsonPath: '.status.phase' },
            { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' },
          ],
        },
      ],
    },
  },
  {
    name: 'oneagentapms.dynatrace.com',
    spec: {
      group: 'dynatrace.com',
      names: { kind: 'OneAgentAPM', listKind: 'OneAgentAPMList', plural: 'oneagentapms', singular: 'oneagentapm', categories: ['dynatrace'] },
      scope: 'Namespaced',
      versions: [
        {
          name: 'v1alpha1',
          served: true,
          storage: true,
          schema: {
            openAPIV3Schema: {
              type: 'object',
              required: ['spec'],
              properties: {
                apiVersion: { type: 'string' },
                kind: { type: 'string' },
                metadata: { type: 'object' },
                spec: {
                  type: 'object',
                  required: ['apiUrl'],
                  properties: {
                    agentVersion: { type: 'string' },
                    apiUrl: { type: 'string' },
                    enableIstio: { type: 'boolean' },
                    flavor: { type: 'string' },
                    image: { type: 'string' },
                    networkZone: { type: 'string' },
                    proxy: { type: 'object', properties: { value: { type: 'string' }, valueFrom: { type: 'string' } } },
                    resources: {
                      type: 'object',
                      properties: {
                        limits: {
                          type: 'object',
                          additionalProperties: {
                            'x-kubernetes-int-or-string': true,
                            'pattern': '^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$',
                            'anyOf': [{ type: 'integer' }, { type: 'string' }],
                          },
                        },
                        requests: {
                          type: 'object',
                          additionalProperties: {
                            'x-kubernetes-int-or-string': true,
                            'pattern': '^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$',
                            'anyOf': [{ type: 'integer' }, { type: 'string' }],
                          },
                        },
                      },
                    },
                    skipCertCheck: { type: 'boolean' },
                    tokens: { type: 'string' },
                    trustedCAs: { type: 'string' },
                    useImmutableImage: { type: 'boolean' },
                  },
                },
                status: { 'type': 'object', 'x-kubernetes-preserve-unknown-fields': true },
              },
            },
          },
          subresources: { status: {} },
          additionalPrinterColumns: [
            { name: 'ApiUrl', type: 'string', jsonPath: '.spec.apiUrl' },
            { name: 'Tokens', type: 'string', jsonPath: '.status.tokens' },
            { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' },
          ],
        },
      ],
    },
  },
];
