import { Ending } from './delivery';
import { describeRef } from '../../base/object-ref';
import { portOf, Service } from '../../model/service';
import { ProtocolFamily } from '../../syntax/protocols';
import type { ListenerContext } from '../proxy/listener-context';
import type { Connection, Outcome } from '../proxy/outcome';

/**
 * The end of a connection to a pod of a headless Service that the sidecar imports. DNS answers with the addresses of the pods, and istiod makes a listener for each of
 * them, which only the cluster knows. Undefined for all other connections.
 */
export function headlessPods(context: ListenerContext, { host, port, protocol }: Connection, outcome: Outcome): Ending | undefined {
  if (host === undefined || outcome.cause.kind !== 'unmatched') { return undefined; }
  const service = headlessServiceOf(context, host);
  const declared = service && portOf(service.ports, port);
  if (!service || !declared || declared.family === ProtocolFamily.UDP) { return undefined; }
  if (declared.family === ProtocolFamily.HTTP && protocol !== 'http') { return undefined; }
  const isImported = context.scope.listeners
    .some(({ services }) => services.some(scoped => scoped.service === service && portOf(scoped.ports, port)));
  if (!isImported) { return undefined; }
  const because = [describeRef(service.ref)];
  return {
    outcome: 'ARRIVES',
    hops: [
      { at: 'dns', because, text: `DNS answers ${host} with the address of a pod, because ${describeRef(service.ref)} is headless.` },
      { at: 'sidecar', verdict: 'REACHABLE', because, text: `The sidecar has a listener on port ${port} for each pod of ${describeRef(service.ref)}.` },
      { at: 'endpoint', because, text: `The sidecar sends the connection to port ${port} of that pod.` },
    ],
  };
}

/** The headless Service that a name is of: its own, or that of one of its pods. */
function headlessServiceOf({ model, client }: ListenerContext, host: string): Service | undefined {
  const parent = host.slice(host.indexOf('.') + 1);
  return [host, parent].map(name => model.kubernetesServiceNamed(name, client.namespace)).find(service => service?.resolution === 'NONE');
}
