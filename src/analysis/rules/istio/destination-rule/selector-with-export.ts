import { isRecord, textsOf } from '../../../base/json';
import { quoteAll } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { DESTINATION_RULE, specOf } from '../../objects/destination-rule-spec';

export const selectorWithExport: ObjectRule = {
  name: 'destination-rule/selector-with-export',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: DESTINATION_RULE,
  check(object) {
    const { workloadSelector, exportTo } = specOf(object);
    const own = object.metadata?.namespace ?? '';
    const others = textsOf(exportTo).filter(scope => scope !== '.' && scope !== own);
    return isRecord(workloadSelector) && others.length > 0
      ? [`'spec.exportTo' must not have other namespaces together with 'spec.workloadSelector', which selects in the rule's own namespace only, got ${quoteAll(others)}; remove one of them`] : [];
  },
};
