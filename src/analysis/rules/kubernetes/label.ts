import { quote } from '../../base/quote';
import { Severity } from '../../findings/finding';
import type { ObjectRule } from '../../findings/rule';
import { DYNATRACE_KINDS } from '../../schema/dynatrace-versions';
import { isKubernetesName } from '../../syntax/hosts';
import { ISTIO_KINDS } from '../objects/istio-kinds';

const NAME = /^(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const MAX_LENGTH = 63;

export const label: ObjectRule = {
  name: 'kubernetes/label',
  severity: Severity.ERROR,
  upstream: 'ours',
  kinds: [...ISTIO_KINDS, ...DYNATRACE_KINDS],
  * check({ metadata }) {
    for (const [key, value] of Object.entries(metadata?.labels ?? {})) {
      if (!isQualifiedName(key)) { yield `'metadata.labels' must have keys such as "app" or "example.com/app", got ${quote(key)}`; }
      if (value !== '' && !isName(value)) {
        yield `'metadata.labels' must have values of letters, digits, "-", "_" and ".", ${MAX_LENGTH} characters at most, got ${quote(value)}; put longer texts into annotations`;
      }
    }
    for (const key of Object.keys(metadata?.annotations ?? {})) {
      // The API server checks the key of an annotation in lower case.
      if (!isQualifiedName(key.toLowerCase())) { yield `'metadata.annotations' must have keys such as "note" or "example.com/note", got ${quote(key)}`; }
    }
  },
};

function isQualifiedName(key: string): boolean {
  const parts = key.split('/');
  return parts.length <= 2 && isName(parts[parts.length - 1]) && (parts.length === 1 || isKubernetesName(parts[0]));
}

function isName(text: string): boolean {
  return text.length <= MAX_LENGTH && NAME.test(text);
}
