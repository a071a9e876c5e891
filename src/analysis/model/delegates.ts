import { isExposedTo } from './exposure';
import type { HttpMatch, HttpRule, TextMatch, VirtualService } from './virtual-service';

/**
 * Replaces each rule that delegates by the rules of its delegate. If the delegate does not exist, or is not exported to the VirtualService, the rule
 * is removed.
 */
export function withDelegates(virtualServices: readonly VirtualService[]): VirtualService[] {
  const delegates = new Map(virtualServices.filter(({ hosts }) => hosts.length === 0).map(one => [`${one.namespace}/${one.ref.name}`, one]));
  return virtualServices.map(virtualService => virtualService.http.some(({ action }) => action.kind === 'delegate')
    ? { ...virtualService, http: virtualService.http.flatMap(rule => resolved(rule, virtualService.namespace, delegates)) }
    : virtualService);
}

function resolved(rule: HttpRule, namespace: string, delegates: ReadonlyMap<string, VirtualService>): HttpRule[] {
  const { action, matches } = rule;
  if (action.kind !== 'delegate') { return [rule]; }
  const delegate = delegates.get(action.name);
  if (!delegate || !isExposedTo(delegate.exposure, namespace)) { return []; }
  return delegate.http.flatMap(own => {
    const merged = mergedMatches(matches, own.matches);
    return merged ? [{ matches: merged, action: action.answers ? { kind: 'answer' as const } : own.action }] : [];
  });
}

/** Merges the matches of a rule and its delegate. Undefined if a match of the delegate is not narrower than a match of the rule. */
function mergedMatches(outer: readonly HttpMatch[], inner: readonly HttpMatch[]): readonly HttpMatch[] | undefined {
  if (outer.length === 0) { return inner; }
  if (inner.length === 0) { return outer; }
  const merged: HttpMatch[] = [];
  for (const narrow of inner) {
    const fitting = outer.filter(wide => !isConflict(wide, narrow));
    if (fitting.length === 0) { return undefined; }
    merged.push(...fitting.map(wide => mergedMatch(wide, narrow)));
  }
  return merged;
}

function mergedMatch(wide: HttpMatch, narrow: HttpMatch): HttpMatch {
  return {
    ...narrow,
    uri: narrow.uri ?? wide.uri,
    authority: narrow.authority ?? wide.authority,
    others: new Map([...wide.others, ...narrow.others]),
    port: narrow.port ?? wide.port,
    gateways: narrow.gateways.length > 0 ? narrow.gateways : wide.gateways,
    sourceLabels: { ...wide.sourceLabels, ...narrow.sourceLabels },
    sourceNamespace: narrow.sourceNamespace ?? wide.sourceNamespace,
  };
}

/** Whether a match of the delegate is not narrower than a match of the rule that delegates. */
function isConflict(wide: HttpMatch, narrow: HttpMatch): boolean {
  return isTextConflict(wide.uri, narrow.uri)
    || isTextConflict(wide.authority, narrow.authority)
    || [...narrow.others].some(([name, text]) => isTextConflict(wide.others.get(name), text))
    || wide.ignoreUriCase !== narrow.ignoreUriCase
    || (wide.port !== undefined && narrow.port !== undefined && wide.port !== narrow.port)
    || (wide.sourceNamespace !== undefined && wide.sourceNamespace !== narrow.sourceNamespace)
    || Object.entries(narrow.sourceLabels).some(([name, value]) => Object.hasOwn(wide.sourceLabels, name) && wide.sourceLabels[name] !== value)
    || isGatewayConflict(wide.gateways, narrow.gateways);
}

function isTextConflict(wide: TextMatch | undefined, narrow: TextMatch | undefined): boolean {
  if (!wide || !narrow) { return false; }
  if (wide.text === '' || narrow.text === '' || narrow.kind === 'regex') { return true; }
  switch (wide.kind) {
    case 'exact': return narrow.kind !== 'exact' || narrow.text !== wide.text;
    case 'prefix': return !narrow.text.startsWith(wide.text);
    // Regular expressions are not evaluated.
    case 'regex': return true;
  }
}

function isGatewayConflict(wide: readonly string[], narrow: readonly string[]): boolean {
  if (wide.length === 0 || narrow.length === 0) { return false; }
  return wide.length < narrow.length || narrow.some(gateway => !wide.includes(gateway));
}
