import type { KubernetesObject } from '../../src/analysis/base/kubernetes-object';
import { MeshModel } from '../../src/analysis/model/mesh-model';
import { Answer, reach, ReachQuestion } from '../../src/analysis/reach/reachability';
import { meshSettingsOf } from '../../src/analysis/settings/mesh-config';

/** The optional parts of a manifest besides its spec. */
interface Extras {
  /** Replaces the default name of the object. */
  readonly name?: string;
  readonly namespace?: string;
  readonly labels?: Record<string, string>;
  readonly annotations?: Record<string, string>;
  /** Day of January 2026 on which it was created; unknown without. */
  readonly day?: number;
  readonly status?: object;
}

/** An object of Istio's API. */
export function istio(kind: string, name: string, spec: object, { namespace = 'egress', day, status, ...metadata }: Extras = {}): KubernetesObject {
  return {
    apiVersion: 'networking.istio.io/v1',
    kind,
    metadata: { name, namespace, ...metadata, ...day === undefined ? {} : { creationTimestamp: `2026-01-${String(day).padStart(2, '0')}T00:00:00Z` } },
    spec,
    ...status === undefined ? {} : { status },
  };
}

/** A ServiceEntry for one host with one port. An empty protocol means no protocol. */
export function entry(host: string, port: number, protocol: string, spec: object = {}, extras: Extras = {}): KubernetesObject {
  const ports = [{ number: port, name: `p${port}`, ...protocol === '' ? {} : { protocol } }];
  return istio('ServiceEntry', host.replace('*', 'any'), { hosts: [host], ports, resolution: 'DNS', ...spec }, extras);
}

/** A Sidecar of namespace `shop` with one egress listener. */
export function sidecar(hosts: string[], spec: object = {}, extras: Extras = {}): KubernetesObject {
  const policy = { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } };
  return istio('Sidecar', 'default', { egress: [{ hosts }], ...policy, ...spec }, { namespace: 'shop', ...extras });
}

/** Settings of a mesh that lets out nothing it does not know. */
export const LOCKED = { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } };

/** Asks about a connection from namespace `shop` in a locked mesh. */
export function ask(
  objects: readonly KubernetesObject[],
  question: Partial<ReachQuestion> & Pick<ReachQuestion, 'port' | 'protocol'>,
  meshConfig: object = LOCKED,
  istioVersion?: string,
): Answer {
  return reach(MeshModel.of(objects, meshSettingsOf(meshConfig, istioVersion)), { namespace: 'shop', ...question });
}

/** The verdict on a connection from namespace `shop` in a locked mesh, with the service that gets it. */
export function verdictOf(...parameters: Parameters<typeof ask>): string {
  const { verdict, service } = ask(...parameters);
  return service !== undefined && verdict !== 'BLOCKED' ? `${verdict} ${service}` : verdict;
}
