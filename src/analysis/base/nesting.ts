import { isRecord } from './json';

/** The most levels of objects and lists in an object that is checked. Real objects have some 30. */
export const MAX_LEVELS = 100;

/** A value that no more than `MAX_LEVELS` levels are left of. */
export interface Shallow<T> {
  /** The same value if it has no more levels. Otherwise, a copy in which the objects and lists on the last level are empty. */
  readonly value: T;
  /** The first names and indices on the way to what is left out. Undefined if nothing is. */
  readonly deep?: readonly string[];
}

const SHOWN_STEPS = 3;

/** A value without what is nested so deeply that a recursive function would run out of stack. A value that contains itself is cut too. */
export function withinMaxLevels<T>(value: T): Shallow<T> {
  if (!isDeeperThan(MAX_LEVELS, value)) { return { value }; }
  const cutter = new Cutter();
  return { value: cutter.cut(value) as T, deep: cutter.deep };
}

/** Whether a value has more levels than a number. A value that contains itself has. This is all that is asked of nearly every object, so it makes no lists. */
function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) { return false; }
  if (Array.isArray(value)) {
    if (levels === 0) { return value.length > 0; }
    for (const item of value as unknown[]) {
      if (typeof item === 'object' && isDeeperThan(levels - 1, item)) { return true; }
    }
    return false;
  }
  for (const name in value) {
    const field = (value as Record<string, unknown>)[name];
    if ((levels === 0 || typeof field === 'object' && isDeeperThan(levels - 1, field)) && Object.hasOwn(value, name)) { return true; }
  }
  return false;
}

class Cutter {
  public deep: readonly string[] | undefined;
  private readonly ancestors: object[] = [];
  private readonly steps: string[] = [];

  public cut(value: unknown): unknown {
    const isList = Array.isArray(value);
    if (!isList && !isRecord(value)) { return value; }
    if (this.ancestors.length >= MAX_LEVELS || this.ancestors.includes(value)) {
      if (!isList && Object.keys(value).length === 0 || isList && value.length === 0) { return value; }
      this.deep ??= this.steps.slice(0, SHOWN_STEPS);
      return isList ? [] : {};
    }
    this.ancestors.push(value);
    const copy = isList ? this.cutItems(value) : this.cutFields(value);
    this.ancestors.pop();
    return copy;
  }

  private cutItems(items: readonly unknown[]): readonly unknown[] {
    let copy: unknown[] | undefined;
    for (const [index, item] of items.entries()) {
      const kept = this.step(String(index), item);
      if (kept !== item) { (copy ??= [...items])[index] = kept; }
    }
    return copy ?? items;
  }

  private cutFields(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
    let copy: Map<string, unknown> | undefined;
    for (const [name, field] of Object.entries(fields)) {
      const kept = this.step(name, field);
      if (kept !== field) { (copy ??= new Map(Object.entries(fields))).set(name, kept); }
    }
    return copy ? Object.fromEntries(copy) : fields;
  }

  private step(name: string, value: unknown): unknown {
    if (typeof value !== 'object' || value === null) { return value; }
    this.steps.push(name);
    const kept = this.cut(value);
    this.steps.pop();
    return kept;
  }
}
