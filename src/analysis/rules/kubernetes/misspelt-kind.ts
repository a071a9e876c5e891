import { KINDS_OF_GROUPS } from './kinds';
import { quote } from '../../base/quote';
import { misspelt } from '../../base/spelling';
import { Severity } from '../../findings/finding';
import { ANY_KIND, ObjectRule } from '../../findings/rule';

/** Kinds that no other well-known API group has. */
const DISTINCTIVE = Object.entries(KINDS_OF_GROUPS).flatMap(([group, kinds]) => kinds.filter(kind => kind !== 'Gateway').map(kind => ({ kind, group })));

export const misspeltKind: ObjectRule = {
  name: 'kubernetes/misspelt-kind',
  severity: Severity.ERROR,
  upstream: 'ours',
  kinds: [ANY_KIND],
  * check({ apiVersion, kind }) {
    if (typeof apiVersion !== 'string' || apiVersion === '' || typeof kind !== 'string') { return; }
    const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
    if (Object.hasOwn(KINDS_OF_GROUPS, group)) {
      const right = misspelt(kind, KINDS_OF_GROUPS[group]);
      if (right !== undefined) { yield `'kind' must be a kind of ${group}, got ${quote(kind)}; write ${quote(right)}`; }
      return;
    }
    const groups = DISTINCTIVE.filter(known => known.kind === kind).map(known => known.group);
    const right = group === '' ? groups[0] : misspelt(group, groups);
    if (right !== undefined) { yield `'apiVersion' must have the API group of ${kind}, got ${quote(apiVersion)}; write ${quote(`${right}/${version}`)}`; }
  },
};
