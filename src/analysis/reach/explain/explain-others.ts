import { Explanation, subjectOf } from './explain';
import { describeRef } from '../../base/object-ref';
import type { CaptureFault } from '../proxy/capture';
import type { Client } from '../proxy/client';
import type { Connection, Outcome } from '../proxy/outcome';

/** Why a sidecar does not see a connection. */
interface Bypass {
  /** Decides; without one it is the loopback, or there is no sidecar. */
  readonly annotation?: string;
  /** Set if there is a sidecar. */
  readonly seen?: boolean;
  /** Whether the client dials an address that only sidecars know. */
  readonly isLost?: boolean;
}

/** What becomes of a connection that no sidecar sees. */
export function explainBypass({ namespace }: Client, connection: Connection, { annotation, isLost, ...rest }: Bypass): Explanation {
  const subject = subjectOf(namespace, connection);
  if (!('seen' in rest)) {
    return { because: [], text: `${subject} goes straight out: the pod has no sidecar, so nothing of the mesh applies to it.` };
  }
  if (annotation === undefined) {
    return { because: [], text: `${subject} stays in the pod: sidecars do not see connections to the loopback.` };
  }
  const because = [`annotation ${annotation}`];
  return isLost
    ? {
      because,
      text: `${subject} leads nowhere: DNS of the sidecar answers with an address that only sidecars know, and annotation ${annotation} of the pod `
        + 'keeps the connection from its sidecar. '
        + 'Change the annotation, or set label networking.istio.io/enable-autoallocate-ip: "false" on the ServiceEntry.',
    }
    : {
      because,
      text: `${subject} goes straight out: annotation ${annotation} of the pod keeps it from the sidecar, so no ServiceEntry and no `
        + 'outboundTrafficPolicy applies to it.',
    };
}

/** What becomes of a pod that the injector refuses. */
export function explainRefusedPod({ namespace }: Client, { annotation, message }: CaptureFault): Explanation {
  return {
    because: [`annotation ${annotation}`],
    text: `No connection is opened: the injector refuses the pods of this workload in namespace ${namespace}, because ${message}. `
      + 'Correct the annotation.',
  };
}

/** What the proxy of a gateway does with a connection. */
export function explainGateway({ namespace }: Client, connection: Connection, { cause }: Outcome): Explanation {
  const subject = `At the gateway in namespace ${namespace}, a connection for ${connection.host ?? 'any host'} on port ${connection.port}`;
  switch (cause.kind) {
    case 'upstream': {
      const { name, state, virtualService } = cause;
      const because = [...state.service ? [describeRef(state.service.ref)] : [], ...virtualService ? [describeRef(virtualService.ref)] : []];
      const at = { service: name.host, port: name.port, because };
      const by = virtualService ? ` by ${describeRef(virtualService.ref)}` : '';
      if (state.kind === 'ready') { return { ...at, text: `${subject} is sent to ${name.host}:${name.port}${by}.` }; }
      return {
        ...at,
        text: `${subject} is sent to ${name.host}:${name.port}${by} and fails there: ${state.kind === 'empty'
          ? `${describeRef(state.service.ref)} has no endpoints; with resolution NONE a gateway has none either. Use resolution DNS.`
          : `the gateway knows no such service or port. Add ${JSON.stringify(namespace)} to the exportTo of its ServiceEntry, or the entry itself.`}`,
      };
    }
    case 'gateway-kind':
      return { because: [], text: `${subject} arrives at a server that ends TLS: what happens then is not looked into.` };
    case 'no-server':
      return { because: [], text: `${subject} is refused: no Gateway that selects these pods has a server for the port.` };
    default:
      return {
        because: cause.kind === 'virtual-service' && cause.virtualService ? [describeRef(cause.virtualService.ref)] : [],
        text: `${subject} is refused: no VirtualService that is bound to the Gateway routes it.`,
      };
  }
}
