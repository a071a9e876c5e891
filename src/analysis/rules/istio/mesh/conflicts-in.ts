import type { Candidate, Clash, Conflict } from './clash';
import type { ProxyScope, ProxyScopes } from './proxy-scopes';
import { append, groupBy } from '../../../base/group-by';

/** A candidate, and what is asked about it again and again. */
interface Marked {
  readonly candidate: Candidate;
  readonly order: number;
  readonly object: number;
  readonly identity: string;
  readonly class: string;
}

/** The first ones of each class. */
type Seen = Map<string, Marked[]>;

/** Finds the conflicts among ports that share a key: one at most for each port that comes second. */
export function conflictsIn(group: readonly Candidate[], scopes: ProxyScopes, clash: Clash): Conflict[] {
  const marked = group.map((candidate, order): Marked => ({
    candidate, order, object: candidate.service.ref.index, identity: clash.identityOf?.(candidate) ?? String(order), class: clash.classOf(candidate),
  }));
  return mayClash(marked, clash) ? new ConflictSearch(marked, clash).search(scopes) : [];
}

/** Whether any two could conflict if some proxy saw both. */
function mayClash(marked: readonly Marked[], { clash }: Clash): boolean {
  const classes = [...new Map(marked.map(one => [one.class, one.candidate])).values()];
  return classes.some((one, index) => classes.slice(index).some(other => clash(one, other)));
}

class ConflictSearch {
  private readonly found = new Map<Marked, Conflict>();
  private readonly byNamespace: ReadonlyMap<string, readonly Marked[]>;
  /** What only some namespaces see, by these. */
  private readonly byClient = new Map<string, Marked[]>();

  public constructor(private readonly marked: readonly Marked[], private readonly clash: Clash) {
    this.byNamespace = groupBy(marked, ({ candidate }) => candidate.service.namespace);
    for (const one of marked) {
      const { namespace, exposure } = one.candidate.service;
      for (const client of new Set([namespace, ...exposure.namespaces])) {
        append(this.byClient, client, one);
      }
    }
  }

  public search(scopes: ProxyScopes): Conflict[] {
    const seenByImports = new Map<string, Seen>();
    for (const scope of scopes.apartFrom(this.byClient)) {
      if (this.isDone()) { break; }
      seenByImports.set(scope.imports, this.searchAll(scope));
    }
    for (const namespace of this.byClient.keys()) {
      for (const scope of scopes.of(namespace)) {
        if (this.isDone()) { return [...this.found.values()]; }
        const seen = seenByImports.get(scope.imports);
        if (seen) { this.searchOwn(scope, namespace, seen); } else { this.searchAll(scope); }
      }
    }
    return [...this.found.values()];
  }

  private isDone(): boolean {
    return this.found.size === this.marked.length - 1;
  }

  /** Looks at all that proxies see. */
  private searchAll(scope: ProxyScope): Seen {
    const seen: Seen = new Map();
    for (const one of this.importedBy(scope)) {
      if (!this.takesPart(one, scope)) { continue; }
      if (!this.found.has(one)) { this.note(this.firstClashing(seen, one), one); }
      remember(seen, one);
    }
    return seen;
  }

  /** Looks at what the proxies of one namespace see besides what others with the same imports see, which was looked at before. */
  private searchOwn(scope: ProxyScope, namespace: string, seenByOthers: Seen): void {
    const seen: Seen = new Map();
    for (const one of this.byClient.get(namespace)!) {
      if (!this.takesPart(one, scope)) { continue; }
      const other = this.firstClashing(seen, one) ?? this.firstClashing(seenByOthers, one, rival => this.takesPart(rival, scope));
      if (other && other.order < one.order) { this.note(other, one); } else { this.note(one, other); }
      remember(seen, one);
    }
  }

  private importedBy({ importsFrom }: ProxyScope): readonly Marked[] {
    if (!importsFrom || importsFrom.size >= this.byNamespace.size) { return this.marked; }
    return [...importsFrom].flatMap(namespace => this.byNamespace.get(namespace) ?? []).sort((a, b) => a.order - b.order);
  }

  private takesPart({ candidate }: Marked, scope: ProxyScope): boolean {
    return !this.clash.isAlone?.(candidate, scope) && scope.sees(candidate.service, candidate.port.number);
  }

  private firstClashing(seen: Seen, one: Marked, isRival: (other: Marked) => boolean = () => true): Marked | undefined {
    let first: Marked | undefined;
    for (const others of seen.values()) {
      if (!this.clash.clash(others[0].candidate, one.candidate)) { continue; }
      const other = others.find(rival => rival.object !== one.object && rival.identity !== one.identity && isRival(rival));
      if (other && (first === undefined || other.order < first.order)) { first = other; }
    }
    return first;
  }

  private note(first: Marked | undefined, second: Marked | undefined): void {
    if (first && second && !this.found.has(second)) { this.found.set(second, { first: first.candidate, second: second.candidate }); }
  }
}

/**
 * Keeps the first ones of each class, few enough to look through them all, and enough of them that whoever differs in object and identity from any of the class
 * differs in both from one of them: two of an object, two of an identity, and of five it can share the object or the identity of four at most.
 */
function remember(seen: Seen, one: Marked): void {
  const kept = seen.get(one.class);
  if (!kept) {
    seen.set(one.class, [one]);
    return;
  }
  const sameObject = kept.filter(({ object }) => object === one.object);
  const sameIdentity = kept.filter(({ identity }) => identity === one.identity);
  if (kept.length < 5 && sameObject.length < 2 && sameIdentity.length < 2) { kept.push(one); }
}
