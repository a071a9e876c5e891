import type { DestinationRule } from './destination-rule';
import { isExposedTo } from './exposure';
import { countingRule, MergedRule, mergedRules } from './merged-rules';
import type { Service } from './service';
import { groupBy } from '../base/group-by';
import type { Labels } from '../base/labels';

/** All DestinationRules of a mesh. They are looked up as in istiod: in the namespace of the client, then of the service, then in the root namespace. */
export class DestinationRules {
  private readonly byNamespace: ReadonlyMap<string, RulesByHost>;

  public constructor(public readonly all: readonly DestinationRule[], private readonly rootNamespace: string) {
    const byNamespace = groupBy(all, ({ ref }) => ref.namespace);
    this.byNamespace = new Map([...byNamespace].map(([namespace, rules]) => [namespace, new RulesByHost(rules)]));
  }

  /**
   * The rules of a service that are visible to a client: those with the most specific host in the first namespace that has any. Empty if there is no
   * such namespace.
   */
  public for(service: Pick<Service, 'host' | 'namespace'>, clientNamespace: string): DestinationRule[] {
    const local = this.localRules(service.host, clientNamespace);
    if (local.length > 0) { return local; }
    for (const namespace of [service.namespace, this.rootNamespace]) {
      const found = this.mostSpecific(namespace, service.host, rule => !rule.isPrivate).filter(rule => isExportedTo(rule, clientNamespace));
      if (found.length > 0) { return found; }
    }
    return [];
  }

  /**
   * What the rules of a service say to a client together, once they are merged. Several results if the unknown ages of rules decide, and an undefined one if none counts
   * for the client.
   */
  public mergedFor(service: Pick<Service, 'host' | 'namespace'>, client: { readonly namespace: string; readonly labels: Labels }): (MergedRule | undefined)[] {
    if (this.all.length === 0) { return [undefined]; }
    const { namespace, labels } = client;
    const local = this.localRules(service.host, namespace);
    if (local.length > 0) { return distinct(mergedRules(local).map(rules => countingRule(rules, labels))); }
    return distinct(this.exported(service, client, [service.namespace, this.rootNamespace]));
  }

  private exported(
    service: Pick<Service, 'host'>,
    client: { readonly namespace: string; readonly labels: Labels },
    [place, ...others]: readonly string[],
  ): (MergedRule | undefined)[] {
    if (place === undefined) { return [undefined]; }
    return mergedRules(this.mostSpecific(place, service.host, rule => !rule.isPrivate)).flatMap(rules => {
      // A merged rule is visible where the first of its rules is.
      const visible = rules.filter(rule => isExportedTo(rule, client.namespace));
      return visible.length > 0 ? [countingRule(visible, client.labels)] : this.exported(service, client, others);
    });
  }

  /** The rules for a host in the namespace of a client. In the root namespace, rules for everyone are looked up last. */
  private localRules(host: string, namespace: string): DestinationRule[] {
    return this.mostSpecific(namespace, host, rule => isExposedTo(rule.exposure, namespace) && (namespace !== this.rootNamespace || rule.isPrivate));
  }

  private mostSpecific(namespace: string, host: string, isCandidate: (rule: DestinationRule) => boolean): DestinationRule[] {
    return this.byNamespace.get(namespace)?.mostSpecific(host, isCandidate) ?? [];
  }
}

/** Whether a namespace sees a rule that is looked up in the namespace of the service, or in the root namespace. There, `.` means nothing. */
function isExportedTo({ exportTo }: Pick<DestinationRule, 'exportTo'>, namespace: string): boolean {
  return exportTo.size === 0 || exportTo.has('*') || exportTo.has(namespace);
}

/** Results that differ, each once. */
function distinct(rules: readonly (MergedRule | undefined)[]): (MergedRule | undefined)[] {
  if (rules.length < 2) { return [...rules]; }
  const keyOf = (rule: MergedRule | undefined) => rule === undefined ? ''
    : JSON.stringify([rule.selector, rule.policy?.ref.index ?? null, [...rule.subsets].map(([name, { rule: { ref } }]) => `${name} ${ref.index}`).sort()]);
  return [...new Map([...rules].reverse().map(rule => [keyOf(rule), rule])).values()].reverse();
}

/** The DestinationRules of a namespace by host. A proof looks up each service, so a lookup must not search all rules. */
class RulesByHost {
  private readonly byHost: ReadonlyMap<string, DestinationRule[]>;
  private readonly longestWildcard: number;

  public constructor(rules: readonly DestinationRule[]) {
    this.byHost = groupBy(rules, ({ host }) => host);
    this.longestWildcard = rules.reduce((longest, { host }) => host.startsWith('*') ? Math.max(longest, host.length) : longest, 0);
  }

  /** The candidates with the most specific host: an exact host is more specific than a wildcard, and a longer wildcard than a shorter one. */
  public mostSpecific(host: string, isCandidate: (rule: DestinationRule) => boolean): DestinationRule[] {
    const exact = host.startsWith('*') ? [] : this.candidates(host, isCandidate);
    if (exact.length > 0) { return exact; }
    for (let length = Math.min(this.longestWildcard, host.length + 1); length > 0; length--) {
      const found = this.candidates(`*${host.slice(host.length - length + 1)}`, isCandidate);
      if (found.length > 0) { return found; }
    }
    return [];
  }

  private candidates(host: string, isCandidate: (rule: DestinationRule) => boolean): DestinationRule[] {
    return (this.byHost.get(host) ?? []).filter(isCandidate);
  }
}
