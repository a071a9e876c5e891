import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { recordOf, textOf } from '../../analysis/base/json';
import { Labels, labelsOf } from '../../analysis/base/labels';
import { quote } from '../../analysis/base/quote';
import { Workload } from '../../core/workload';

/** What annotations of injection are set on. */
export type InjectionTarget = PodTarget | NamespaceTarget;

/** The pods of a workload. */
export class PodTarget {
  private readonly workload: Workload;

  /** @throws if the construct has no pod template */
  public constructor(public readonly construct: IConstruct) {
    this.workload = Workload.of(construct);
  }

  /** @throws if the annotation has another value already */
  public annotate(key: string, value: string): void {
    if (isNew(this.construct, key, value, this.workload.annotation(key))) { this.workload.setAnnotation(key, value); }
  }
}

/** A namespace. */
export class NamespaceTarget {
  public constructor(public readonly construct: IConstruct, private readonly object: ApiObject) {}

  public get name(): string {
    return this.object.name;
  }

  /** Its labels, as they render now. */
  public labels(): Labels {
    return labelsOf(this.metadata().labels);
  }

  public addLabel(key: string, value: string): void {
    this.object.metadata.addLabel(key, value);
  }

  /** @throws if the annotation has another value already */
  public annotate(key: string, value: string): void {
    if (isNew(this.construct, key, value, textOf(recordOf(this.metadata().annotations)[key]))) { this.object.metadata.addAnnotation(key, value); }
  }

  private metadata(): Readonly<Record<string, unknown>> {
    return recordOf(recordOf(this.object.toJson()).metadata);
  }
}

function isNew(construct: IConstruct, key: string, value: string, present: string | undefined): boolean {
  if (present !== undefined && present !== value) {
    throw new Error(`${quote(key)} of "${construct.node.path}" is ${quote(present)} already, it can't be ${quote(value)} too; remove one of them`);
  }
  return present === undefined;
}
