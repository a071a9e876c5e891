import type { IConstruct } from 'constructs';
import { isAccepted } from './accepted-rule';
import type { ConstructRule } from './construct-rule';
import type { UnmetRequirement } from './egress-requirement';
import type { LocatedFinding } from './findings/located-finding';
import type { MeshFinding, RelatedObject } from './findings/mesh-finding';
import { Manifest, ownerOf } from './manifest';
import { append, groupByEach } from '../analysis/base/group-by';
import { recordOf, textOf } from '../analysis/base/json';
import { Finding, Severity } from '../analysis/findings/finding';
import { rulePageUrl } from '../analysis/findings/rule';
import { codeOf, sourceOf } from '../analysis/findings/upstream';
import { severityInPartOfCluster } from '../analysis/rules/catalog';

/** What a rule of constructs found. */
export interface ConstructFinding {
  readonly rule: ConstructRule;
  readonly message: string;
  /** The constructs whose objects are involved. */
  readonly related?: readonly IConstruct[];
}

/** Collects the findings of one mesh in the order of its constructs. */
export class FindingCollector {
  private readonly found = new Map<IConstruct, LocatedFinding[]>();
  private byConstruct: ReadonlyMap<IConstruct, readonly Manifest[]> | undefined;

  public constructor(private readonly constructs: readonly IConstruct[], private readonly manifests: readonly Manifest[]) {}

  /** All findings so far. */
  public get findings(): LocatedFinding[] {
    return this.found.size === 0 ? [] : this.constructs.flatMap(construct => this.found.get(construct) ?? []);
  }

  /** Removes the findings so far that a condition does not hold for. */
  public keep(condition: (located: LocatedFinding) => boolean): void {
    for (const [construct, located] of this.found) { this.found.set(construct, located.filter(condition)); }
  }

  /** Adds what a rule of manifests found. */
  public addOfObject({ object, rule, severity, upstream, message, related }: Finding): void {
    const manifest = this.manifests[object];
    const { apiObject, place } = manifest;
    const other = related === undefined ? undefined : this.manifests[related];
    this.add(apiObject, {
      rule,
      severity: severityAtSynth(rule, severity, isAccepted(rule, apiObject, other?.apiObject)),
      source: sourceOf(upstream),
      code: codeOf(upstream),
      message: `${place === undefined ? '' : `${place}: `}${message}${other ? `; the other is ${describe(other)}` : ''}`,
    }, manifest, other ? [other] : []);
  }

  /** Adds what a construct found by itself. */
  public addOfConstruct(construct: IConstruct, { rule, message, related = [] }: ConstructFinding): void {
    this.addOurs(construct, rule, message, related.flatMap(each => this.manifestsOf(each)));
  }

  /** Adds that a requirement is not met, with the places of the workloads that do not meet it. */
  public addOfRequirement({ owner, rule, message, workloads }: UnmetRequirement): void {
    this.addOurs(owner, rule, message, workloads.map(index => this.manifests[index]));
  }

  private addOurs(construct: IConstruct, { name, severity, upstream }: ConstructRule, message: string, related: readonly Manifest[]): void {
    this.add(construct, { rule: name, severity, source: sourceOf(upstream), message }, this.manifestsOf(construct)[0], related);
  }

  /** The manifests of a construct, or of the object that renders for it. */
  private manifestsOf(construct: IConstruct): readonly Manifest[] {
    this.byConstruct ??= groupByEach(this.manifests, ({ apiObject }) => new Set([apiObject, ownerOf(apiObject)]));
    return this.byConstruct.get(construct) ?? [];
  }

  private add(
    construct: IConstruct,
    { rule, severity, source, code, message }: Pick<MeshFinding, 'rule' | 'severity' | 'source' | 'code' | 'message'>,
    subject: Manifest | undefined, related: readonly Manifest[],
  ): void {
    const shownAt = subject ? ownerOf(subject.apiObject) : construct;
    const object: Partial<RelatedObject> = subject ? referenceTo(subject) : {};
    append(this.found, construct, {
      construct: shownAt,
      about: subject?.apiObject ?? construct,
      finding: {
        rule,
        ruleUrl: rulePageUrl(rule),
        severity,
        source,
        code,
        path: shownAt.node.path,
        kind: object.kind,
        namespace: object.namespace,
        name: object.name,
        relatedObjects: related.map(referenceTo),
        message,
      },
    });
  }
}

/** The cluster may have what the app does not make, so nothing that is missing fails the synth. Neither does a violation that the objects accept. */
function severityAtSynth(rule: string, severity: Severity, accepted: boolean): Severity {
  return severity === Severity.ERROR && accepted ? Severity.WARNING : severityInPartOfCluster(rule, severity);
}

function referenceTo({ apiObject, object }: Manifest): RelatedObject {
  const { namespace, name } = recordOf(object.metadata);
  return { kind: textOf(object.kind) ?? '', namespace: textOf(namespace), name: textOf(name), path: ownerOf(apiObject).node.path };
}

function describe({ apiObject, place }: Manifest): string {
  return `${place === undefined ? '' : `${place} of `}"${ownerOf(apiObject).node.path}"`;
}
