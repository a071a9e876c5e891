import { isRecord } from '../../base/json';
import { Severity } from '../../findings/finding';
import { ANY_KIND, ObjectRule } from '../../findings/rule';

export const missingKind: ObjectRule = {
  name: 'kubernetes/missing-kind',
  severity: Severity.ERROR,
  upstream: 'ours',
  kinds: [ANY_KIND],
  * check(object) {
    // Files of other tools have one of the two as well, such as a chart's Chart.yaml.
    if (!isRecord(object.metadata) && !isRecord(object.spec)) { return; }
    const isGiven = (field: string) => typeof object[field] === 'string' && object[field] !== '';
    const missing = ['apiVersion', 'kind'].filter(field => !isGiven(field));
    if (missing.length === 1) { yield `'${missing[0]}' is required: the API server rejects the object, and nothing else about it is checked; add it`; }
  },
};
