import { textOf } from '../../../base/json';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { isKnownProtocol, ProtocolFamily, protocolFamily } from '../../../syntax/protocols';
import { GATEWAY, portOf, serversOf, tlsOf } from '../../objects/gateway-spec';
import type { Site } from '../../shared/site';

const CERTIFICATES = ['caCertificates', 'privateKey', 'serverCertificate'];

export const tlsOnPlaintextPort: ObjectRule = {
  name: 'gateway/tls-on-plaintext-port',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: GATEWAY,
  * check(object) {
    for (const server of serversOf(object)) {
      const protocol = textOf(portOf(server).protocol) ?? '';
      const family = protocolFamily(protocol);
      if (!isKnownProtocol(protocol) || family === ProtocolFamily.TLS || family === ProtocolFamily.AUTO) { continue; }
      for (const tls of tlsOf(server)) {
        if (family === ProtocolFamily.HTTP && onlyRedirects(tls)) { continue; }
        yield `'${tls.path}' needs the protocol HTTPS or TLS, got ${quote(protocol)}; change 'port.protocol', or remove it`;
      }
    }
  },
};

/** istiod accepts settings without certificates on plain-text HTTP, because they can have `httpsRedirect`. */
function onlyRedirects({ value }: Site): boolean {
  return ['PASSTHROUGH', 'AUTO_PASSTHROUGH'].includes(textOf(value.mode) ?? 'PASSTHROUGH')
    && CERTIFICATES.every(field => value[field] === undefined || value[field] === '');
}
