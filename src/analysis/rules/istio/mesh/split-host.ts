import { conflicts, violationsOf } from './conflicts';
import { hostKey } from './entries-of-one-host';
import { describeRef } from '../../../base/object-ref';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import type { Service } from '../../../model/service';
import { ProtocolFamily } from '../../../syntax/protocols';

export const splitHost: MeshRule<MeshModel> = {
  name: 'mesh/split-host',
  severity: Severity.WARNING,
  upstream: 'ours',
  check: model => violationsOf(
    conflicts(model, {
      keyOf: hostKey,
      classOf: ({ service: { address, autoAddress, ports } }) => JSON.stringify([
        address, autoAddress !== undefined, ports.map(({ number, family }) => [number, family]),
      ]),
      clash: ({ service: a }, { service: b }) => haveSamePort(a, b) || (model.settings.dnsCapture && haveTwoAddresses(a, b)),
    }),
    ({ first, second }) => `'spec.hosts' has ${quote(second.service.host)}, and so does ${describeRef(first.service.ref)}: it is not certain which of them applies to a port or an allocated address; `
      + 'put all ports of the host into one entry',
  ),
};

/** Another rule reports different protocols on one port. */
function haveSamePort(a: Service, b: Service): boolean {
  return a.address === b.address && a.ports.some(port => b.ports.some(other => other.number === port.number && other.family === port.family));
}

/** DNS answers with one of two allocated addresses, and each of them serves only the ports of its own entry. */
function haveTwoAddresses(a: Service, b: Service): boolean {
  return [a, b].every(({ address, autoAddress, ports }) => address === undefined && autoAddress !== undefined
    && ports.some(({ family }) => family !== ProtocolFamily.HTTP && family !== ProtocolFamily.UDP));
}
