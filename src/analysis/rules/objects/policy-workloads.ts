import { MeshObject, objectsOf } from './mesh-objects';
import { allPods, PodIndex, Pods } from './pods';
import { recordOf } from '../../base/json';
import { Labels, labelsOf } from '../../base/labels';
import type { MeshModel } from '../../model/mesh-model';

/** Kinds whose workloads policies select, but that `istioctl analyze` does not know: how to read the labels of their workloads. */
const OTHER_KINDS: Readonly<Record<string, (object: MeshObject) => Labels>> = {
  'networking.istio.io/WorkloadEntry': ({ object, spec }) => ({ ...labelsOf(recordOf(object.metadata).labels), ...labelsOf(spec.labels) }),
  'networking.istio.io/WorkloadGroup': ({ spec }) => ({ ...labelsOf(recordOf(spec.metadata).labels), ...labelsOf(recordOf(spec.template).labels) }),
  // The controllers of these kinds add labels with the name of the object.
  'serving.knative.dev/Service': ({ ref, spec }) => ({ ...templateLabels(spec), 'serving.knative.dev/service': ref.name, 'serving.knative.dev/configuration': ref.name }),
  'apps.openshift.io/DeploymentConfig': ({ ref, spec }) => ({ ...templateLabels(spec), deploymentconfig: ref.name }),
};

/**
 * Whether a policy selects no workload, although workloads that it could select are among the objects. Without any of them, nothing is known.
 *
 * @param labels the labels of the policy's selector; without labels, it selects everything
 * @param namespace undefined for a policy for all namespaces
 */
export function selectsNoKnownWorkload(model: MeshModel, labels: Labels, namespace?: string): boolean {
  if (Object.keys(labels).length === 0) { return false; }
  const { index, namespaces } = model.once('workloads that policies select', () => {
    const others = Object.entries(OTHER_KINDS).flatMap(([kind, read]) => objectsOf(model, kind)
      .map((object): Pods => ({ namespace: object.ref.namespace, labels: read(object), object: object.ref.index })));
    const all = [...allPods(model), ...others];
    // The default ingress gateway is only assumed.
    return { index: new PodIndex(all), namespaces: new Set(all.filter(({ object }) => object !== undefined).map(pods => pods.namespace)) };
  });
  const isKnown = namespace === undefined ? namespaces.size > 0 : namespaces.has(namespace);
  return isKnown && index.with(labels, namespace).length === 0;
}

function templateLabels(spec: MeshObject['spec']): Labels {
  return labelsOf(recordOf(recordOf(spec.template).metadata).labels);
}
