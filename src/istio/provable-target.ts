import type { IEgressTarget } from './egress-host';
import type { KubernetesObject } from '../analysis/base/kubernetes-object';
import type { Destination } from '../analysis/reach/trace/egress-proof';

/** A target that knows its destinations, so that a Sidecar can prove that workloads reach them. */
export interface ProvableTarget {
  /** The connections that it allows. */
  _destinations(): readonly Destination[];
  /** Its objects that are not part of the app. */
  _assumed(): readonly KubernetesObject[];
}

/** Whether a target knows its destinations. */
export function isProvable(target: IEgressTarget): target is IEgressTarget & ProvableTarget {
  return '_destinations' in target;
}
