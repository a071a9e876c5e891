import type { Severity } from './finding';
import type { Upstream } from './upstream';
import type { KubernetesObject } from '../base/kubernetes-object';
import type { MeshSettings } from '../settings/mesh-settings';

const PAGES = 'https://github.com/cdk8s-istio-oneagent/cdk8s-istio-oneagent/blob/main/docs/rules';

/** The address of the list of all rules. */
export const RULES_URL = `${PAGES}/README.md`;

/** The address of a rule's page in the documentation. */
export function rulePageUrl(rule: string): string {
  return `${PAGES}/${rule}.md`;
}

/** What every rule declares about itself. */
export interface RuleBase {
  /** Stable name, `<kind>/<what is wrong>`; also the name of its file and of its page in the documentation. */
  readonly name: string;
  readonly severity: Severity;
  readonly upstream: Upstream;
  /** First minor version of Istio that has the rule. */
  readonly since?: string;
  /** First minor version of Istio that no longer has the rule. */
  readonly until?: string;
  /** Whether the rule treats what is not among the objects as missing. It may be wrong if the cluster has more objects. */
  readonly assumesWholeCluster?: true;
}

/** In the kinds of a rule: it checks objects of all kinds, also those whose fields do not have the types of their schema. */
export const ANY_KIND = '*';

/** A rule that needs to see one object only. */
export interface ObjectRule extends RuleBase {
  /** API groups and kinds that it checks, such as `networking.istio.io/ServiceEntry`. */
  readonly kinds: readonly string[];
  /** Whether the webhook stops at a violation and does not report the later rules. */
  readonly final?: boolean;
  /** The messages of all violations in one object; none if it is valid. Must not throw, whatever the object holds. */
  check(object: KubernetesObject, settings: MeshSettings): Iterable<string>;
}

/** A violation of a rule that looks at many objects. */
export interface Violation {
  /** Index of the object in the checked list. */
  readonly object: number;
  readonly message: string;
  /** Index of another object that is involved. */
  readonly related?: number;
}

/** A rule about several objects together. */
export interface MeshRule<Model> extends RuleBase {
  /** All violations. Must not throw, and its time must be linear in the number of objects (times a logarithm). */
  check(model: Model): Iterable<Violation>;
}
