import type { LabelSelectorSpec } from '../base/label-selector';
import { meetsLabelSelector } from '../base/label-selector';
import { NO_WORKLOAD, OwnRule, UNPROVED, UNREACHABLE } from '../findings/requirement-rules';
import type { MeshModel } from '../model/mesh-model';
import type { MeshWorkload } from '../model/workload';
import { Destination, proveEgress } from '../reach/trace/egress-proof';
import { joinShortfalls } from '../reach/trace/join-shortfalls';

/** Selects workloads. Everything that is set must match. */
export interface WorkloadSelector {
  readonly namespace?: string;
  readonly kind?: string;
  readonly name?: string;
  /** Labels of the pods. */
  readonly labels?: LabelSelectorSpec;
}

/** Workloads that must reach destinations, as settings declare it. */
export interface DeclaredRequirement {
  /** The name of the requirement in messages. */
  readonly label: string;
  readonly from: WorkloadSelector;
  readonly to: readonly Destination[];
}

/** Why a requirement is not met. */
export interface UnmetEgress {
  readonly rule: OwnRule;
  readonly message: string;
  /** Index of the first workload among the objects. Undefined if there is no workload. */
  readonly object?: number;
}

/** The workloads that a selector selects. */
export function selectWorkloads(model: MeshModel, { namespace, kind, name, labels }: WorkloadSelector): MeshWorkload[] {
  const candidates = namespace === undefined ? model.workloads : model.workloadsIn(namespace);
  return candidates.filter(workload => (kind === undefined || workload.ref.kind === kind)
    && (name === undefined || workload.ref.name === name)
    && (labels === undefined || meetsLabelSelector(labels, workload.labels)));
}

/** Proves requirements, and returns those that are not met. */
export function proveDeclared(model: MeshModel, requirements: readonly DeclaredRequirement[]): UnmetEgress[] {
  return requirements.flatMap(({ label, from, to }): UnmetEgress[] => {
    const workloads = selectWorkloads(model, from);
    if (workloads.length === 0) {
      return [{ rule: NO_WORKLOAD, message: `nothing is proved: ${label} selects no workload among the objects; correct its selector, or add the workloads to the input` }];
    }
    return joinShortfalls(proveEgress(model, workloads, to)).map(({ certain, message, workloads: unmet }) => ({
      rule: certain ? UNREACHABLE : UNPROVED,
      message: `${message} ${label[0].toUpperCase()}${label.slice(1)} demands it.`,
      object: unmet[0].ref.index,
    }));
  });
}
