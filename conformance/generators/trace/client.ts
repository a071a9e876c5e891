import * as fc from 'fast-check';
import { CLIENTS, SHARED } from './words';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import type { Labels } from '../../../src/analysis/base/labels';
import { pick, weighted } from '../base/shapes';

/** A workload that opens connections. */
export interface ClientWorkload {
  readonly namespace: string;
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly injected: boolean;
}

const TRAFFIC = 'traffic.sidecar.istio.io';
const DNS_CAPTURE = 'proxyMetadata: { ISTIO_META_DNS_CAPTURE: "true" }';

/** The annotations of clients. There are few, so that one pod serves many meshes. */
const ANNOTATIONS = pick<Labels>([
  [24, {}],
  [8, { 'proxy.istio.io/config': DNS_CAPTURE }],
  [2, { 'proxy.istio.io/config': 'proxyMetadata: { ISTIO_META_DNS_CAPTURE: "false" }' }],
  [2, { [`${TRAFFIC}/excludeOutboundPorts`]: '443' }],
  [1, { 'proxy.istio.io/config': DNS_CAPTURE, [`${TRAFFIC}/excludeOutboundPorts`]: '443' }],
  [1, { [`${TRAFFIC}/excludeOutboundIPRanges`]: '203.0.113.7/32' }],
  [1, { [`${TRAFFIC}/includeOutboundIPRanges`]: '203.0.113.0/28' }],
  [1, { 'proxy.istio.io/config': DNS_CAPTURE, [`${TRAFFIC}/includeOutboundIPRanges`]: '203.0.113.0/28' }],
  [1, { [`${TRAFFIC}/includeOutboundIPRanges`]: '', [`${TRAFFIC}/includeOutboundPorts`]: '443' }],
  [1, { 'sidecar.istio.io/interceptionMode': 'NONE' }],
]);

const INJECTED = weighted([9, fc.constant(true)], [1, fc.constant(false)]);

const WEB: fc.Arbitrary<ClientWorkload> = fc.tuple(ANNOTATIONS, INJECTED).map(([annotations, injected]) => ({
  namespace: CLIENTS,
  labels: { app: 'web', ...injected ? {} : { 'sidecar.istio.io/inject': 'false' } },
  annotations: injected ? annotations : {},
  injected,
}));

const OTHERS = pick<ClientWorkload>([
  [3, { namespace: CLIENTS, labels: { app: 'batch' }, annotations: {}, injected: true }],
  [2, { namespace: SHARED, labels: { app: 'web' }, annotations: {}, injected: true }],
  [1, { namespace: CLIENTS, labels: { app: 'router' }, annotations: { 'inject.istio.io/templates': 'gateway' }, injected: true }],
]);

/** One or two workloads that open connections. */
export const CLIENT_WORKLOADS: fc.Arbitrary<ClientWorkload[]> = weighted(
  [3, WEB.map(web => [web])],
  [1, fc.tuple(WEB, OTHERS).map(both => [...both])],
);

/** The Deployment of a client. */
export function deploymentOf({ namespace, labels, annotations }: ClientWorkload): KubernetesObject {
  const { app } = labels;
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: app, namespace },
    spec: {
      selector: { matchLabels: { app } },
      template: {
        metadata: { labels, ...Object.keys(annotations).length > 0 ? { annotations } : {} },
        spec: { containers: [{ name: app, image: 'registry.example/app:1.0' }] },
      },
    },
  };
}
