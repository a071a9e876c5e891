// Written by projenrc/generate-schemas.ts from crds/security.istio.io.yaml, not by hand.
import type { SchemaNode } from './schema-node';

const mtlsNode: SchemaNode = { type: 'object', properties: { mode: { type: 'string', enum: ['UNSET', 'DISABLE', 'PERMISSIVE', 'STRICT'] } } };

/** The schemas of security.istio.io, by API group, version and kind. */
export const SECURITY_ISTIO_IO_SCHEMAS: Readonly<Record<string, SchemaNode>> = {
  'security.istio.io/v1/PeerAuthentication': {
    type: 'object',
    properties: {
      spec: {
        type: 'object',
        rules: [
          'has(self.portLevelMtls) ? (((has(self.selector) && has(self.selector.matchLabels)) ? self.selector.matchLabels : {}).size() > 0) : true',
        ],
        properties: {
          mtls: mtlsNode,
          portLevelMtls: {
            type: 'object',
            minProperties: 1,
            rules: ['self.all(key, 0 < int(key) && int(key) <= 65535)'],
            additionalProperties: mtlsNode,
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
        },
      },
    },
  },
};
