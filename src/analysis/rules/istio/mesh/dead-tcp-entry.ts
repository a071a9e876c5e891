import { Candidate } from './clash';
import { conflicts, violationsOf } from './conflicts';
import { knownScopes, ProxyScope } from './proxy-scopes';
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
      keyOf: candidate => takesWholePort(candidate) ? String(candidate.port.number) : undefined,
      identityOf: ({ service }) => service.host,
      classOf: ({ service }) => service.resolution,
      // With the resolution NONE, both send to the address that the client dialled.
      clash: ({ service: a }, { service: b }) => a.resolution !== 'NONE' || b.resolution !== 'NONE',
      isAlone: hasAddress,
    }, knownScopes),
    ({ first, second, scope: { client } }) => `'spec.addresses' is empty, and so it is in ${describeRef(first.service.ref)}: for ${describeRef(client!.workload.ref)}, all connections to port `
      + `${second.port.number} go to one of the two entries, and the other is never used; set different addresses, or turn on DNS capture for these pods`,
  ),
};

/** Whether an entry takes every connection to a port, unless it gets an address. */
function takesWholePort({ service, port }: Candidate): boolean {
  return !service.isKubernetes
    && (port.family === ProtocolFamily.TCP || port.family === ProtocolFamily.AUTO)
    && service.address === undefined
    // Such an entry is bound to its endpoints.
    && !(service.resolution === 'NONE' && service.selector);
}

/** Whether the proxies of a scope recognize connections to an entry by its address. */
function hasAddress({ service }: Candidate, { client }: ProxyScope): boolean {
  return addressFor(service, client?.dnsCapture ?? false) !== undefined;
}
