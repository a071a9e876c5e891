import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { proxyFault } from './proxy-fault';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const proxyUrl: ObjectRule = {
  name: 'dynakube/proxy-url',
  severity: Severity.ERROR,
  upstream: 'operator',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec }) {
    const fault = proxyFault(spec.proxy?.value ?? '');
    if (fault) { yield `'spec.proxy.value' ${fault}`; }
  }),
};
