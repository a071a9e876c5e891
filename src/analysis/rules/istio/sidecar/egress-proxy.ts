import { SIDECAR, specOf } from './sidecar-spec';
import { MAX_PORT } from '../../../base/port-number';
import { quote, quoteHost } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { isFqdn } from '../../../syntax/hosts';
import { dnsLabelFaults, PORT_NAME } from '../../shared/dns-label';

const PATH = 'spec.outboundTrafficPolicy.egressProxy';
export const egressProxy: ObjectRule = {
  name: 'sidecar/egress-proxy',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: SIDECAR,
  * check(object) {
    const { mode = 'REGISTRY_ONLY', egressProxy: proxy } = specOf(object).outboundTrafficPolicy ?? {};
    if (proxy === undefined) { return; }
    if (mode !== 'ALLOW_ANY') { yield `'${PATH}' needs the mode ALLOW_ANY, got ${quote(mode)}; set 'spec.outboundTrafficPolicy.mode', or remove it`; }
    if (!isFqdn(proxy.host)) { yield `'${PATH}.host' must be a DNS name, got ${quoteHost(proxy.host)}`; }
    const port = proxy.port?.number ?? 0;
    if (port < 1 || port > MAX_PORT) { yield `'${PATH}.port.number' must be a port from 1 to ${MAX_PORT}, got ${quote(port)}`; }
    if (proxy.subset !== undefined && proxy.subset !== '') { yield* dnsLabelFaults(`${PATH}.subset`, proxy.subset, PORT_NAME); }
  },
};
