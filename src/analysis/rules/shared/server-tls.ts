import { duplicatesOf } from '../../base/duplicates';
import { JsonObject, listOf, recordOf, textsOf } from '../../base/json';
import { quoteAll } from '../../base/quote';

/** The OpenSSL names of the ciphers that Envoy's BoringSSL has. */
const CIPHERS = new Set([
  'ECDHE-ECDSA-AES128-GCM-SHA256', 'ECDHE-RSA-AES128-GCM-SHA256', 'ECDHE-ECDSA-AES256-GCM-SHA384', 'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-CHACHA20-POLY1305', 'ECDHE-RSA-CHACHA20-POLY1305', 'ECDHE-ECDSA-AES128-SHA', 'ECDHE-RSA-AES128-SHA',
  'ECDHE-ECDSA-AES256-SHA', 'ECDHE-RSA-AES256-SHA', 'AES128-GCM-SHA256', 'AES256-GCM-SHA384', 'AES128-SHA', 'AES256-SHA', 'DES-CBC3-SHA',
]);

const CERTIFICATE_MODES = new Set(['SIMPLE', 'MUTUAL', 'OPTIONAL_MUTUAL']);
const MAX_CERTIFICATES = 2;

/**
 * What istiod finds wrong with the TLS settings of a server (of a Gateway, or of a Sidecar's ingress) that have passed the schema.
 *
 * @param tls the settings; undefined is fine
 * @param path how a message calls them
 */
export function* serverTlsFaults(tls: unknown, path: string): Iterable<string> {
  if (tls === undefined) { return; }
  const settings = recordOf(tls);
  const mode = modeOf(settings);
  if (mode === 'ISTIO_MUTUAL') {
    const given = ['serverCertificate', 'privateKey', 'caCertificates', 'tlsCertificates', 'credentialName', 'credentialNames'].filter(has(settings));
    if (given.length > 0) { yield `'${path}' takes no certificates with the mode ISTIO_MUTUAL, which uses those of the mesh; remove ${given.join(', ')}`; }
    return;
  }
  const sources = [
    has(settings)('serverCertificate') && has(settings)('privateKey') ? 'serverCertificate' : '',
    ...['credentialName', 'credentialNames', 'tlsCertificates'].filter(has(settings)),
  ].filter(source => source !== '');
  if (sources.length > 1) { yield `'${path}' must take its certificates from one source only, got ${sources.join(', ')}; keep one`; }
  // What the Secret holds is not istiod's business here.
  if (!CERTIFICATE_MODES.has(mode)) {
    if (has(settings)('caCrl')) { yield* crlFaults(settings, mode, path); }
    return;
  }
  if (has(settings)('credentialName') || has(settings)('credentialNames')) { return; }
  if (mode !== 'SIMPLE' && !has(settings)('caCertificates')) { yield `'${path}.caCertificates' is required with the mode ${mode}`; }
  for (const [certificate, where] of certificatesOf(settings, path)) {
    for (const field of ['serverCertificate', 'privateKey']) {
      if (!has(certificate)(field)) { yield `'${where}.${field}' is required with the mode ${mode}, or give 'credentialName'`; }
    }
  }
  if (has(settings)('caCrl')) { yield* crlFaults(settings, mode, path); }
}

/** What istiod warns of in such settings. */
export function* serverTlsWarnings(tls: unknown, path: string): Iterable<string> {
  if (tls === undefined) { return; }
  const settings = recordOf(tls);
  const mode = modeOf(settings);
  const suites = textsOf(settings.cipherSuites);
  if (['TLSV1_0', 'TLSV1_1'].includes(String(settings.minProtocolVersion)) && suites.length === 0) {
    yield `'${path}.cipherSuites' must name ciphers that old versions of TLS have, or 'minProtocolVersion' has no effect, got "${settings.minProtocolVersion}"`;
  }
  const unknown = [...new Set(suites.filter(suite => !isCipher(suite)))].sort();
  if (unknown.length > 0) { yield `'${path}.cipherSuites' holds ciphers that Envoy doesn't have and leaves out, got ${quoteAll(unknown)}; remove them`; }
  const twice = duplicatesOf(suites.filter(isCipher)).sort();
  if (twice.length > 0) { yield `'${path}.cipherSuites' holds a cipher twice, got ${quoteAll(twice)}; remove one`; }
  if (mode !== 'PASSTHROUGH' && mode !== 'AUTO_PASSTHROUGH') { return; }
  const ignored = ['caCrl', 'serverCertificate', 'privateKey', 'caCertificates', 'tlsCertificates', 'credentialName', 'credentialNames'].filter(has(settings));
  if (ignored.length > 0) { yield `'${path}' has certificates that the mode ${mode} doesn't use; remove ${ignored.join(', ')}`; }
}

/** PASSTHROUGH is what the mode is if it isn't given. */
function modeOf(settings: JsonObject): string {
  return typeof settings.mode === 'string' ? settings.mode : 'PASSTHROUGH';
}

/** Whether a field is given; an empty one is as good as none. */
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
  if (has(settings)('credentialName')) { yield `'${path}.caCrl' can't stand beside 'credentialName', put the list into the Secret`; }
  if (mode === 'SIMPLE') { yield `'${path}.caCrl' has no use with the mode SIMPLE, which asks clients for no certificate; remove it or use MUTUAL`; }
}

/** A cipher may also be an expression such as `-ALL`, which istiod doesn't look into. */
function isCipher(suite: string): boolean {
  return suite === '' || suite === 'ALL' || !/^[\p{L}\p{N}]/u.test(suite) || CIPHERS.has(suite);
}
