import { Aged, createdAt } from './age';
import { isRecord, listOf, recordOf, textOf, textsOf } from '../base/json';
import type { KubernetesObject } from '../base/kubernetes-object';
import { Labels, labelsOf } from '../base/labels';
import { refOf } from '../base/object-ref';
import { portNumberOf } from '../base/port-number';
import { OutboundTrafficMode } from '../settings/mesh-settings';
import { normalizeProtocol } from '../syntax/protocols';

/** An egress listener of a Sidecar. */
export interface EgressListener {
  /** Its hosts, as written. */
  readonly hosts: readonly string[];
  /** Undefined if the listener is for all ports. */
  readonly port?: { readonly number: number; readonly protocol: string };
  /** The IP or Unix socket that it is bound to, including the one that `captureMode: NONE` implies. Undefined if it depends on the services. */
  readonly bind?: string;
}

/** Where a sidecar sends traffic to unknown destinations, instead of to the original destination. */
export interface EgressProxy {
  readonly host: string;
  readonly subset?: string;
  readonly port: number;
}

/** A Sidecar. */
export interface Sidecar extends Aged {
  /** Undefined if it applies to all workloads of the namespace. An empty selector also selects them all, and takes precedence. */
  readonly selector?: Labels;
  /** Never empty: a Sidecar without egress listeners imports everything. */
  readonly egress: readonly EgressListener[];
  /** Undefined if the policy of the mesh applies. */
  readonly outboundTrafficPolicy?: OutboundTrafficMode;
  readonly egressProxy?: EgressProxy;
}

/** The egress listeners of workloads without a Sidecar. */
export const DEFAULT_EGRESS: readonly EgressListener[] = [{ hosts: ['*/*'] }];

/** Reads a Sidecar. Fields that the API server would refuse are ignored. */
export function sidecarOf(object: KubernetesObject, index: number): Sidecar {
  const ref = refOf(object, index);
  const spec = recordOf(object.spec);
  const egress = listOf(spec.egress).map(egressListener);
  return {
    ref,
    created: createdAt(object),
    namespace: ref.namespace,
    selector: isRecord(spec.workloadSelector) ? labelsOf(spec.workloadSelector.labels) : undefined,
    egress: egress.length > 0 ? egress : DEFAULT_EGRESS,
    ...policy(spec.outboundTrafficPolicy),
    sortName: ref.name,
    tieBreak: '',
  };
}

function egressListener(value: unknown): EgressListener {
  const listener = recordOf(value);
  return {
    hosts: textsOf(listener.hosts),
    port: isRecord(listener.port)
      ? { number: portNumberOf(listener.port.number) ?? 0, protocol: normalizeProtocol(listener.port.protocol) }
      : undefined,
    bind: textOf(listener.bind) || (listener.captureMode === 'NONE' ? '127.0.0.1' : undefined),
  };
}

function policy(value: unknown): Pick<Sidecar, 'outboundTrafficPolicy' | 'egressProxy'> {
  if (!isRecord(value)) { return {}; }
  const proxy = value.egressProxy;
  return {
    // A missing mode means REGISTRY_ONLY, unlike in MeshConfig.
    outboundTrafficPolicy: value.mode === OutboundTrafficMode.ALLOW_ANY ? OutboundTrafficMode.ALLOW_ANY : OutboundTrafficMode.REGISTRY_ONLY,
    egressProxy: isRecord(proxy)
      ? { host: textOf(proxy.host) ?? '', subset: textOf(proxy.subset) || undefined, port: portNumberOf(recordOf(proxy.port).number) ?? 0 }
      : undefined,
  };
}
