import type { TraceMesh } from './trace-mesh';
import { SHARED } from './words';
import { JsonObject, recordOf } from '../../../src/analysis/base/json';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import { Labels, labelsOf } from '../../../src/analysis/base/labels';

const AMBIENT: Labels = { 'istio.io/dataplane-mode': 'ambient', 'sidecar.istio.io/inject': 'false' };
/** The annotation that leaves DNS to the pod, in place of a setting of sidecars that does it. */
const OWN_DNS: Labels = { 'ambient.istio.io/dns-capture': 'false' };

const WAYPOINT: KubernetesObject = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'Gateway',
  metadata: { name: 'waypoint', namespace: SHARED },
  spec: { gatewayClassName: 'istio-waypoint', listeners: [{ name: 'mesh', port: 15008, protocol: 'HBONE', allowedRoutes: { namespaces: { from: 'All' } } }] },
};

/** The same mesh with a waypoint that all of its entries name. */
export function withWaypoint(mesh: TraceMesh): TraceMesh {
  const labels = { 'istio.io/use-waypoint': 'waypoint', 'istio.io/use-waypoint-namespace': SHARED };
  return {
    ...mesh,
    objects: [...mesh.objects.map(object => object.kind === 'ServiceEntry'
      ? { ...object, metadata: { ...object.metadata, labels: { ...object.metadata?.labels, ...labels } } } as KubernetesObject : object), WAYPOINT],
  };
}

/** The same mesh and connections, with clients in ambient mode in place of those with sidecars. Gateways stay what they are. */
export function inAmbientMode(mesh: TraceMesh): TraceMesh {
  const clients = new Set(mesh.questions.filter(({ annotations = {} }) => !isGateway(annotations)).map(({ namespace, labels }) => `${namespace}/${labels?.app}`));
  const isClient = (namespace: string | undefined, app: string | undefined): boolean => clients.has(`${namespace}/${app}`);
  return {
    ...mesh,
    objects: mesh.objects.map(object => {
      const template = recordOf(recordOf(object.spec).template);
      const isOfClient = object.kind === 'Deployment' && isClient(object.metadata?.namespace, labelsOf(recordOf(template.metadata).labels).app);
      return isOfClient ? { ...object, spec: { ...recordOf(object.spec), template: ambientTemplate(template) } } as KubernetesObject : object;
    }),
    questions: mesh.questions.map(question => {
      const { namespace, labels, annotations = {} } = question;
      return isClient(namespace, labels?.app)
        ? { ...question, labels: { ...labels, ...AMBIENT }, annotations: annotationsFor(annotations), injected: false, ambient: true } : question;
    }),
  };
}

function ambientTemplate(template: JsonObject): JsonObject {
  const { labels, annotations } = recordOf(template.metadata);
  return { ...template, metadata: { labels: { ...labelsOf(labels), ...AMBIENT }, annotations: annotationsFor(labelsOf(annotations)) } };
}

function annotationsFor(annotations: Labels): Labels {
  return (annotations['proxy.istio.io/config'] ?? '').includes('"false"') ? OWN_DNS : {};
}

function isGateway(annotations: Labels): boolean {
  return annotations['inject.istio.io/templates'] === 'gateway';
}
