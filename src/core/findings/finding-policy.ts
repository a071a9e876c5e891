import type { IConstruct } from 'constructs';
import { FailOn } from './mesh-finding';

/** A rule that is turned off for a part of a mesh. */
export interface ScopedSuppression {
  readonly rule: string;
  readonly reason: string;
  /** The rule is off for what is at or below this construct. */
  readonly scope: IConstruct;
}

/** Which rules of a mesh are turned off, and which findings fail the synth: for the whole mesh or for a part of it. */
export class FindingPolicy {
  private readonly disabled = new Map<string, Map<IConstruct, ScopedSuppression>>();
  private readonly failOnByScope = new Map<IConstruct, FailOn>();

  /** Turns a rule off for what is at or below a construct. */
  public disableRule(suppression: ScopedSuppression): void {
    const { rule, scope } = suppression;
    if (!this.disabled.has(rule)) { this.disabled.set(rule, new Map()); }
    this.disabled.get(rule)!.set(scope, suppression);
  }

  /** Sets which findings fail the synth for what is at or below a construct, except where a nearer scope sets it. */
  public failOn(failOn: FailOn, scope: IConstruct): void {
    this.failOnByScope.set(scope, failOn);
  }

  /** All suppressions. */
  public get suppressions(): ScopedSuppression[] {
    return [...this.disabled.values()].flatMap(byScope => [...byScope.values()]);
  }

  /** The suppressions of a rule that apply to a construct, the nearest first. */
  public suppressionsOf(rule: string, construct: IConstruct): ScopedSuppression[] {
    const byScope = this.disabled.get(rule);
    return byScope ? scopesOf(construct).flatMap(scope => byScope.get(scope) ?? []) : [];
  }

  /** Which findings at a construct fail the synth. */
  public failOnAt(construct: IConstruct): FailOn {
    return scopesOf(construct).map(scope => this.failOnByScope.get(scope)).find(failOn => failOn !== undefined) ?? FailOn.ERROR;
  }
}

/** Applies the suppressions of a policy during one check, and remembers which of them matched. */
export class Suppressor {
  private readonly used = new Set<ScopedSuppression>();

  public constructor(private readonly policy: FindingPolicy | undefined) {}

  /** Whether a rule is turned off for a construct. */
  public isOff(rule: string, construct: IConstruct): boolean {
    const suppressions = this.policy?.suppressionsOf(rule, construct) ?? [];
    suppressions.forEach(suppression => this.used.add(suppression));
    return suppressions.length > 0;
  }

  /** The suppressions that matched nothing so far, sorted by rule. */
  public get unused(): ScopedSuppression[] {
    const unused = (this.policy?.suppressions ?? []).filter(suppression => !this.used.has(suppression));
    return unused.sort((a, b) => a.rule < b.rule ? -1 : Number(a.rule > b.rule));
  }
}

/** A construct and the scopes above it, from the nearest to the root. */
function scopesOf(construct: IConstruct): IConstruct[] {
  return [...construct.node.scopes].reverse();
}
