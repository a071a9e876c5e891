import { unmodelled } from './unmodelled';
import type { MeshModel } from '../../model/mesh-model';
import { isAmbient, ztunnelCapturesDns } from '../../model/pods/ambient';
import { decidingLabels } from '../../model/pods/deciding-labels';
import { dnsCaptureOf } from '../../model/pods/dns-capture';
import { interceptionModeOf } from '../../model/pods/proxy-config';
import { sidecarInjectionOf } from '../../model/pods/sidecar-injection';
import type { MeshWorkload } from '../../model/workload';
import { CAPTURE_ANNOTATIONS, captureFaults } from '../proxy/capture';

const CAPTURE_NAMES = Object.values(CAPTURE_ANNOTATIONS);

/** What decides the way of the connections of a workload, besides its namespace and its Sidecars. */
export function podKey(model: MeshModel, workload: MeshWorkload): unknown[] {
  const { namespace, labels, annotations, serviceAccount } = workload;
  const ambient = isAmbient(model, workload);
  return [
    sidecarInjectionOf(workload, model.namespaceLabels.get(namespace)),
    ambient,
    ambient && ztunnelCapturesDns(model, annotations),
    decidingLabels(model, labels),
    readsSecrets(model, namespace) && serviceAccount,
    CAPTURE_NAMES.flatMap(name => Object.hasOwn(annotations, name) ? [name, annotations[name]] : []),
    dnsCaptureOf(model, workload),
    interceptionModeOf(annotations),
    captureFaults(annotations, model.settings.istioVersion),
    unmodelled(model, workload),
  ];
}

/** Whether sidecars of a namespace may start TLS with certificates of a Secret: only a rule with a selector can do that. */
function readsSecrets(model: MeshModel, namespace: string): boolean {
  return model.onceForAllOrders('namespaces whose rules select pods', () => new Set(model.destinationRules.all.flatMap(rule => rule.selector ? [rule.namespace] : []))).has(namespace);
}
