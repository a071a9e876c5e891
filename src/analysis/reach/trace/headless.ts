import { deliver, Ending } from './delivery';
import type { Hop } from './hop';
import { describeRef } from '../../base/object-ref';
import { headlessTarget } from '../proxy/headless';
import type { ListenerContext } from '../proxy/listener-context';
import type { Connection, Outcome } from '../proxy/outcome';

/**
 * The end of a connection to a pod of a headless Service: DNS returns the addresses of the pods, and the sidecar has a listener for each of them. An address that the
 * question names need not be that of a pod. Undefined for all other connections.
 */
export function headlessPods(context: ListenerContext, connection: Connection, outcome: Outcome): Ending[] | undefined {
  const service = outcome.cause.kind === 'unmatched' ? headlessTarget(context, connection) : undefined;
  if (!service) { return undefined; }
  const { host, port, ip, protocol } = connection;
  const because = [describeRef(service.ref)];
  const listener = `The sidecar has a listener on port ${port} for each pod of ${describeRef(service.ref)}`;
  if (ip !== undefined) {
    return [{ outcome: 'UNKNOWN', hops: [{ at: 'sidecar', verdict: 'UNKNOWN', because, text: `${listener}; whether ${ip} is the address of a pod is not known.` }] }];
  }
  const hops: readonly Hop[] = [
    { at: 'dns', because, text: `DNS returns the address of a pod for ${host}, because ${describeRef(service.ref)} is headless.` },
    { at: 'sidecar', verdict: 'REACHABLE', because, text: `${listener}.` },
  ];
  return deliver(context.model, { ...context.client, isGateway: false }, service, { host: service.host, port }, protocol)
    .map(ending => ({ ...ending, hops: [...hops, ...ending.hops] }));
}
