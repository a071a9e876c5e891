import type { Finding } from './finding';
import { groupBy } from '../base/group-by';
import { recordOf } from '../base/json';
import type { KubernetesObject } from '../base/kubernetes-object';
import { labelsOf } from '../base/labels';

/** Prefix of the annotations that turn rules off for their object. The name is that of the rule, with a dot in place of the slash; the value is the reason. */
export const DISABLE_RULE = 'disable-rule.cdk8s-istio-oneagent/';

/** A rule that is turned off, for all objects or for one. */
export interface Suppression {
  readonly rule: string;
  readonly reason: string;
  /** Index of the object that has the annotation. Undefined for all objects. */
  readonly object?: number;
}

/** Findings, without those that suppressions turn off. */
export interface Suppressed<T> {
  readonly kept: readonly T[];
  readonly suppressed: readonly { readonly finding: T; readonly reason: string }[];
  /** Suppressions that no finding matched. */
  readonly unused: readonly Suppression[];
}

/** The rules that annotations of objects turn off. */
export function suppressionsOf(objects: readonly KubernetesObject[]): Suppression[] {
  return objects.flatMap((object, index) => {
    const annotations = recordOf(recordOf(object).metadata).annotations;
    return Object.entries(labelsOf(annotations)).filter(([name]) => name.startsWith(DISABLE_RULE)).map(([name, reason]) => ({
      rule: name.slice(DISABLE_RULE.length).replace('.', '/'),
      reason,
      object: index,
    }));
  });
}

/** The annotation that turns a rule off for its object. */
export function annotationFor(rule: string): string {
  return `${DISABLE_RULE}${rule.replace('/', '.')}`;
}

/** What suppressions look at. */
type Suppressible = Pick<Finding, 'rule' | 'related'> & { readonly object?: number };

/** Applies suppressions to findings. A finding is about an object if it is the object of the finding, or the other one that is involved. */
export function suppress<T extends Suppressible>(findings: readonly T[], suppressions: readonly Suppression[]): Suppressed<T> {
  const used = new Set<Suppression>();
  const kept: T[] = [];
  const suppressed: { finding: T; reason: string }[] = [];
  const byRule = groupBy(suppressions, ({ rule }) => rule);
  for (const finding of findings) {
    const matching = (byRule.get(finding.rule) ?? [])
      .filter(({ object }) => object === undefined || object === finding.object || object === finding.related);
    matching.forEach(each => used.add(each));
    if (matching.length > 0) { suppressed.push({ finding, reason: matching[0].reason }); } else { kept.push(finding); }
  }
  return { kept, suppressed, unused: suppressions.filter(each => !used.has(each)) };
}
