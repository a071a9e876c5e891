import * as l1 from '../../../imports/networking.istio.io';
import { ProtocolFamily, protocolFamily } from '../../analysis/syntax/protocols';
import { listOrNothing } from '../../core/non-empty';

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
    subjectAltNames: listOrNothing(subjectAltNames) ?? (host === undefined ? undefined : [host]),
    // Without a file, the trust store of the image counts. Istio's analyzers want it named.
    ...credentialName === undefined ? { caCertificates: 'system', ...files } : { credentialName },
  };
}

/** A port for requests whose TLS a proxy starts: the proxy connects to the port for TLS, unless the port names another one. */
export function originatedPort(port: l1.ServiceEntrySpecPorts): l1.ServiceEntrySpecPorts {
  const isMoved = protocolFamily(port.protocol) === ProtocolFamily.HTTP && port.number !== TLS_PORT;
  return isMoved ? { targetPort: TLS_PORT, ...port } : port;
}
