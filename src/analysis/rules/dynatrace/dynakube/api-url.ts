import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { quote } from '../../../base/quote';
import { ApiUrlFault, apiUrlFault } from '../../../dynatrace/api-url';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

const RULES: Readonly<Record<ApiUrlFault, string>> = {
  syntax: 'must be a URL',
  suffix: 'must end in "/api"',
  host: 'must name a host',
};

export const apiUrl: ObjectRule = {
  name: 'dynakube/api-url',
  severity: Severity.ERROR,
  upstream: 'operator',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec }) {
    const fault = apiUrlFault(spec.apiUrl ?? '');
    if (fault) { yield `'spec.apiUrl' ${RULES[fault]}, got ${quote(spec.apiUrl ?? '')}; write https://<environment>.live.dynatrace.com/api`; }
  }),
};
