import { labelsOf } from '../../../base/labels';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

const LABEL = 'dynakube.internal.dynatrace.com/instance';

export const instanceLabel: ObjectRule = {
  name: 'one-agent-injection/instance-label',
  severity: Severity.WARNING,
  upstream: 'ours',
  kinds: ['Namespace'],
  * check({ metadata }) {
    const value = labelsOf(metadata?.labels)[LABEL];
    if (value !== undefined) {
      yield `'metadata.labels' should not have ${LABEL}, which the operator sets and removes itself, got ${quote(value)}; give the namespace a label of your own, and select it in the DynaKube`;
    }
  },
};
