import { isRecord, recordOf } from '../../../base/json';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { PROXY_CONFIG } from '../../../model/pods/dns-capture';

export const selectorWithoutLabels: ObjectRule = {
  name: 'proxy-config/selector-without-labels',
  severity: Severity.WARNING,
  upstream: 'webhook-warning',
  kinds: [PROXY_CONFIG],
  check({ spec }) {
    const { selector } = recordOf(spec);
    return isRecord(selector) && Object.keys(recordOf(selector.matchLabels)).length === 0
      ? ["'spec.selector' has no labels, so the ProxyConfig applies to no pod; set 'matchLabels', or remove it to select all pods of the namespace"] : [];
  },
};
