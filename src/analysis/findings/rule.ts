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
  /** Stable name, `<kind>/<what is wrong>`. Its file and its documentation page have the same name. */
  readonly name: string;
  readonly severity: Severity;
  readonly upstream: Upstream;
  /** First minor version of Istio that has the rule. */
  readonly since?: string;
  /** First minor version of Istio that no longer has the rule. */
  readonly until?: string;
  /** Whether the rule treats an object that is not in the list as missing. It can be wrong if the cluster has more objects. */
  readonly assumesWholeCluster?: true;
}

/** As a kind of a rule: the rule checks all objects, including those whose fields have the wrong type for their schema. */
export const ANY_KIND = '*';

/** A rule that checks one object at a time. */
export interface ObjectRule extends RuleBase {
  /** API groups and kinds that it checks, such as `networking.istio.io/ServiceEntry`. */
  readonly kinds: readonly string[];
  /** Whether the webhook stops at a violation and has no warnings then. Such a rule comes before the rules that it suppresses. */
  readonly final?: boolean;
  /** The messages of all violations in one object. Empty if the object is valid. Must not throw, whatever the object contains. */
  check(object: KubernetesObject, settings: MeshSettings): Iterable<string>;
}

/** A violation of a rule that checks several objects together. */
export interface Violation {
  /** Index of the object in the list of checked objects. */
  readonly object: number;
  readonly message: string;
  /** Index of another object that is involved. */
  readonly related?: number;
}

/** A rule about several objects together. */
export interface MeshRule<Model> extends RuleBase {
  /** All violations. Must not throw. Its time must be linear in the number of objects (times a logarithm). */
  check(model: Model): Iterable<Violation>;
}
