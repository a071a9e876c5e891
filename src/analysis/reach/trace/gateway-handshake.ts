import type { StartedTls } from '../../model/client-tls';
import type { Connection } from '../proxy/outcome';

/** The TLS of a connection that comes to a gateway. */
export interface Handshake {
  /** What the sidecar starts. Without it, the TLS is the client's own. */
  readonly started?: StartedTls['mode'];
  readonly client: Connection['protocol'];
}

/** Why a TLS handshake at or behind a gateway fails, or might. */
export interface HandshakeFault {
  readonly outcome: 'FAILS' | 'UNKNOWN';
  /** One or two sentences. */
  readonly text: string;
}

/**
 * What is wrong with the TLS of a connection that has arrived at a gateway. Undefined if nothing is known to be.
 *
 * @param server the mode of the server that ends the TLS; undefined if the gateway passes it on
 */
export function handshakeFault({ started, client }: Handshake, server: string | undefined): HandshakeFault | undefined {
  if (started === undefined && client !== 'https') { return undefined; }
  const own = started === undefined ? 'the TLS of the client' : `TLS that the sidecar starts (${started})`;
  switch (server) {
    case undefined: return passedOn(started, client);
    case 'ISTIO_MUTUAL': return inMesh(started, own);
    case 'MUTUAL': return asksForCertificate(started, own);
    case 'SIMPLE': return started !== 'ISTIO_MUTUAL' ? undefined : {
      outcome: 'UNKNOWN',
      text: 'With ISTIO_MUTUAL, the sidecar accepts only a certificate of the mesh. Whether the gateway has one is not known: use the mode SIMPLE in the DestinationRule, or ISTIO_MUTUAL in the Gateway.',
    };
    default: return undefined;
  }
}

function passedOn(started: Handshake['started'], client: Handshake['client']): HandshakeFault | undefined {
  if (started === undefined) { return undefined; }
  if (client === 'https') {
    return { outcome: 'FAILS', text: 'The gateway passes on TLS that the sidecar starts around the TLS of the client, and the server gets TLS within TLS. Remove the TLS settings of the DestinationRule for the gateway.' };
  }
  return started !== 'ISTIO_MUTUAL' ? undefined : {
    outcome: 'FAILS',
    text: 'The gateway passes on mutual TLS of the mesh, which servers outside do not accept. Set tls.mode of the server of the Gateway to ISTIO_MUTUAL, so that the gateway ends it.',
  };
}

function inMesh(started: Handshake['started'], own: string): HandshakeFault | undefined {
  if (started === 'ISTIO_MUTUAL') { return undefined; }
  return {
    outcome: started === 'MUTUAL' ? 'UNKNOWN' : 'FAILS',
    text: `The gateway accepts only mutual TLS of the mesh (ISTIO_MUTUAL) there, and gets ${own}. Set tls.mode of the server of the Gateway to PASSTHROUGH, or route requests in plain text to it with ISTIO_MUTUAL in a DestinationRule.`,
  };
}

function asksForCertificate(started: Handshake['started'], own: string): HandshakeFault | undefined {
  if (started === 'MUTUAL') { return undefined; }
  return started === 'SIMPLE'
    ? { outcome: 'FAILS', text: `The gateway asks for a certificate of the client (MUTUAL), and gets ${own}, which has none. Use the mode MUTUAL in the DestinationRule.` }
    : { outcome: 'UNKNOWN', text: `The gateway asks for a certificate of the client (MUTUAL), and gets ${own}: whether it accepts that certificate is not known.` };
}
