import type { ListenerContext } from './listener-context';
import type { Connection } from './outcome';
import { portOf, Service } from '../../model/service';
import { ProtocolFamily } from '../../syntax/protocols';

/**
 * The headless Service of the cluster whose pods a client means, if the sidecar imports it and the client uses a port that it declares for other protocols than HTTP:
 * istiod makes a listener for the address of each pod, and only the cluster knows these addresses.
 */
export function headlessTarget(context: ListenerContext, { host, port }: Connection): Service | undefined {
  if (host === undefined) { return undefined; }
  const service = headlessServiceNamed(context, host);
  const family = service && portOf(service.ports, port)?.family;
  if (!service || family === undefined || family === ProtocolFamily.UDP || family === ProtocolFamily.HTTP) { return undefined; }
  const isImported = context.scope.listeners
    .some(({ services }) => services.some(scoped => scoped.service === service && portOf(scoped.ports, port)));
  return isImported ? service : undefined;
}

/** The headless Service with a name, or with a pod of that name. */
function headlessServiceNamed({ model, client }: ListenerContext, host: string): Service | undefined {
  const parent = host.slice(host.indexOf('.') + 1);
  return [host, parent].map(name => model.kubernetesServiceNamed(name, client.namespace)).find(service => service?.resolution === 'NONE');
}
