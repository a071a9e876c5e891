import * as l1 from '../../../imports/networking.istio.io';
import { quote, quoteHost } from '../../analysis/base/quote';
import { isIpAddress } from '../../analysis/syntax/addresses';
import { isFqdn, isWildcardDomain } from '../../analysis/syntax/hosts';
import { ProtocolFamily, protocolFamily } from '../../analysis/syntax/protocols';
import { setOrNothing } from '../../core/non-empty';

type Tls = l1.DestinationRuleSpecTrafficPolicyPortLevelSettingsTls;

/** Port on which servers expect TLS. */
const TLS_PORT = 443;

/** TLS that a proxy starts, whichever proxy it is. */
export interface ClientTls {
  /** Whether the proxy has a certificate too. */
  readonly isMutual: boolean;
  /** Server name that the proxy sends; the host if it is left out. */
  readonly sni?: string;
  /** Names of which the certificate of the server must have one; the host if they are left out. */
  readonly subjectAltNames?: readonly string[];
  /** A Secret that the proxy reads. */
  readonly credentialName?: string;
  /** Files that the proxy reads. */
  readonly files?: Pick<Tls, 'caCertificates' | 'clientCertificate' | 'privateKey'>;
}

/**
 * Checks the names of the server.
 *
 * @throws if a name can't be in a handshake or in a certificate
 */
export function checkTlsNames({ sni, subjectAltNames = [] }: Pick<ClientTls, 'sni' | 'subjectAltNames'>): void {
  if (sni !== undefined && (!isFqdn(sni) || sni.endsWith('.'))) {
    throw new Error(`'sni' must be a DNS name without wildcard, port or final dot, got ${quoteHost(sni)}; leave it out for the name of the host`);
  }
  const malformed = subjectAltNames.find(name => !isSubjectAltName(name));
  if (malformed !== undefined) {
    throw new Error(`'subjectAltNames' accepts DNS names, IP addresses, e-mail addresses and URIs, such as "spiffe://cluster.local/ns/shop/sa/web", got ${quote(malformed)}; `
      + 'use a name of the certificate, or leave it out for the name of the host');
  }
}

function isSubjectAltName(name: string): boolean {
  return isFqdn(name) || (name !== '*' && isWildcardDomain(name)) || isIpAddress(name) || /^(?:[a-z][a-z0-9+.-]*:\/\/|[^\s@/:]+@)[^\s@]+$/i.test(name);
}

/**
 * The TLS settings of a DestinationRule.
 *
 * With a server name of its own, a proxy does not compare the certificate with it, so that the names are always written. Without a host, the proxy takes
 * the name from each request, and compares the certificate with it.
 */
export function clientTlsSpec({ isMutual, sni, subjectAltNames, credentialName, files }: ClientTls, host: string | undefined): Tls {
  const { SIMPLE, MUTUAL } = l1.DestinationRuleSpecTrafficPolicyPortLevelSettingsTlsMode;
  return {
    mode: isMutual ? MUTUAL : SIMPLE,
    sni: sni ?? host,
    subjectAltNames: setOrNothing(subjectAltNames) ?? (host === undefined ? undefined : [host]),
    // Without a file, the trust store of the image counts. Istio's analyzers want it named.
    ...credentialName === undefined ? { caCertificates: 'system', ...files } : { credentialName },
  };
}

/** A port for requests whose TLS a proxy starts: the proxy connects to the port for TLS, unless the port names another one. */
export function originatedPort(port: l1.ServiceEntrySpecPorts): l1.ServiceEntrySpecPorts {
  const isMoved = protocolFamily(port.protocol) === ProtocolFamily.HTTP && port.number !== TLS_PORT;
  return isMoved ? { targetPort: TLS_PORT, ...port } : port;
}
