import { Explanation, openSubset, subjectOf } from './explain';
import { describeRef } from '../../base/object-ref';
import type { CaptureFault } from '../proxy/capture';
import type { Client } from '../proxy/client';
import type { Connection, OpenPort, Outcome } from '../proxy/outcome';

/** Why a sidecar does not see a connection. */
interface Bypass {
  /** The annotation that causes it. Without one, the cause is the loopback address or a missing sidecar. */
  readonly annotation?: string;
  /** Set if there is a sidecar. */
  readonly seen?: boolean;
  /** Whether the client connects to an address that only sidecars know. */
  readonly isLost?: boolean;
}

/** Explains what happens to a connection that no sidecar sees. */
export function explainBypass({ namespace }: Client, connection: Connection, { annotation, isLost, ...rest }: Bypass): Explanation {
  const subject = subjectOf(namespace, connection);
  if (!('seen' in rest)) {
    return { because: [], text: `${subject} goes directly to the destination: the pod has no sidecar, so no configuration of the mesh applies to it.` };
  }
  if (annotation === undefined) {
    return { because: [], text: `${subject} stays in the pod: sidecars do not capture connections to the loopback address.` };
  }
  const because = [`annotation ${annotation}`];
  return isLost
    ? {
      because,
      text: `${subject} fails: the DNS of the sidecar returns an address that only sidecars know, but because of annotation ${annotation} of the pod, `
        + 'the connection bypasses the sidecar. '
        + 'Change the annotation, or set the label networking.istio.io/enable-autoallocate-ip: "false" on the ServiceEntry.',
    }
    : {
      because,
      text: `${subject} bypasses the sidecar because of annotation ${annotation} of the pod, so no ServiceEntry and no `
        + 'outboundTrafficPolicy applies to it.',
    };
}

/** Explains what happens to a pod that the sidecar injector rejects. */
export function explainRefusedPod({ namespace }: Client, { annotation, message }: CaptureFault): Explanation {
  return {
    because: [`annotation ${annotation}`],
    text: `No connection is opened: the sidecar injector rejects the pods of this workload in namespace ${namespace}, because ${message}. `
      + 'Correct the annotation.',
  };
}

/** Explains what the proxy of a gateway does with a connection. */
export function explainGateway({ namespace }: Client, connection: Connection, { cause }: Outcome): Explanation {
  const subject = `At the gateway in namespace ${namespace}, a connection for ${connection.host ?? 'any host'} on port ${connection.port}`;
  switch (cause.kind) {
    case 'upstream': {
      const { name, state, virtualService } = cause;
      const because = [...state.service ? [describeRef(state.service.ref)] : [], ...virtualService ? [describeRef(virtualService.ref)] : []];
      const at = { service: name.host, port: name.port, because };
      const by = virtualService ? ` by ${describeRef(virtualService.ref)}` : '';
      if (state.kind === 'ready') { return { ...at, text: `${subject} is sent to ${name.host}:${name.port}${by}.` }; }
      if (state.kind === 'open') { return { ...at, text: `${subject} is sent to ${name.host}:${name.port}${by}: ${openSubset(name, state.rules)}` }; }
      return {
        ...at,
        text: `${subject} is sent to ${name.host}:${name.port}${by} and fails there: ${state.kind === 'empty'
          ? `${describeRef(state.service.ref)} has no endpoints. With resolution NONE, a gateway has none either. Use resolution DNS.`
          : `the gateway does not know this service or port. Add a ServiceEntry for it, or add ${JSON.stringify(namespace)} to the exportTo of its ServiceEntry.`}`,
      };
    }
    case 'gateway-kind':
      return { because: [], text: `${subject} arrives at a server that terminates TLS. The analysis does not follow the connection further.` };
    case 'many-orders':
      return { because: [], text: `${subject} is routed by the oldest of very many Gateways, VirtualServices or services, and their age is not known.` };
    case 'no-server':
      return { because: [], text: `${subject} is blocked: no Gateway that selects these pods has a server for the port.${openPortsOf(cause.open, connection.port)}` };
    default:
      return {
        because: cause.kind === 'virtual-service' && cause.virtualService ? [describeRef(cause.virtualService.ref)] : [],
        text: `${subject} is blocked: no VirtualService that is bound to the Gateway routes it.`,
      };
  }
}

/** Which ports the pods of a gateway listen on. A question about the port of their Service means the target port. */
function openPortsOf(open: readonly OpenPort[], asked: number): string {
  const meant = open.find(({ serverPort }) => serverPort === asked);
  if (meant) { return ` Port ${asked} is that of the Service: the pods listen on its target port ${meant.number}. Ask for port ${meant.number}.`; }
  const shown = open.map(({ number, serverPort }) => number === serverPort ? String(number) : `${number} (port ${serverPort} of the Service)`);
  return shown.length === 0 ? ' No Gateway has a server for these pods.' : ` The pods listen on ${shown.join(', ')}.`;
}
