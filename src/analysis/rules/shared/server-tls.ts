import { duplicatesOf } from '../../base/duplicates';
import { JsonObject, listOf, recordOf, textsOf } from '../../base/json';
import { quoteAll } from '../../base/quote';

/** OpenSSL names of the ciphers that Envoy's BoringSSL supports. */
const CIPHERS = new Set([
  'ECDHE-ECDSA-AES128-GCM-SHA256', 'ECDHE-RSA-AES128-GCM-SHA256', 'ECDHE-ECDSA-AES256-GCM-SHA384', 'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-CHACHA20-POLY1305', 'ECDHE-RSA-CHACHA20-POLY1305', 'ECDHE-ECDSA-AES128-SHA', 'ECDHE-RSA-AES128-SHA',
  'ECDHE-ECDSA-AES256-SHA', 'ECDHE-RSA-AES256-SHA', 'AES128-GCM-SHA256', 'AES256-GCM-SHA384', 'AES128-SHA', 'AES256-SHA', 'DES-CBC3-SHA',
]);

const CERTIFICATE_MODES = new Set(['SIMPLE', 'MUTUAL', 'OPTIONAL_MUTUAL']);
const MAX_CERTIFICATES = 2;

/**
 * Faults that istiod finds in the TLS settings of a server (of a Gateway, or of a Sidecar's ingress) that match the schema.
 *
 * @param tls the settings; undefined has no faults
 * @param path the path of the settings in messages
 * @param alternative what can be set instead of the files of a certificate: the end of a message
 */
export function* serverTlsFaults(tls: unknown, path: string, alternative = ", or set 'credentialName'"): Iterable<string> {
  if (tls === undefined) { return; }
  const settings = recordOf(tls);
  const mode = modeOf(settings);
  if (mode === 'ISTIO_MUTUAL') {
    const given = ['serverCertificate', 'privateKey', 'caCertificates', 'tlsCertificates', 'credentialName', 'credentialNames'].filter(has(settings));
    if (given.length > 0) { yield `'${path}' must not have certificates with the mode ISTIO_MUTUAL, which uses those of the mesh; remove ${given.join(', ')}`; }
    return;
  }
  const sources = [
    has(settings)('serverCertificate') && has(settings)('privateKey') ? 'serverCertificate' : '',
    ...['credentialName', 'credentialNames', 'tlsCertificates'].filter(has(settings)),
  ].filter(source => source !== '');
  if (sources.length > 1) { yield `'${path}' must have only one source of certificates, got ${sources.join(', ')}; keep one`; }
  // istiod does not check the content of the Secret here.
  if (!CERTIFICATE_MODES.has(mode)) {
    if (has(settings)('caCrl')) { yield* crlFaults(settings, mode, path); }
    return;
  }
  if (has(settings)('credentialName') || has(settings)('credentialNames')) { return; }
  if (mode !== 'SIMPLE' && !has(settings)('caCertificates')) { yield `'${path}.caCertificates' is required with the mode ${mode}`; }
  for (const [certificate, where] of certificatesOf(settings, path)) {
    for (const field of ['serverCertificate', 'privateKey']) {
      if (!has(certificate)(field)) { yield `'${where}.${field}' is required with the mode ${mode}; set it${alternative}`; }
    }
  }
  if (has(settings)('caCrl')) { yield* crlFaults(settings, mode, path); }
}

/** Warnings of istiod about the TLS settings of a server. */
export function* serverTlsWarnings(tls: unknown, path: string): Iterable<string> {
  if (tls === undefined) { return; }
  const settings = recordOf(tls);
  const mode = modeOf(settings);
  const suites = textsOf(settings.cipherSuites);
  if (['TLSV1_0', 'TLSV1_1'].includes(String(settings.minProtocolVersion)) && suites.length === 0) {
    yield `'${path}.cipherSuites' must list ciphers of old TLS versions, otherwise 'minProtocolVersion' has no effect, got "${settings.minProtocolVersion}"`;
  }
  const unknown = [...new Set(suites.filter(suite => !isCipher(suite)))].sort();
  if (unknown.length > 0) { yield `'${path}.cipherSuites' has ciphers that Envoy does not support and ignores, got ${quoteAll(unknown)}; remove them`; }
  const twice = duplicatesOf(suites.filter(isCipher)).sort();
  if (twice.length > 0) { yield `'${path}.cipherSuites' has a cipher twice, got ${quoteAll(twice)}; remove one`; }
  if (mode !== 'PASSTHROUGH' && mode !== 'AUTO_PASSTHROUGH') { return; }
  const ignored = ['caCrl', 'serverCertificate', 'privateKey', 'caCertificates', 'tlsCertificates', 'credentialName', 'credentialNames'].filter(has(settings));
  if (ignored.length > 0) { yield `'${path}' has certificates that the mode ${mode} ignores; remove ${ignored.join(', ')}`; }
}

/** The mode, which is PASSTHROUGH by default. */
function modeOf(settings: JsonObject): string {
  return typeof settings.mode === 'string' ? settings.mode : 'PASSTHROUGH';
}

/** Whether a field is set. An empty field counts as missing. */
function has(settings: JsonObject): (field: string) => boolean {
  return field => {
    const value = settings[field];
    return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== '';
  };
}

function certificatesOf(settings: JsonObject, path: string): [JsonObject, string][] {
  const certificates = listOf(settings.tlsCertificates).slice(0, MAX_CERTIFICATES);
  return certificates.length === 0
    ? [[settings, path]]
    : certificates.map((certificate, index) => [recordOf(certificate), `${path}.tlsCertificates[${index}]`]);
}

function* crlFaults(settings: JsonObject, mode: string, path: string): Iterable<string> {
  if (has(settings)('credentialName')) { yield `'${path}.caCrl' can't be combined with 'credentialName'; put the list into the Secret`; }
  if (mode === 'SIMPLE') { yield `'${path}.caCrl' must not be set with the mode SIMPLE, which requests no client certificates; remove it, or use MUTUAL`; }
}

/** A cipher may also be an expression such as `-ALL`, which istiod doesn't check. */
function isCipher(suite: string): boolean {
  return suite === '' || suite === 'ALL' || !/^[\p{L}\p{N}]/u.test(suite) || CIPHERS.has(suite);
}
