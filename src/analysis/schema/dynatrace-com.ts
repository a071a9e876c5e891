// Written by projenrc/generate-schemas.ts from crds/dynatrace.com.yaml, not by hand.
import type { SchemaNode } from './schema-node';

const customPropertiesNode: SchemaNode = {
  type: 'object',
  properties: { value: { type: 'string', nullable: true }, valueFrom: { type: 'string', nullable: true } },
};
const configMapKeyRefNode: SchemaNode = {
  type: 'object',
  required: ['key'],
  properties: { key: { type: 'string' }, name: { type: 'string', defaulted: true }, optional: { type: 'boolean' } },
};
const fieldRefNode: SchemaNode = {
  type: 'object',
  required: ['fieldPath'],
  properties: { apiVersion: { type: 'string' }, fieldPath: { type: 'string' } },
};
const divisorNode: SchemaNode = {
  intOrString: true,
  pattern: '^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$',
  anyOf: [{ type: 'integer' }, { type: 'string' }],
};
const resourceFieldRefNode: SchemaNode = {
  type: 'object',
  required: ['resource'],
  properties: { containerName: { type: 'string' }, divisor: divisorNode, resource: { type: 'string' } },
};
const envNode: SchemaNode = {
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
          configMapKeyRef: configMapKeyRefNode,
          fieldRef: fieldRefNode,
          fileKeyRef: {
            type: 'object',
            required: ['key', 'path', 'volumeName'],
            properties: {
              key: { type: 'string' },
              optional: { type: 'boolean', defaulted: true },
              path: { type: 'string' },
              volumeName: { type: 'string' },
            },
          },
          resourceFieldRef: resourceFieldRefNode,
          secretKeyRef: configMapKeyRefNode,
        },
      },
    },
  },
};
const limitsNode: SchemaNode = { type: 'object', additionalProperties: divisorNode };
const resourcesNode: SchemaNode = {
  type: 'object',
  properties: {
    claims: {
      type: 'array',
      listType: 'map',
      listMapKeys: ['name'],
      items: { type: 'object', required: ['name'], properties: { name: { type: 'string' }, request: { type: 'string' } } },
    },
    limits: limitsNode,
    requests: limitsNode,
  },
};
const maxUnavailableNode: SchemaNode = { intOrString: true, anyOf: [{ type: 'integer' }, { type: 'string' }] };
const tolerationsNode: SchemaNode = {
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
};
const valuesNode: SchemaNode = { type: 'array', listType: 'atomic', items: { type: 'string' } };
const matchExpressionsNode: SchemaNode = {
  type: 'array',
  listType: 'atomic',
  items: { type: 'object', required: ['key', 'operator'], properties: { key: { type: 'string' }, operator: { type: 'string' }, values: valuesNode } },
};
const labelSelectorNode: SchemaNode = {
  type: 'object',
  properties: { matchExpressions: matchExpressionsNode, matchLabels: { type: 'object', additionalProperties: { type: 'string' } } },
};
const topologySpreadConstraintsNode: SchemaNode = {
  type: 'array',
  items: {
    type: 'object',
    required: ['maxSkew', 'topologyKey', 'whenUnsatisfiable'],
    properties: {
      labelSelector: labelSelectorNode,
      matchLabelKeys: valuesNode,
      maxSkew: { type: 'integer', format: 'int32' },
      minDomains: { type: 'integer', format: 'int32' },
      nodeAffinityPolicy: { type: 'string' },
      nodeTaintsPolicy: { type: 'string' },
      topologyKey: { type: 'string' },
      whenUnsatisfiable: { type: 'string' },
    },
  },
};
const resourcesNode2: SchemaNode = { type: 'object', properties: { limits: limitsNode, requests: limitsNode } };
const volumeClaimTemplateNode: SchemaNode = {
  type: 'object',
  properties: {
    accessModes: valuesNode,
    dataSource: {
      type: 'object',
      required: ['kind', 'name'],
      properties: { apiGroup: { type: 'string' }, kind: { type: 'string' }, name: { type: 'string' } },
    },
    dataSourceRef: {
      type: 'object',
      required: ['kind', 'name'],
      properties: { apiGroup: { type: 'string' }, kind: { type: 'string' }, name: { type: 'string' }, namespace: { type: 'string' } },
    },
    resources: resourcesNode2,
    selector: labelSelectorNode,
    storageClassName: { type: 'string' },
    volumeAttributesClassName: { type: 'string' },
    volumeMode: { type: 'string' },
    volumeName: { type: 'string' },
  },
};
const preferenceNode: SchemaNode = { type: 'object', properties: { matchExpressions: matchExpressionsNode, matchFields: matchExpressionsNode } };
const nodeAffinityNode: SchemaNode = {
  type: 'object',
  properties: {
    preferredDuringSchedulingIgnoredDuringExecution: {
      type: 'array',
      listType: 'atomic',
      items: {
        type: 'object',
        required: ['preference', 'weight'],
        properties: { preference: preferenceNode, weight: { type: 'integer', format: 'int32' } },
      },
    },
    requiredDuringSchedulingIgnoredDuringExecution: {
      type: 'object',
      required: ['nodeSelectorTerms'],
      properties: { nodeSelectorTerms: { type: 'array', listType: 'atomic', items: preferenceNode } },
    },
  },
};
const podAffinityTermNode: SchemaNode = {
  type: 'object',
  required: ['topologyKey'],
  properties: {
    labelSelector: labelSelectorNode,
    matchLabelKeys: valuesNode,
    mismatchLabelKeys: valuesNode,
    namespaceSelector: labelSelectorNode,
    namespaces: valuesNode,
    topologyKey: { type: 'string' },
  },
};
const podAffinityNode: SchemaNode = {
  type: 'object',
  properties: {
    preferredDuringSchedulingIgnoredDuringExecution: {
      type: 'array',
      listType: 'atomic',
      items: {
        type: 'object',
        required: ['podAffinityTerm', 'weight'],
        properties: { podAffinityTerm: podAffinityTermNode, weight: { type: 'integer', format: 'int32' } },
      },
    },
    requiredDuringSchedulingIgnoredDuringExecution: { type: 'array', listType: 'atomic', items: podAffinityTermNode },
  },
};
const secretRefNode: SchemaNode = { type: 'object', properties: { name: { type: 'string', defaulted: true } } };
const configMapNode: SchemaNode = {
  type: 'array',
  listType: 'atomic',
  items: {
    type: 'object',
    required: ['key', 'path'],
    properties: { key: { type: 'string' }, mode: { type: 'integer', format: 'int32' }, path: { type: 'string' } },
  },
};
const downwardAPINode: SchemaNode = {
  type: 'array',
  listType: 'atomic',
  items: {
    type: 'object',
    required: ['path'],
    properties: {
      fieldRef: fieldRefNode,
      mode: { type: 'integer', format: 'int32' },
      path: { type: 'string' },
      resourceFieldRef: resourceFieldRefNode,
    },
  },
};
const configMapNode2: SchemaNode = {
  type: 'object',
  properties: { items: configMapNode, name: { type: 'string', defaulted: true }, optional: { type: 'boolean' } },
};
const kspmNode: SchemaNode = { type: 'object', properties: { mappedHostPaths: { type: 'array', items: { type: 'string' } } } };
const logMonitoringNode: SchemaNode = {
  type: 'object',
  properties: {
    ingestRuleMatchers: {
      type: 'array',
      items: { type: 'object', properties: { attribute: { type: 'string' }, values: { type: 'array', items: { type: 'string' } } } },
    },
  },
};
const rollingUpdateNode: SchemaNode = { type: 'object', properties: { maxSurge: maxUnavailableNode, maxUnavailable: maxUnavailableNode } };
const classicFullStackNode: SchemaNode = {
  type: 'object',
  nullable: true,
  properties: {
    additionalResourceAttributes: { type: 'object', additionalProperties: { type: 'string' } },
    annotations: { type: 'object', additionalProperties: { type: 'string' } },
    args: { type: 'array', listType: 'set', items: { type: 'string' } },
    dnsPolicy: { type: 'string' },
    env: envNode,
    image: { type: 'string' },
    imagePullPolicy: { type: 'string', enum: ['IfNotPresent', 'Always', 'Never'] },
    labels: { type: 'object', additionalProperties: { type: 'string' } },
    nodeSelector: { type: 'object', additionalProperties: { type: 'string' } },
    oneAgentResources: resourcesNode,
    priorityClassName: { type: 'string' },
    rollingUpdate: rollingUpdateNode,
    secCompProfile: { type: 'string' },
    storageHostPath: { type: 'string' },
    tolerations: tolerationsNode,
    version: { type: 'string' },
  },
};
const imageRefNode: SchemaNode = {
  type: 'object',
  properties: {
    digest: { type: 'string', pattern: '^[a-z0-9]+:([a-f0-9]+|[A-F0-9]+)$' },
    pullPolicy: { type: 'string', enum: ['IfNotPresent', 'Always', 'Never'] },
    repository: { type: 'string' },
    tag: { type: 'string' },
  },
};
const extensionExecutionControllerNode: SchemaNode = {
  type: 'object',
  properties: {
    annotations: { type: 'object', additionalProperties: { type: 'string' } },
    customConfig: { type: 'string' },
    customExtensionCertificates: { type: 'string' },
    imageRef: imageRefNode,
    labels: { type: 'object', additionalProperties: { type: 'string' } },
    persistentVolumeClaim: volumeClaimTemplateNode,
    resources: resourcesNode,
    tlsRefName: { type: 'string' },
    tolerations: tolerationsNode,
    topologySpreadConstraints: topologySpreadConstraintsNode,
    useEphemeralVolume: { type: 'boolean' },
  },
};
const kspmNodeConfigurationCollectorNode: SchemaNode = {
  type: 'object',
  properties: {
    annotations: { type: 'object', additionalProperties: { type: 'string' } },
    args: { type: 'array', items: { type: 'string' } },
    env: envNode,
    imageRef: imageRefNode,
    labels: { type: 'object', additionalProperties: { type: 'string' } },
    nodeAffinity: nodeAffinityNode,
    nodeSelector: { type: 'object', additionalProperties: { type: 'string' } },
    priorityClassName: { type: 'string' },
    resources: resourcesNode,
    tolerations: tolerationsNode,
    updateStrategy: { type: 'object', properties: { rollingUpdate: rollingUpdateNode, type: { type: 'string' } } },
  },
};
const classicFullStackNode2: SchemaNode = {
  type: 'object',
  nullable: true,
  properties: {
    annotations: { type: 'object', additionalProperties: { type: 'string' } },
    args: { type: 'array', listType: 'set', items: { type: 'string' } },
    autoUpdate: { type: 'boolean' },
    dnsPolicy: { type: 'string' },
    env: envNode,
    image: { type: 'string' },
    labels: { type: 'object', additionalProperties: { type: 'string' } },
    nodeSelector: { type: 'object', additionalProperties: { type: 'string' } },
    oneAgentResources: resourcesNode,
    priorityClassName: { type: 'string' },
    secCompProfile: { type: 'string' },
    storageHostPath: { type: 'string' },
    tolerations: tolerationsNode,
    version: { type: 'string' },
  },
};
const configMapKeyRefNode2: SchemaNode = {
  type: 'object',
  required: ['key'],
  properties: { key: { type: 'string' }, name: { type: 'string' }, optional: { type: 'boolean' } },
};
const proxyNode: SchemaNode = { type: 'object', properties: { value: { type: 'string' }, valueFrom: { type: 'string' } } };

/** The schemas of dynatrace.com, by API group, version and kind. */
export const DYNATRACE_COM_SCHEMAS: Readonly<Record<string, SchemaNode>> = {
  'dynatrace.com/v1beta6/DynaKube': {
    type: 'object',
    properties: {
      apiVersion: { type: 'string' },
      kind: { type: 'string' },
      metadata: { type: 'object' },
      spec: {
        type: 'object',
        required: ['apiUrl'],
        properties: {
          activeGate: {
            type: 'object',
            properties: {
              annotations: { type: 'object', additionalProperties: { type: 'string' } },
              capabilities: { type: 'array', listType: 'set', items: { type: 'string' } },
              customProperties: customPropertiesNode,
              dnsPolicy: { type: 'string' },
              env: envNode,
              group: { type: 'string' },
              image: { type: 'string' },
              imagePullPolicy: { type: 'string', enum: ['IfNotPresent', 'Always', 'Never'] },
              labels: { type: 'object', additionalProperties: { type: 'string' } },
              nodeSelector: { type: 'object', additionalProperties: { type: 'string' } },
              priorityClassName: { type: 'string' },
              replicas: { type: 'integer', format: 'int32' },
              resources: resourcesNode,
              rollingUpdate: { type: 'object', properties: { maxUnavailable: maxUnavailableNode, partition: { type: 'integer', format: 'int32' } } },
              terminationGracePeriodSeconds: { type: 'integer', format: 'int64' },
              tlsSecretName: { type: 'string' },
              tolerations: tolerationsNode,
              topologySpreadConstraints: topologySpreadConstraintsNode,
              useEphemeralVolume: { type: 'boolean' },
              volumeClaimTemplate: volumeClaimTemplateNode,
            },
          },
          apiUrl: { type: 'string', maxLength: 128 },
          customPullSecret: { type: 'string' },
          dynatraceApiRequestThreshold: { type: 'integer' },
          enableIstio: { type: 'boolean' },
          extensions: {
            type: 'object',
            properties: {
              databases: {
                type: 'array',
                listType: 'map',
                listMapKeys: ['id'],
                minItems: 1,
                items: {
                  type: 'object',
                  required: ['id'],
                  properties: {
                    affinity: {
                      type: 'object',
                      properties: { nodeAffinity: nodeAffinityNode, podAffinity: podAffinityNode, podAntiAffinity: podAffinityNode },
                    },
                    annotations: { type: 'object', additionalProperties: { type: 'string' } },
                    id: { type: 'string', pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 8 },
                    labels: { type: 'object', additionalProperties: { type: 'string' } },
                    nodeSelector: { type: 'object', additionalProperties: { type: 'string' } },
                    replicas: { type: 'integer', format: 'int32' },
                    resources: resourcesNode,
                    serviceAccountName: { type: 'string' },
                    topologySpreadConstraints: topologySpreadConstraintsNode,
                    volumeMounts: {
                      type: 'array',
                      items: {
                        type: 'object',
                        required: ['mountPath', 'name'],
                        properties: {
                          mountPath: { type: 'string' },
                          mountPropagation: { type: 'string' },
                          name: { type: 'string' },
                          readOnly: { type: 'boolean' },
                          recursiveReadOnly: { type: 'string' },
                          subPath: { type: 'string' },
                          subPathExpr: { type: 'string' },
                        },
                      },
                    },
                    volumes: {
                      type: 'array',
                      items: {
                        type: 'object',
                        required: ['name'],
                        properties: {
                          awsElasticBlockStore: {
                            type: 'object',
                            required: ['volumeID'],
                            properties: {
                              fsType: { type: 'string' },
                              partition: { type: 'integer', format: 'int32' },
                              readOnly: { type: 'boolean' },
                              volumeID: { type: 'string' },
                            },
                          },
                          azureDisk: {
                            type: 'object',
                            required: ['diskName', 'diskURI'],
                            properties: {
                              cachingMode: { type: 'string' },
                              diskName: { type: 'string' },
                              diskURI: { type: 'string' },
                              fsType: { type: 'string', defaulted: true },
                              kind: { type: 'string' },
                              readOnly: { type: 'boolean', defaulted: true },
                            },
                          },
                          azureFile: {
                            type: 'object',
                            required: ['secretName', 'shareName'],
                            properties: { readOnly: { type: 'boolean' }, secretName: { type: 'string' }, shareName: { type: 'string' } },
                          },
                          cephfs: {
                            type: 'object',
                            required: ['monitors'],
                            properties: {
                              monitors: valuesNode,
                              path: { type: 'string' },
                              readOnly: { type: 'boolean' },
                              secretFile: { type: 'string' },
                              secretRef: secretRefNode,
                              user: { type: 'string' },
                            },
                          },
                          cinder: {
                            type: 'object',
                            required: ['volumeID'],
                            properties: {
                              fsType: { type: 'string' },
                              readOnly: { type: 'boolean' },
                              secretRef: secretRefNode,
                              volumeID: { type: 'string' },
                            },
                          },
                          configMap: {
                            type: 'object',
                            properties: {
                              defaultMode: { type: 'integer', format: 'int32' },
                              items: configMapNode,
                              name: { type: 'string', defaulted: true },
                              optional: { type: 'boolean' },
                            },
                          },
                          csi: {
                            type: 'object',
                            required: ['driver'],
                            properties: {
                              driver: { type: 'string' },
                              fsType: { type: 'string' },
                              nodePublishSecretRef: secretRefNode,
                              readOnly: { type: 'boolean' },
                              volumeAttributes: { type: 'object', additionalProperties: { type: 'string' } },
                            },
                          },
                          downwardAPI: { type: 'object', properties: { defaultMode: { type: 'integer', format: 'int32' }, items: downwardAPINode } },
                          emptyDir: { type: 'object', properties: { medium: { type: 'string' }, sizeLimit: divisorNode } },
                          ephemeral: {
                            type: 'object',
                            properties: {
                              volumeClaimTemplate: {
                                type: 'object',
                                required: ['spec'],
                                properties: { metadata: { type: 'object' }, spec: volumeClaimTemplateNode },
                              },
                            },
                          },
                          fc: {
                            type: 'object',
                            properties: {
                              fsType: { type: 'string' },
                              lun: { type: 'integer', format: 'int32' },
                              readOnly: { type: 'boolean' },
                              targetWWNs: valuesNode,
                              wwids: valuesNode,
                            },
                          },
                          flexVolume: {
                            type: 'object',
                            required: ['driver'],
                            properties: {
                              driver: { type: 'string' },
                              fsType: { type: 'string' },
                              options: { type: 'object', additionalProperties: { type: 'string' } },
                              readOnly: { type: 'boolean' },
                              secretRef: secretRefNode,
                            },
                          },
                          flocker: { type: 'object', properties: { datasetName: { type: 'string' }, datasetUUID: { type: 'string' } } },
                          gcePersistentDisk: {
                            type: 'object',
                            required: ['pdName'],
                            properties: {
                              fsType: { type: 'string' },
                              partition: { type: 'integer', format: 'int32' },
                              pdName: { type: 'string' },
                              readOnly: { type: 'boolean' },
                            },
                          },
                          gitRepo: {
                            type: 'object',
                            required: ['repository'],
                            properties: { directory: { type: 'string' }, repository: { type: 'string' }, revision: { type: 'string' } },
                          },
                          glusterfs: {
                            type: 'object',
                            required: ['endpoints', 'path'],
                            properties: { endpoints: { type: 'string' }, path: { type: 'string' }, readOnly: { type: 'boolean' } },
                          },
                          hostPath: { type: 'object', required: ['path'], properties: { path: { type: 'string' }, type: { type: 'string' } } },
                          image: { type: 'object', properties: { pullPolicy: { type: 'string' }, reference: { type: 'string' } } },
                          iscsi: {
                            type: 'object',
                            required: ['iqn', 'lun', 'targetPortal'],
                            properties: {
                              chapAuthDiscovery: { type: 'boolean' },
                              chapAuthSession: { type: 'boolean' },
                              fsType: { type: 'string' },
                              initiatorName: { type: 'string' },
                              iqn: { type: 'string' },
                              iscsiInterface: { type: 'string', defaulted: true },
                              lun: { type: 'integer', format: 'int32' },
                              portals: valuesNode,
                              readOnly: { type: 'boolean' },
                              secretRef: secretRefNode,
                              targetPortal: { type: 'string' },
                            },
                          },
                          name: { type: 'string' },
                          nfs: {
                            type: 'object',
                            required: ['path', 'server'],
                            properties: { path: { type: 'string' }, readOnly: { type: 'boolean' }, server: { type: 'string' } },
                          },
                          persistentVolumeClaim: {
                            type: 'object',
                            required: ['claimName'],
                            properties: { claimName: { type: 'string' }, readOnly: { type: 'boolean' } },
                          },
                          photonPersistentDisk: {
                            type: 'object',
                            required: ['pdID'],
                            properties: { fsType: { type: 'string' }, pdID: { type: 'string' } },
                          },
                          portworxVolume: {
                            type: 'object',
                            required: ['volumeID'],
                            properties: { fsType: { type: 'string' }, readOnly: { type: 'boolean' }, volumeID: { type: 'string' } },
                          },
                          projected: {
                            type: 'object',
                            properties: {
                              defaultMode: { type: 'integer', format: 'int32' },
                              sources: {
                                type: 'array',
                                listType: 'atomic',
                                items: {
                                  type: 'object',
                                  properties: {
                                    clusterTrustBundle: {
                                      type: 'object',
                                      required: ['path'],
                                      properties: {
                                        labelSelector: labelSelectorNode,
                                        name: { type: 'string' },
                                        optional: { type: 'boolean' },
                                        path: { type: 'string' },
                                        signerName: { type: 'string' },
                                      },
                                    },
                                    configMap: configMapNode2,
                                    downwardAPI: { type: 'object', properties: { items: downwardAPINode } },
                                    podCertificate: {
                                      type: 'object',
                                      required: ['keyType', 'signerName'],
                                      properties: {
                                        certificateChainPath: { type: 'string' },
                                        credentialBundlePath: { type: 'string' },
                                        keyPath: { type: 'string' },
                                        keyType: { type: 'string' },
                                        maxExpirationSeconds: { type: 'integer', format: 'int32' },
                                        signerName: { type: 'string' },
                                        userAnnotations: { type: 'object', additionalProperties: { type: 'string' } },
                                      },
                                    },
                                    secret: configMapNode2,
                                    serviceAccountToken: {
                                      type: 'object',
                                      required: ['path'],
                                      properties: {
                                        audience: { type: 'string' },
                                        expirationSeconds: { type: 'integer', format: 'int64' },
                                        path: { type: 'string' },
                                      },
                                    },
                                  },
                                },
                              },
                            },
                          },
                          quobyte: {
                            type: 'object',
                            required: ['registry', 'volume'],
                            properties: {
                              group: { type: 'string' },
                              readOnly: { type: 'boolean' },
                              registry: { type: 'string' },
                              tenant: { type: 'string' },
                              user: { type: 'string' },
                              volume: { type: 'string' },
                            },
                          },
                          rbd: {
                            type: 'object',
                            required: ['image', 'monitors'],
                            properties: {
                              fsType: { type: 'string' },
                              image: { type: 'string' },
                              keyring: { type: 'string', defaulted: true },
                              monitors: valuesNode,
                              pool: { type: 'string', defaulted: true },
                              readOnly: { type: 'boolean' },
                              secretRef: secretRefNode,
                              user: { type: 'string', defaulted: true },
                            },
                          },
                          scaleIO: {
                            type: 'object',
                            required: ['gateway', 'secretRef', 'system'],
                            properties: {
                              fsType: { type: 'string', defaulted: true },
                              gateway: { type: 'string' },
                              protectionDomain: { type: 'string' },
                              readOnly: { type: 'boolean' },
                              secretRef: secretRefNode,
                              sslEnabled: { type: 'boolean' },
                              storageMode: { type: 'string', defaulted: true },
                              storagePool: { type: 'string' },
                              system: { type: 'string' },
                              volumeName: { type: 'string' },
                            },
                          },
                          secret: {
                            type: 'object',
                            properties: {
                              defaultMode: { type: 'integer', format: 'int32' },
                              items: configMapNode,
                              optional: { type: 'boolean' },
                              secretName: { type: 'string' },
                            },
                          },
                          storageos: {
                            type: 'object',
                            properties: {
                              fsType: { type: 'string' },
                              readOnly: { type: 'boolean' },
                              secretRef: secretRefNode,
                              volumeName: { type: 'string' },
                              volumeNamespace: { type: 'string' },
                            },
                          },
                          vsphereVolume: {
                            type: 'object',
                            required: ['volumePath'],
                            properties: {
                              fsType: { type: 'string' },
                              storagePolicyID: { type: 'string' },
                              storagePolicyName: { type: 'string' },
                              volumePath: { type: 'string' },
                            },
                          },
                        },
                      },
                    },
                  },
                },
              },
              prometheus: { type: 'object' },
            },
          },
          kspm: kspmNode,
          logMonitoring: logMonitoringNode,
          metadataEnrichment: {
            type: 'object',
            properties: { enabled: { type: 'boolean' }, initResources: resourcesNode, namespaceSelector: labelSelectorNode },
          },
          networkZone: { type: 'string' },
          oneAgent: {
            type: 'object',
            properties: {
              applicationMonitoring: {
                type: 'object',
                nullable: true,
                properties: {
                  additionalResourceAttributes: { type: 'object', additionalProperties: { type: 'string' } },
                  codeModulesImage: { type: 'string' },
                  codeModulesImagePullPolicy: { type: 'string', enum: ['IfNotPresent', 'Always', 'Never'] },
                  initResources: resourcesNode,
                  namespaceSelector: labelSelectorNode,
                  version: { type: 'string' },
                },
              },
              classicFullStack: classicFullStackNode,
              cloudNativeFullStack: {
                type: 'object',
                nullable: true,
                properties: {
                  additionalResourceAttributes: { type: 'object', additionalProperties: { type: 'string' } },
                  annotations: { type: 'object', additionalProperties: { type: 'string' } },
                  args: { type: 'array', listType: 'set', items: { type: 'string' } },
                  codeModulesImage: { type: 'string' },
                  codeModulesImagePullPolicy: { type: 'string', enum: ['IfNotPresent', 'Always', 'Never'] },
                  dnsPolicy: { type: 'string' },
                  env: envNode,
                  image: { type: 'string' },
                  imagePullPolicy: { type: 'string', enum: ['IfNotPresent', 'Always', 'Never'] },
                  initResources: resourcesNode,
                  labels: { type: 'object', additionalProperties: { type: 'string' } },
                  namespaceSelector: labelSelectorNode,
                  nodeSelector: { type: 'object', additionalProperties: { type: 'string' } },
                  oneAgentResources: resourcesNode,
                  priorityClassName: { type: 'string' },
                  rollingUpdate: rollingUpdateNode,
                  secCompProfile: { type: 'string' },
                  storageHostPath: { type: 'string' },
                  tolerations: tolerationsNode,
                  version: { type: 'string' },
                },
              },
              hostGroup: { type: 'string' },
              hostMonitoring: classicFullStackNode,
            },
          },
          otlpExporterConfiguration: {
            type: 'object',
            properties: {
              additionalResourceAttributes: { type: 'object', additionalProperties: { type: 'string' } },
              namespaceSelector: labelSelectorNode,
              overrideEnvVars: { type: 'boolean' },
              signals: { type: 'object', properties: { logs: { type: 'object' }, metrics: { type: 'object' }, traces: { type: 'object' } } },
            },
          },
          proxy: customPropertiesNode,
          publicRegistryOverride: { type: 'string' },
          resourceAttributes: { type: 'object', additionalProperties: { type: 'string' } },
          skipCertCheck: { type: 'boolean' },
          telemetryIngest: {
            type: 'object',
            properties: {
              protocols: { type: 'array', listType: 'set', items: { type: 'string' } },
              serviceName: { type: 'string' },
              tlsRefName: { type: 'string' },
            },
          },
          templates: {
            type: 'object',
            properties: {
              extensionExecutionController: extensionExecutionControllerNode,
              kspmNodeConfigurationCollector: kspmNodeConfigurationCollectorNode,
              logMonitoring: {
                type: 'object',
                properties: {
                  annotations: { type: 'object', additionalProperties: { type: 'string' } },
                  args: { type: 'array', items: { type: 'string' } },
                  dnsPolicy: { type: 'string' },
                  imageRef: imageRefNode,
                  labels: { type: 'object', additionalProperties: { type: 'string' } },
                  nodeSelector: { type: 'object', additionalProperties: { type: 'string' } },
                  priorityClassName: { type: 'string' },
                  resources: resourcesNode,
                  rollingUpdate: rollingUpdateNode,
                  secCompProfile: { type: 'string' },
                  tolerations: tolerationsNode,
                },
              },
              otelCollector: {
                type: 'object',
                properties: {
                  annotations: { type: 'object', additionalProperties: { type: 'string' } },
                  imageRef: imageRefNode,
                  labels: { type: 'object', additionalProperties: { type: 'string' } },
                  nodeSelector: { type: 'object', additionalProperties: { type: 'string' } },
                  replicas: { type: 'integer', format: 'int32' },
                  resources: resourcesNode,
                  tlsRefName: { type: 'string' },
                  tolerations: tolerationsNode,
                  topologySpreadConstraints: topologySpreadConstraintsNode,
                },
              },
              sqlExtensionExecutor: { type: 'object', required: ['imageRef'], properties: { imageRef: imageRefNode, tolerations: tolerationsNode } },
            },
          },
          tokens: { type: 'string' },
          trustedCAs: { type: 'string' },
        },
      },
    },
  },
  'dynatrace.com/v1beta5/DynaKube': {
    type: 'object',
    properties: {
      apiVersion: { type: 'string' },
      kind: { type: 'string' },
      metadata: { type: 'object' },
      spec: {
        type: 'object',
        required: ['apiUrl'],
        properties: {
          activeGate: {
            type: 'object',
            properties: {
              annotations: { type: 'object', additionalProperties: { type: 'string' } },
              capabilities: { type: 'array', items: { type: 'string' } },
              customProperties: customPropertiesNode,
              dnsPolicy: { type: 'string' },
              env: envNode,
              group: { type: 'string' },
              image: { type: 'string' },
              labels: { type: 'object', additionalProperties: { type: 'string' } },
              nodeSelector: { type: 'object', additionalProperties: { type: 'string' } },
              priorityClassName: { type: 'string' },
              replicas: { type: 'integer', format: 'int32' },
              resources: resourcesNode,
              terminationGracePeriodSeconds: { type: 'integer', format: 'int64' },
              tlsSecretName: { type: 'string' },
              tolerations: tolerationsNode,
              topologySpreadConstraints: topologySpreadConstraintsNode,
              useEphemeralVolume: { type: 'boolean' },
              volumeClaimTemplate: volumeClaimTemplateNode,
            },
          },
          apiUrl: { type: 'string', maxLength: 128 },
          customPullSecret: { type: 'string' },
          dynatraceApiRequestThreshold: { type: 'integer' },
          enableIstio: { type: 'boolean' },
          extensions: { type: 'object' },
          kspm: kspmNode,
          logMonitoring: logMonitoringNode,
          metadataEnrichment: { type: 'object', properties: { enabled: { type: 'boolean' }, namespaceSelector: labelSelectorNode } },
          networkZone: { type: 'string' },
          oneAgent: {
            type: 'object',
            properties: {
              applicationMonitoring: {
                type: 'object',
                nullable: true,
                properties: {
                  codeModulesImage: { type: 'string' },
                  initResources: resourcesNode,
                  namespaceSelector: labelSelectorNode,
                  version: { type: 'string' },
                },
              },
              classicFullStack: classicFullStackNode2,
              cloudNativeFullStack: {
                type: 'object',
                nullable: true,
                properties: {
                  annotations: { type: 'object', additionalProperties: { type: 'string' } },
                  args: { type: 'array', listType: 'set', items: { type: 'string' } },
                  autoUpdate: { type: 'boolean' },
                  codeModulesImage: { type: 'string' },
                  dnsPolicy: { type: 'string' },
                  env: envNode,
                  image: { type: 'string' },
                  initResources: resourcesNode,
                  labels: { type: 'object', additionalProperties: { type: 'string' } },
                  namespaceSelector: labelSelectorNode,
                  nodeSelector: { type: 'object', additionalProperties: { type: 'string' } },
                  oneAgentResources: resourcesNode,
                  priorityClassName: { type: 'string' },
                  secCompProfile: { type: 'string' },
                  storageHostPath: { type: 'string' },
                  tolerations: tolerationsNode,
                  version: { type: 'string' },
                },
              },
              hostGroup: { type: 'string' },
              hostMonitoring: classicFullStackNode2,
            },
          },
          proxy: customPropertiesNode,
          skipCertCheck: { type: 'boolean' },
          telemetryIngest: {
            type: 'object',
            properties: { protocols: { type: 'array', items: { type: 'string' } }, serviceName: { type: 'string' }, tlsRefName: { type: 'string' } },
          },
          templates: {
            type: 'object',
            properties: {
              extensionExecutionController: extensionExecutionControllerNode,
              kspmNodeConfigurationCollector: kspmNodeConfigurationCollectorNode,
              logMonitoring: {
                type: 'object',
                properties: {
                  annotations: { type: 'object', additionalProperties: { type: 'string' } },
                  args: { type: 'array', items: { type: 'string' } },
                  dnsPolicy: { type: 'string' },
                  imageRef: imageRefNode,
                  labels: { type: 'object', additionalProperties: { type: 'string' } },
                  nodeSelector: { type: 'object', additionalProperties: { type: 'string' } },
                  priorityClassName: { type: 'string' },
                  resources: resourcesNode,
                  secCompProfile: { type: 'string' },
                  tolerations: tolerationsNode,
                },
              },
              otelCollector: {
                type: 'object',
                properties: {
                  annotations: { type: 'object', additionalProperties: { type: 'string' } },
                  imageRef: imageRefNode,
                  labels: { type: 'object', additionalProperties: { type: 'string' } },
                  replicas: { type: 'integer', format: 'int32' },
                  resources: resourcesNode,
                  tlsRefName: { type: 'string' },
                  tolerations: tolerationsNode,
                  topologySpreadConstraints: topologySpreadConstraintsNode,
                },
              },
            },
          },
          tokens: { type: 'string' },
          trustedCAs: { type: 'string' },
        },
      },
    },
  },
  'dynatrace.com/v1alpha2/EdgeConnect': {
    type: 'object',
    properties: {
      apiVersion: { type: 'string' },
      kind: { type: 'string' },
      metadata: { type: 'object' },
      spec: {
        type: 'object',
        required: ['apiServer', 'oauth'],
        properties: {
          annotations: { type: 'object', additionalProperties: { type: 'string' } },
          apiServer: { type: 'string' },
          autoUpdate: { type: 'boolean' },
          caCertsRef: { type: 'string' },
          customPullSecret: { type: 'string' },
          env: envNode,
          hostPatterns: { type: 'array', items: { type: 'string' } },
          hostRestrictions: { type: 'array', items: { type: 'string' } },
          imageRef: imageRefNode,
          kubernetesAutomation: { type: 'object', properties: { enabled: { type: 'boolean' } } },
          labels: { type: 'object', additionalProperties: { type: 'string' } },
          nodeSelector: { type: 'object', additionalProperties: { type: 'string' } },
          oauth: {
            type: 'object',
            required: ['clientSecret', 'endpoint', 'resource'],
            properties: {
              clientSecret: { type: 'string' },
              endpoint: { type: 'string' },
              provisioner: { type: 'boolean' },
              resource: { type: 'string' },
            },
          },
          proxy: {
            type: 'object',
            properties: {
              authRef: { type: 'string' },
              host: { type: 'string' },
              noProxy: { type: 'string' },
              port: { type: 'integer', format: 'int32' },
            },
          },
          replicas: { type: 'integer', format: 'int32' },
          resources: resourcesNode,
          serviceAccountName: { type: 'string' },
          tolerations: tolerationsNode,
          topologySpreadConstraints: topologySpreadConstraintsNode,
        },
      },
    },
  },
  'dynatrace.com/v1alpha1/OneAgent': {
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
          args: { type: 'array', listType: 'set', items: { type: 'string' } },
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
                    configMapKeyRef: configMapKeyRefNode2,
                    fieldRef: fieldRefNode,
                    resourceFieldRef: resourceFieldRefNode,
                    secretKeyRef: configMapKeyRefNode2,
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
          proxy: proxyNode,
          resources: resourcesNode2,
          serviceAccountName: { type: 'string' },
          skipCertCheck: { type: 'boolean' },
          tokens: { type: 'string' },
          tolerations: tolerationsNode,
          trustedCAs: { type: 'string' },
          useImmutableImage: { type: 'boolean' },
          useUnprivilegedMode: { type: 'boolean' },
          waitReadySeconds: { type: 'integer', minimum: 0 },
          webhookInjection: { type: 'boolean' },
        },
      },
    },
  },
  'dynatrace.com/v1alpha1/OneAgentAPM': {
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
          proxy: proxyNode,
          resources: resourcesNode2,
          skipCertCheck: { type: 'boolean' },
          tokens: { type: 'string' },
          trustedCAs: { type: 'string' },
          useImmutableImage: { type: 'boolean' },
        },
      },
    },
  },
};
