import { Aged, compareAge, createdAt } from './age';
import { isExposedTo, exposureOf, Exposure } from './exposure';
import type { Service } from './service';
import { completeHost } from './virtual-service';
import { groupBy } from '../base/group-by';
import { isRecord, listOf, recordOf, textOf, textsOf } from '../base/json';
import type { KubernetesObject } from '../base/kubernetes-object';
import { Labels, labelsOf, selects } from '../base/labels';
import { refOf } from '../base/object-ref';
import type { ClusterDomain } from '../syntax/service-hosts';

/** A subset of the endpoints of a host. */
export interface Subset {
  readonly name: string;
  readonly labels: Labels;
}

/** A DestinationRule, reduced to the fields that decide where connections can go. */
export interface DestinationRule extends Aged {
  readonly host: string;
  readonly subsets: readonly Subset[];
  readonly exposure: Exposure;
  /** Whether it is visible only in its own namespace. */
  readonly isPrivate: boolean;
  /** Labels of the clients that it applies to. Undefined if it applies to all clients. */
  readonly selector?: Labels;
}

/** Reads a DestinationRule. */
export function destinationRuleOf(object: KubernetesObject, index: number, settings: ClusterDomain): DestinationRule {
  const ref = refOf(object, index);
  const spec = recordOf(object.spec);
  const selector = isRecord(spec.workloadSelector) ? labelsOf(spec.workloadSelector.matchLabels) : undefined;
  const exposure = exposureOf(selector ? ['.'] : textsOf(spec.exportTo), ['*'], ref.namespace);
  return {
    ref,
    created: createdAt(object),
    host: completeHost(textOf(spec.host) ?? '', ref.namespace, settings),
    subsets: listOf(spec.subsets).map(recordOf).map(({ name, labels }) => ({ name: textOf(name) ?? '', labels: labelsOf(labels) })),
    exposure,
    namespace: ref.namespace,
    sortName: ref.name,
    tieBreak: '',
    isPrivate: !exposure.everywhere && exposure.namespaces.size === 1 && exposure.namespaces.has(ref.namespace),
    selector,
  };
}

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
    const local = this.mostSpecific(clientNamespace, service.host, rule => isExposedTo(rule.exposure, clientNamespace)
      // In the root namespace, rules for everyone are looked up last.
      && (clientNamespace !== this.rootNamespace || rule.isPrivate));
    if (local.length > 0) { return local; }
    for (const namespace of [service.namespace, this.rootNamespace]) {
      const found = this.mostSpecific(namespace, service.host, rule => !rule.isPrivate).filter(rule => isExposedTo(rule.exposure, clientNamespace));
      if (found.length > 0) { return found; }
    }
    return [];
  }

  /** The subset of a service that a client finds by name. Undefined if there is none. */
  public subsetOf(
    service: Pick<Service, 'host' | 'namespace'>,
    name: string,
    client: { readonly namespace: string; readonly labels: Labels },
  ): Subset | undefined {
    return this.for(service, client.namespace)
      .filter(rule => !rule.selector || selects(rule.selector, client.labels))
      .sort(compareAge)
      .flatMap(rule => rule.subsets)
      .find(subset => subset.name === name);
  }

  private mostSpecific(namespace: string, host: string, isCandidate: (rule: DestinationRule) => boolean): DestinationRule[] {
    return this.byNamespace.get(namespace)?.mostSpecific(host, isCandidate) ?? [];
  }
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
