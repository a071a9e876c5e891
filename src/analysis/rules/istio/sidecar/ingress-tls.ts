import { SIDECAR, specOf } from './sidecar-spec';
import type { JsonObject } from '../../../base/json';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { ProtocolFamily, protocolFamily } from '../../../syntax/protocols';
import { serverTlsFaults } from '../../shared/server-tls';

const UNSUPPORTED = ['subjectAltNames', 'httpsRedirect', 'credentialName', 'credentialNames', 'tlsCertificates'];
/** Fields that name certificates. A Sidecar reads them from files. */
const CERTIFICATES = ['credentialName', 'credentialNames', 'tlsCertificates'];
const UNSUPPORTED_MODES = ['ISTIO_MUTUAL', 'AUTO_PASSTHROUGH'];

export const ingressTls: ObjectRule = {
  name: 'sidecar/ingress-tls',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: SIDECAR,
  * check(object) {
    for (const [index, { port, tls }] of (specOf(object).ingress ?? []).entries()) {
      if (tls === undefined) { continue; }
      const path = `spec.ingress[${index}].tls`;
      for (const field of UNSUPPORTED.filter(name => isGiven(tls, name))) {
        const remedy = CERTIFICATES.includes(field) ? "set 'serverCertificate' and 'privateKey' instead" : 'remove it';
        yield `'${path}.${field}' is not supported in a Sidecar; ${remedy}`;
      }
      const mode = String(tls.mode ?? 'PASSTHROUGH');
      if (UNSUPPORTED_MODES.includes(mode)) { yield `'${path}.mode' must be PASSTHROUGH, SIMPLE, MUTUAL or OPTIONAL_MUTUAL, got ${quote(mode)}`; }
      if (protocolFamily(port.protocol) !== ProtocolFamily.TLS) {
        yield `'${path}' needs a port with the protocol HTTPS or TLS, got ${quote(port.protocol ?? '')}; correct 'port.protocol', or remove it`;
      }
      yield* serverTlsFaults(tls, path, '');
    }
  },
};

function isGiven(tls: JsonObject, field: string): boolean {
  const value = tls[field];
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== '' && value !== false;
}
