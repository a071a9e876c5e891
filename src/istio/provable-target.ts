import type { IEgressTarget } from './egress-host';
import type { KubernetesObject } from '../analysis/base/kubernetes-object';
import type { Destination } from '../analysis/reach/trace/egress-proof';

/** A target that knows what it is there for, so that it can be proved to be reached. */
export interface ProvableTarget {
  /** The connections that it lets out. */
  _destinations(): readonly Destination[];
  /** The objects behind it that the app does not make. */
  _assumed(): readonly KubernetesObject[];
}

/** Whether a target knows what it is there for. */
export function isProvable(target: IEgressTarget): target is IEgressTarget & ProvableTarget {
  return '_destinations' in target;
}
