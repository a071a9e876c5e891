import { Candidate } from './clash';
import { conflicts, violationsOf } from './conflicts';
import { hostKey } from './entries-of-one-host';
import { describeRef } from '../../../base/object-ref';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { ProtocolFamily } from '../../../syntax/protocols';

export const lostHttpRoute: MeshRule<MeshModel> = {
  name: 'mesh/lost-http-route',
  severity: Severity.ERROR,
  upstream: 'ours',
  check: model => violationsOf(
    conflicts(model, {
      keyOf: candidate => {
        const host = hostKey(candidate);
        return host === undefined ? undefined : `${host}:${candidate.port.number}`;
      },
      classOf: ({ port }) => port.family,
      clash: (a, b) => (isHttp(a) && isOpaque(b)) || (isOpaque(a) && isHttp(b)),
    }),
    ({ first, second }) => `'spec.ports' declares port ${second.port.number} of ${quote(second.service.host)} as ${quote(second.port.protocol)}, and ${describeRef(first.service.ref)} as `
      + `${quote(first.port.protocol)}: if the HTTP entry is older, plain HTTP loses its route, and gets 502 with REGISTRY_ONLY; declare the same protocol`,
  ),
};

function isHttp({ port }: Candidate): boolean {
  return port.family === ProtocolFamily.HTTP;
}

function isOpaque({ port }: Candidate): boolean {
  return port.family === ProtocolFamily.TCP || port.family === ProtocolFamily.TLS;
}
