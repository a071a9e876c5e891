import { podNamed } from './pod-names';
import { groupKindOf } from '../../base/group-kind';
import { isRecord, recordOf } from '../../base/json';
import { labelsOf, selects } from '../../base/labels';
import { describeRef, refOf } from '../../base/object-ref';
import type { MeshModel } from '../../model/mesh-model';
import { isServiceHost } from '../../syntax/service-hosts';
import type { Client } from '../proxy/client';

/** What may change the answer to a question about a client, and is not modelled, as the end of "that depends on"; undefined if there is nothing. */
export function unmodelled(model: MeshModel, client: Client): string | undefined {
  const filter = envoyFilters(model).find(({ namespace, labels }) => [client.namespace, model.settings.rootNamespace].includes(namespace)
    && (labels === undefined || selects(labels, client.labels)));
  return filter && `${filter.name}, which changes the configuration of the sidecar`;
}

/** Whether a host, as a client in a namespace names it, is that of a Service that is not among the objects: the cluster can have it all the same. */
export function isServiceElsewhere(model: MeshModel, host: string | undefined, namespace: string): boolean {
  return host !== undefined && mayBeService(host, model) && model.hostsMeantBy(host, namespace).length === 0
    && podNamed(model, host, namespace)?.exists === undefined;
}

/** Public DNS has no name without a dot, so it can only be that of a Service in the namespace of the client. */
function mayBeService(host: string, { settings }: MeshModel): boolean {
  return isServiceHost(host, settings) || (!host.includes('.') && !host.includes(':') && host !== 'localhost');
}

function envoyFilters(model: MeshModel) {
  return model.onceForAllOrders('EnvoyFilters', () => model.objects.flatMap((object, index) => {
    if (!isRecord(object) || groupKindOf(object) !== 'networking.istio.io/EnvoyFilter') { return []; }
    const ref = refOf(object, index);
    const selector = recordOf(object.spec).workloadSelector;
    return [{ name: describeRef(ref), namespace: ref.namespace, labels: isRecord(selector) ? labelsOf(selector.labels) : undefined }];
  }));
}
