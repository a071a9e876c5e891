import { Candidate } from './clash';
import { conflicts, violationsOf } from './conflicts';
import { hostOf } from './entries-of-one-host';
import { describeRef } from '../../../base/object-ref';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { addressFor } from '../../../model/service';
import { ProtocolFamily } from '../../../syntax/protocols';

export const deadTcpEntry: MeshRule<MeshModel> = {
  name: 'mesh/dead-tcp-entry',
  severity: Severity.ERROR,
  upstream: 'ours',
  check: model => violationsOf(
    conflicts(model, {
      keyOf: candidate => takesWholePort(candidate, model.settings.dnsCapture) ? String(candidate.port.number) : undefined,
      identityOf: hostOf,
      classOf: ({ service }) => service.resolution,
      // With the resolution NONE, both send to the address that the client dialled.
      clash: ({ service: a }, { service: b }) => a.resolution !== 'NONE' || b.resolution !== 'NONE',
    }),
    ({ first, second }) => `'spec.addresses' is empty, and so it is in ${describeRef(first.service.ref)}: one of two such entries on port ${second.port.number} takes all connections, `
      + 'and the other is never used; add addresses, or declare HTTP or TLS',
  ),
};

/** Whether an entry takes every connection to a port, whatever its destination. */
function takesWholePort({ service, port }: Candidate, dnsCapture: boolean): boolean {
  return !service.isKubernetes
    && (port.family === ProtocolFamily.TCP || port.family === ProtocolFamily.AUTO)
    && addressFor(service, dnsCapture) === undefined
    // Such an entry is bound to its endpoints.
    && !(service.resolution === 'NONE' && service.selector);
}
