import { podNamed } from './pod-names';
import { groupKindOf } from '../../base/group-kind';
import { isRecord, listOf, recordOf } from '../../base/json';
import { labelsOf, selects } from '../../base/labels';
import { describeRef, refOf } from '../../base/object-ref';
import type { MeshModel } from '../../model/mesh-model';
import { isServiceHost } from '../../syntax/service-hosts';
import type { Client } from '../proxy/client';

/** What may change the answer to a question about a client, and is not modelled, as the end of "that depends on"; undefined if there is nothing. */
export function unmodelled(model: MeshModel, client: Client): string | undefined {
  const extension = extensionOf(model, client);
  return extension && `${extension}, which changes the configuration of the sidecar`;
}

/** An object that changes the configuration of a proxy in a way that is not modelled; undefined if there is none. */
export function extensionOf(model: MeshModel, proxy: Client): string | undefined {
  return extensions(model).find(({ namespace, labels }) => [proxy.namespace, model.settings.rootNamespace].includes(namespace)
    && (labels === undefined || selects(labels, proxy.labels)))?.name;
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

/** The fields with the selectors of objects that change proxies. */
const EXTENSIONS: Readonly<Record<string, readonly [selector: string, labels: string]>> = {
  'networking.istio.io/EnvoyFilter': ['workloadSelector', 'labels'],
  'extensions.istio.io/WasmPlugin': ['selector', 'matchLabels'],
};

function extensions(model: MeshModel) {
  return model.onceForAllOrders('extensions of proxies', () => model.objects.flatMap((object, index) => {
    const kind = isRecord(object) ? groupKindOf(object) : '';
    const spec = recordOf(object?.spec);
    // Those with targets are for gateways and waypoints of the Gateway API.
    if (!Object.hasOwn(EXTENSIONS, kind) || listOf(spec.targetRefs).length > 0) { return []; }
    const [selectorField, labelsField] = EXTENSIONS[kind];
    const ref = refOf(object, index);
    const selector = spec[selectorField];
    return [{ name: describeRef(ref), namespace: ref.namespace, labels: isRecord(selector) ? labelsOf(selector[labelsField]) : undefined }];
  }));
}
