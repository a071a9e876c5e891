// Written by projenrc/generate-schemas.ts from crds/telemetry.istio.io.yaml, not by hand.
import type { SchemaNode } from './schema-node';

const modeNode: SchemaNode = { type: 'string', enum: ['CLIENT_AND_SERVER', 'CLIENT', 'SERVER'] };
const matchNode: SchemaNode = { type: 'object', properties: { mode: modeNode } };
const providersNode: SchemaNode = {
  type: 'array',
  items: { type: 'object', required: ['name'], properties: { name: { type: 'string', minLength: 1 } } },
};
const targetRefNode: SchemaNode = {
  type: 'object',
  required: ['kind', 'name'],
  properties: {
    group: { type: 'string', pattern: '^$|^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$', maxLength: 253 },
    kind: { type: 'string', pattern: '^[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?$', minLength: 1, maxLength: 63 },
    name: { type: 'string', minLength: 1, maxLength: 253 },
    namespace: { type: 'string', rules: ['self.size() == 0'] },
  },
};
const environmentNode: SchemaNode = {
  type: 'object',
  required: ['name'],
  properties: { defaultValue: { type: 'string' }, name: { type: 'string', minLength: 1 } },
};
const formatterNode: SchemaNode = { type: 'object', required: ['value'], properties: { value: { type: 'string', minLength: 1 } } };

/** The schemas of telemetry.istio.io, by API group, version and kind. */
export const TELEMETRY_ISTIO_IO_SCHEMAS: Readonly<Record<string, SchemaNode>> = {
  'telemetry.istio.io/v1/Telemetry': {
    type: 'object',
    properties: {
      spec: {
        type: 'object',
        rules: ['(has(self.selector) ? 1 : 0) + (has(self.targetRef) ? 1 : 0) + (has(self.targetRefs) ? 1 : 0) <= 1'],
        properties: {
          accessLogging: {
            type: 'array',
            items: {
              type: 'object',
              properties: {
                disabled: { type: 'boolean', nullable: true },
                filter: { type: 'object', properties: { expression: { type: 'string' } } },
                match: matchNode,
                providers: providersNode,
              },
            },
          },
          metrics: {
            type: 'array',
            items: {
              type: 'object',
              properties: {
                overrides: {
                  type: 'array',
                  items: {
                    type: 'object',
                    properties: {
                      disabled: { type: 'boolean', nullable: true },
                      match: {
                        type: 'object',
                        oneOf: [
                          { not: { anyOf: [{ required: ['metric'] }, { required: ['customMetric'] }] } },
                          { required: ['metric'] },
                          { required: ['customMetric'] },
                        ],
                        properties: {
                          customMetric: { type: 'string', minLength: 1 },
                          metric: {
                            type: 'string',
                            enum: [
                              'ALL_METRICS',
                              'REQUEST_COUNT',
                              'REQUEST_DURATION',
                              'REQUEST_SIZE',
                              'RESPONSE_SIZE',
                              'TCP_OPENED_CONNECTIONS',
                              'TCP_CLOSED_CONNECTIONS',
                              'TCP_SENT_BYTES',
                              'TCP_RECEIVED_BYTES',
                              'GRPC_REQUEST_MESSAGES',
                              'GRPC_RESPONSE_MESSAGES',
                            ],
                          },
                          mode: modeNode,
                        },
                      },
                      tagOverrides: {
                        type: 'object',
                        additionalProperties: {
                          type: 'object',
                          rules: [
                            '((has(self.operation) ? self.operation : "") == "UPSERT") ? (self.value != "") : true',
                            '((has(self.operation) ? self.operation : "") == "REMOVE") ? !has(self.value) : true',
                          ],
                          properties: { operation: { type: 'string', enum: ['UPSERT', 'REMOVE'] }, value: { type: 'string' } },
                        },
                      },
                    },
                  },
                },
                providers: providersNode,
                reportingInterval: { type: 'string', rules: ["duration(self) >= duration('1ms')"] },
              },
            },
          },
          selector: {
            type: 'object',
            properties: {
              matchLabels: {
                type: 'object',
                maxProperties: 4096,
                rules: ['self.all(key, !key.contains("*"))', 'self.all(key, key.size() != 0)'],
                additionalProperties: { type: 'string', maxLength: 63, rules: ['!self.contains("*")'] },
              },
            },
          },
          targetRef: targetRefNode,
          targetRefs: { type: 'array', maxItems: 16, items: targetRefNode },
          tracing: {
            type: 'array',
            items: {
              type: 'object',
              properties: {
                customTags: {
                  type: 'object',
                  additionalProperties: {
                    type: 'object',
                    oneOf: [
                      {
                        not: {
                          anyOf: [{ required: ['literal'] }, { required: ['environment'] }, { required: ['header'] }, { required: ['formatter'] }],
                        },
                      },
                      { required: ['literal'] },
                      { required: ['environment'] },
                      { required: ['header'] },
                      { required: ['formatter'] },
                    ],
                    properties: { environment: environmentNode, formatter: formatterNode, header: environmentNode, literal: formatterNode },
                  },
                },
                disableContextPropagation: { type: 'boolean', nullable: true },
                disableSpanReporting: { type: 'boolean', nullable: true },
                enableIstioTags: { type: 'boolean', nullable: true },
                match: matchNode,
                providers: providersNode,
                randomSamplingPercentage: { type: 'number', format: 'double', nullable: true, minimum: 0, maximum: 100 },
                useRequestIdForTraceSampling: { type: 'boolean', nullable: true },
              },
            },
          },
        },
      },
    },
  },
};
