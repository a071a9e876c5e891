import { quote } from '../../base/quote';
import { Severity } from '../../findings/finding';
import type { ObjectRule } from '../../findings/rule';
import { DYNATRACE_KINDS } from '../../schema/dynatrace-versions';
import { isKubernetesLabel, isKubernetesName } from '../../syntax/hosts';
import { ISTIO_KINDS } from '../objects/istio-kinds';

export const objectName: ObjectRule = {
  name: 'kubernetes/object-name',
  severity: Severity.ERROR,
  upstream: 'ours',
  kinds: [...ISTIO_KINDS, ...DYNATRACE_KINDS],
  * check({ metadata }) {
    const { name, generateName, namespace } = metadata ?? {};
    if (!name && !generateName) { yield "'metadata.name' is required"; }
    if (name && !isKubernetesName(name)) {
      yield `'metadata.name' must consist of lower-case letters, digits, dashes and dots, 253 characters at most, got ${quote(name)}`;
    }
    if (namespace && !isKubernetesLabel(namespace)) {
      yield `'metadata.namespace' must consist of lower-case letters, digits and dashes, 63 characters at most, got ${quote(namespace)}`;
    }
  },
};
