import { describeRef } from '../../base/object-ref';
import { quote } from '../../base/quote';
import { isNear } from '../../base/spelling';
import type { MeshModel } from '../../model/mesh-model';
import { portOf } from '../../model/service';
import { ProtocolFamily } from '../../syntax/protocols';
import type { ListenerContext } from '../proxy/listener-context';
import type { Connection } from '../proxy/outcome';

/** What to change if the address that is dialled is that of a forward proxy; undefined if no entry for HTTP has it. */
export function forwardProxyHint({ model }: ListenerContext, { host, ip, port, protocol }: Connection): string | undefined {
  if (ip === undefined || protocol !== 'http') { return undefined; }
  const entry = model.servicesAt(ip).filter(service => !service.isKubernetes && service.host !== host)
    .find(({ ports }) => portOf(ports, port)?.family === ProtocolFamily.HTTP);
  return entry && `${describeRef(entry.ref)} has address ${ip} and declares port ${port} as HTTP, so requests are routed by their Host. If ${entry.host} is a forward proxy, `
    + 'declare the port as TCP: a proxy gets requests with the Host of their target, and CONNECT.';
}

/** The host of an entry that differs from the one that is asked for by a letter or two; undefined if there is none. */
export function nearMissHint({ model }: ListenerContext, { host }: Connection): string | undefined {
  if (host === undefined || model.servicesOf(host).length > 0) { return undefined; }
  const labels = host.split('.');
  if (labels.length > MOST_LABELS) { return undefined; }
  const near = labels
    .flatMap((label, index) => (nearHosts(model).get(hole(labels, index)) ?? []).filter(candidate => isNear(label, candidate.split('.')[index])))
    .find(candidate => candidate !== host);
  const [service] = near === undefined ? [] : model.servicesOf(near);
  return service && `Is ${quote(service.host)} of ${describeRef(service.ref)} misspelt?`;
}

/** All hosts of entries, by what is left of them without one of their labels. */
function nearHosts(model: MeshModel): ReadonlyMap<string, readonly string[]> {
  return model.once('hosts with a hole', () => {
    const hosts = new Map<string, string[]>();
    for (const [host, [service]] of model.servicesByHost()) {
      const labels = host.split('.');
      if (service.isKubernetes || labels.length > MOST_LABELS) { continue; }
      labels.forEach((_, index) => {
        const key = hole(labels, index);
        const known = hosts.get(key) ?? [];
        // Of very many hosts that differ in one label, a few are enough.
        if (known.length < MOST_CANDIDATES) { hosts.set(key, [...known, host]); }
      });
    }
    return hosts;
  });
}

const MOST_LABELS = 10;
const MOST_CANDIDATES = 20;

function hole(labels: readonly string[], index: number): string {
  return [...labels.slice(0, index), '', ...labels.slice(index + 1)].join('.');
}
