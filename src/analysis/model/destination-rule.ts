import { Aged, createdAt } from './age';
import { Exposure, exposureOf, isExposedTo } from './exposure';
import { completeHost } from './virtual-service';
import { isRecord, listOf, recordOf, textOf, textsOf } from '../base/json';
import type { KubernetesObject } from '../base/kubernetes-object';
import { Labels, labelsOf } from '../base/labels';
import { refOf } from '../base/object-ref';
import type { ClusterDomain } from '../syntax/service-hosts';

/** A subset of the endpoints of a host. */
export interface Subset {
  readonly name: string;
  readonly labels: Labels;
}

/** A DestinationRule, reduced to the fields that decide where connections can go. */
export interface DestinationRule extends Aged {
  readonly host: string;
  readonly subsets: readonly Subset[];
  readonly exposure: Exposure;
  /** The namespaces in `exportTo`, as they are written. */
  readonly exportTo: ReadonlySet<string>;
  /** Whether it is visible only in its own namespace. */
  readonly isPrivate: boolean;
  /** Whether it has a `trafficPolicy`. */
  readonly hasPolicy: boolean;
  /** Labels of the clients that it applies to. Undefined if it applies to all clients. */
  readonly selector?: Labels;
}

/** Reads a DestinationRule. */
export function destinationRuleOf(object: KubernetesObject, index: number, settings: ClusterDomain): DestinationRule {
  const ref = refOf(object, index);
  const spec = recordOf(object.spec);
  const selector = isRecord(spec.workloadSelector) ? labelsOf(spec.workloadSelector.matchLabels) : undefined;
  const exportTo = new Set(selector ? ['.'] : textsOf(spec.exportTo));
  const exposure = exposureOf([...exportTo], ['*'], ref.namespace);
  return {
    ref,
    created: createdAt(object),
    host: completeHost(textOf(spec.host) ?? '', ref.namespace, settings),
    subsets: listOf(spec.subsets).map(recordOf).map(({ name, labels }) => ({ name: textOf(name) ?? '', labels: labelsOf(labels) })),
    exposure,
    exportTo,
    namespace: ref.namespace,
    sortName: ref.name,
    tieBreak: '',
    isPrivate: exportTo.size === 1 && isExposedTo(exposure, ref.namespace) && !exposure.everywhere,
    hasPolicy: isRecord(spec.trafficPolicy),
    selector,
  };
}
