import type { ObjectRef } from '../../base/object-ref';
import type { Violation } from '../../findings/rule';

/** Collects the violations of a rule that reports each object once, with the first other object that it conflicts with. */
export class OnePerObject {
  private readonly found = new Map<number, Violation>();

  /** Reports an object, unless it has been reported. */
  public add({ index }: ObjectRef, other: ObjectRef, message: () => string): void {
    if (this.found.has(index)) { return; }
    this.found.set(index, { object: index, ...other.index === index ? {} : { related: other.index }, message: message() });
  }

  /** Whether an object has been reported. */
  public has({ index }: ObjectRef): boolean {
    return this.found.has(index);
  }

  /** All violations, in the order of the objects. */
  public get violations(): Violation[] {
    return [...this.found.values()].sort((a, b) => a.object - b.object);
  }
}
