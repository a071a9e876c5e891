import type { Candidate, Clash, Conflict } from './clash';
import type { ProxyScope, ProxyScopes } from './proxy-scopes';
import { append, groupBy } from '../../../base/group-by';

/** A candidate with its precomputed properties. */
interface Marked {
  readonly candidate: Candidate;
  readonly order: number;
  readonly object: number;
  readonly identity: string;
  readonly class: string;
}

/** The first candidates of each class. */
type Seen = Map<string, Marked[]>;

/** Finds the conflicts among ports with the same key: at most one for each port that is the second. */
export function conflictsIn(group: readonly Candidate[], scopes: ProxyScopes, clash: Clash): Conflict[] {
  const marked = group.map((candidate, order): Marked => ({
    candidate, order, object: candidate.service.ref.index, identity: clash.identityOf?.(candidate) ?? String(order), class: clash.classOf(candidate),
  }));
  return mayClash(marked, clash) ? new ConflictSearch(marked, clash).search(scopes) : [];
}

/** Whether any two candidates would conflict if a proxy saw both. */
function mayClash(marked: readonly Marked[], { clash }: Clash): boolean {
  const classes = [...new Map(marked.map(one => [one.class, one.candidate])).values()];
  return classes.some((one, index) => classes.slice(index).some(other => clash(one, other)));
}

class ConflictSearch {
  private readonly found = new Map<Marked, Conflict>();
  private readonly byNamespace: ReadonlyMap<string, readonly Marked[]>;
  /** Candidates by the namespaces that see them, except through an export to all. */
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
    for (const scope of scopes.outside(this.byClient)) {
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

  /** Searches all candidates that the proxies of a scope see. */
  private searchAll(scope: ProxyScope): Seen {
    const seen: Seen = new Map();
    for (const one of this.importedBy(scope)) {
      if (!this.takesPart(one, scope)) { continue; }
      if (!this.found.has(one)) { this.note(this.firstClashing(seen, one), one, scope); }
      remember(seen, one);
    }
    return seen;
  }

  /** Searches the candidates that only proxies of one namespace see. Candidates that other proxies with the same imports see were searched before. */
  private searchOwn(scope: ProxyScope, namespace: string, seenByOthers: Seen): void {
    const seen: Seen = new Map();
    for (const one of this.byClient.get(namespace)!) {
      if (!this.takesPart(one, scope)) { continue; }
      const other = this.firstClashing(seen, one) ?? this.firstClashing(seenByOthers, one, rival => this.takesPart(rival, scope));
      if (other && other.order < one.order) { this.note(other, one, scope); } else { this.note(one, other, scope); }
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

  private note(first: Marked | undefined, second: Marked | undefined, scope: ProxyScope): void {
    if (first && second && !this.found.has(second)) { this.found.set(second, { first: first.candidate, second: second.candidate, scope }); }
  }
}

/**
 * Keeps the first candidates of each class: few enough for a linear search, and enough to find a rival with another object and another identity if the class
 * has one. At most two of them have the same object and at most two the same identity, so a candidate shares the object or the identity of at most four of five.
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
