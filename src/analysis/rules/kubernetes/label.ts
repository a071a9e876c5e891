import { quote } from '../../base/quote';
import { Severity } from '../../findings/finding';
import type { ObjectRule } from '../../findings/rule';
import { DYNATRACE_KINDS } from '../../schema/dynatrace-versions';
import { isLabelKey, isLabelValue, MAX_LABEL_LENGTH } from '../../syntax/label-syntax';
import { ISTIO_KINDS } from '../objects/istio-kinds';

export const label: ObjectRule = {
  name: 'kubernetes/label',
  severity: Severity.ERROR,
  upstream: 'ours',
  kinds: [...ISTIO_KINDS, ...DYNATRACE_KINDS],
  * check({ metadata }) {
    for (const [key, value] of Object.entries(metadata?.labels ?? {})) {
      if (!isLabelKey(key)) { yield `'metadata.labels' must have keys such as "app" or "example.com/app", got ${quote(key)}`; }
      if (!isLabelValue(value)) {
        yield `'metadata.labels' must have values of letters, digits, "-", "_" and ".", ${MAX_LABEL_LENGTH} characters at most, got ${quote(value)}; put longer texts into annotations`;
      }
    }
    for (const key of Object.keys(metadata?.annotations ?? {})) {
      // The API server checks the key of an annotation in lower case.
      if (!isLabelKey(key.toLowerCase())) { yield `'metadata.annotations' must have keys such as "note" or "example.com/note", got ${quote(key)}`; }
    }
  },
};
