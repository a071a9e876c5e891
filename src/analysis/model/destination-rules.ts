import { Aged, compareAge, createdAt } from './age';
import { isExposedTo, exposureOf, Exposure } from './exposure';
import type { Service } from './service';
import { completeHost } from './virtual-service';
import { append } from '../base/group-by';
import { isRecord, listOf, recordOf, textOf, textsOf } from '../base/json';
import type { KubernetesObject } from '../base/kubernetes-object';
import { Labels, labelsOf, selects } from '../base/labels';
import { refOf } from '../base/object-ref';
import { coversHost } from '../syntax/hosts';
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
  private readonly byNamespace = new Map<string, DestinationRule[]>();

  public constructor(public readonly all: readonly DestinationRule[], private readonly rootNamespace: string) {
    for (const rule of all) {
      append(this.byNamespace, rule.ref.namespace, rule);
    }
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
    const covering = (this.byNamespace.get(namespace) ?? []).filter(rule => isCandidate(rule) && coversHost(rule.host, host));
    const most = Math.max(...covering.map(specificity));
    return covering.filter(rule => specificity(rule) === most);
  }
}

/** Exact hosts are more specific than wildcards, and longer wildcards are more specific than shorter ones. */
function specificity({ host }: DestinationRule): number {
  return host.startsWith('*') ? host.length - 1 : Infinity;
}
