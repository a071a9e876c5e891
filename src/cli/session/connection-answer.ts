import type { Prepared } from './prepared';
import { FieldPath, showPath } from '../../analysis/base/field-path';
import { append } from '../../analysis/base/group-by';
import { describeRef, refOf } from '../../analysis/base/object-ref';
import { annotationField, AskedConnection, decidingField } from '../../analysis/egress/deciding-field';
import type { MeshModel } from '../../analysis/model/mesh-model';
import { sidecarInjectionOf } from '../../analysis/model/pods/sidecar-injection';
import type { MeshWorkload } from '../../analysis/model/workload';
import type { Destination } from '../../analysis/reach/trace/egress-proof';
import { clientOf } from '../../analysis/reach/trace/reachable-from';
import { Hop, trace, TraceAnswer } from '../../analysis/reach/trace/trace';
import type { ReportedCause, ReportedHop, WhyReport } from '../../report/why';
import type { LoadedObject } from '../input/load-document';

/** Whether the connection of a workload to a destination arrives, and why. */
export function answerOf(prepared: Prepared, model: MeshModel, workload: MeshWorkload, { label, ...destination }: Destination): WhyReport {
  const answer = trace(model, { ...clientOf(model, workload), ...destination });
  return reportAnswer(new Causes(prepared), model, { workload, label, asked: destination }, answer);
}

/** A question about a workload. */
export interface AskedOf {
  readonly workload: MeshWorkload;
  /** The destination as people write it. */
  readonly label: string;
  readonly asked: AskedConnection;
}

/** An answer with the objects and fields that decide. */
export function reportAnswer(causes: Causes, model: MeshModel, question: AskedOf, { outcome, hops, explanation }: TraceAnswer): WhyReport {
  const { workload, label } = question;
  const isOpen = sidecarInjectionOf(workload, model.namespaceLabels.get(workload.namespace)) === 'maybe';
  return {
    from: describeRef(workload.ref),
    to: label,
    outcome,
    hops: hops.map(hop => causes.reportHop(hop, question)),
    explanation,
    notes: [
      ...isOpen ? [`the labels of Namespace ${workload.namespace} are not among the objects, so it is assumed that the pods have a sidecar`] : [],
      ...causes.prepared.notes,
    ],
  };
}

/** Finds the objects and fields that decide at hops. */
export class Causes {
  private readonly indices = new Map<string, number[]>();

  public constructor(public readonly prepared: Prepared) {
    prepared.objects.forEach((object, index) => append(this.indices, describeRef(refOf(object, index)), index));
  }

  /** The object with a name, such as `ServiceEntry shop/api`. */
  public objectNamed(name: string): LoadedObject | undefined {
    const [index] = this.indices.get(name) ?? [];
    return index === undefined ? undefined : this.prepared.input.objects[index];
  }

  public reportHop(hop: Hop, question: AskedOf): ReportedHop {
    const { at, verdict, text, because } = hop;
    return { at, ...verdict === undefined ? {} : { verdict }, text, because: because.map(name => this.causeOf(name, hop, question)) };
  }

  private causeOf(name: string, hop: Hop, { workload, asked }: AskedOf): ReportedCause {
    const annotation = /^annotation (\S+)/.exec(name)?.[1];
    const loaded = annotation === undefined ? this.objectNamed(name) : this.prepared.input.objects[workload.ref.index];
    if (loaded === undefined) { return { name }; }
    const { object, source, within } = loaded;
    const field: FieldPath | undefined = annotation === undefined ? decidingField(object, hop, asked) : annotationField(object, annotation);
    return field === undefined ? { name } : { name, field: showPath(field), place: source.placeOf([...within, ...field]) };
  }
}
