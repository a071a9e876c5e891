import { Candidate } from './clash';
import { conflicts, violationsOf } from './conflicts';
import { hostOf } from './entries-of-one-host';
import { describeRef } from '../../../base/object-ref';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { maskedCidr, parseCidr } from '../../../syntax/addresses';
import { ProtocolFamily } from '../../../syntax/protocols';

export const sharedAddress: MeshRule<MeshModel> = {
  name: 'mesh/shared-address',
  severity: Severity.ERROR,
  upstream: 'ours',
  check: model => violationsOf(
    conflicts(model, {
      keyOf: candidate => candidate.service.address === undefined || candidate.port.family === ProtocolFamily.UDP
        ? undefined : JSON.stringify([placeOf(candidate), candidate.port.number]),
      identityOf: hostOf,
      classOf: candidate => JSON.stringify([isRange(candidate), candidate.port.family]),
      clash: (a, b) => isRange(a) ? areOpaque(a, b) : !isHttp(a) || !isHttp(b),
    }),
    ({ first, second }) => `'spec.addresses' has ${quote(second.service.address)}, and so does ${describeRef(first.service.ref)}: at one address, a sidecar can't distinguish port ${second.port.number} `
      + 'of two entries, and never uses one of them; set a different address in each',
  ),
};

/** An address, or a range in its canonical spelling. */
function placeOf({ service: { address = '' } }: Candidate): string {
  const cidr = parseCidr(address);
  if (!cidr) { return address; }
  const { address: base, prefix } = maskedCidr(cidr);
  return `${base}/${prefix}`;
}

function isRange({ service }: Candidate): boolean {
  return service.address?.includes('/') === true;
}

function isHttp({ port }: Candidate): boolean {
  return port.family === ProtocolFamily.HTTP;
}

/** Within a range, sidecars distinguish TLS by its server name. For HTTP, ranges have no meaning. */
function areOpaque(...candidates: readonly Candidate[]): boolean {
  return candidates.every(({ port }) => port.family === ProtocolFamily.TCP || port.family === ProtocolFamily.AUTO);
}
