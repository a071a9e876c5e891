import { renderConnectionPool } from './connection-pool-spec';
import { SidecarIngressListener } from './sidecar-ingress-listener';
import * as l1 from '../../imports/networking.istio.io';
import { quote } from '../analysis/base/quote';
import { isIpAddress } from '../analysis/syntax/addresses';
import { isUnixAddress } from '../analysis/syntax/unix-address';
import { listOrNothing, setOrNothing } from '../core/non-empty';

/**
 * Renders a listener as it is in the manifest.
 *
 * @throws if a field is not valid
 */
export function renderIngressListener(listener: SidecarIngressListener): l1.SidecarSpecIngress {
  const { port, bind, captureMode, defaultEndpoint, tls, connectionPool } = listener;
  if (port.targetPort !== undefined) {
    throw new Error(`'port' of an ingress listener must not have a 'targetPort', got ${quote(port.targetPort)}; use 'defaultEndpoint'`);
  }
  if (bind !== undefined && !isIpAddress(bind)) {
    throw new Error(`'bind' of an ingress listener must be an IP address, got ${quote(bind)}`);
  }
  if (defaultEndpoint !== undefined && !isLocalEndpoint(defaultEndpoint)) {
    throw new Error(`'defaultEndpoint' must be a port of the pod, such as "127.0.0.1:8080", or a Unix socket, got ${quote(defaultEndpoint)}`);
  }
  if (tls && port.protocol !== 'HTTPS' && port.protocol !== 'TLS') {
    throw new Error(`'tls' of an ingress listener needs a port of protocol HTTPS or TLS, got ${quote(port.protocol)}`);
  }
  return {
    port: { number: port.number, protocol: port.protocol, name: port.name },
    bind,
    captureMode: captureMode as string as l1.SidecarSpecIngressCaptureMode,
    defaultEndpoint,
    tls: tls && {
      ...tls,
      cipherSuites: listOrNothing(tls.cipherSuites),
      verifyCertificateHash: setOrNothing(tls.verifyCertificateHash),
      verifyCertificateSpki: setOrNothing(tls.verifyCertificateSpki),
      mode: tls.mode as string as l1.SidecarSpecIngressTlsMode,
      minProtocolVersion: tls.minProtocolVersion as string as l1.SidecarSpecIngressTlsMinProtocolVersion,
      maxProtocolVersion: tls.maxProtocolVersion as string as l1.SidecarSpecIngressTlsMaxProtocolVersion,
    },
    connectionPool: connectionPool && renderConnectionPool('connectionPool', connectionPool) as l1.SidecarSpecIngressConnectionPool,
  };
}

function isLocalEndpoint(endpoint: string): boolean {
  if (isUnixAddress(endpoint)) { return true; }
  const match = /^(?:127\.0\.0\.1|0\.0\.0\.0|\[::1\]|\[::\])?:([0-9]{1,5})$/.exec(endpoint);
  return match !== null && Number(match[1]) >= 1 && Number(match[1]) <= 65535;
}
