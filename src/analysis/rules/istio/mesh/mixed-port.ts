import { Candidate } from './clash';
import { conflicts, violationsOf } from './conflicts';
import { describeRef } from '../../../base/object-ref';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { addressFor } from '../../../model/service';
import { isCidr } from '../../../syntax/addresses';
import { ProtocolFamily } from '../../../syntax/protocols';

export const mixedPort: MeshRule<MeshModel> = {
  name: 'mesh/mixed-port',
  severity: Severity.ERROR,
  upstream: 'ours',
  check: model => violationsOf(
    conflicts(model, {
      keyOf: candidate => isHttp(candidate) || isDetected(candidate, model.settings.dnsCapture) ? String(candidate.port.number) : undefined,
      classOf: candidate => String(isHttp(candidate)),
      clash: (a, b) => isHttp(a) !== isHttp(b),
    }).map(({ first, second, scope }) => isHttp(second) ? { first: second, second: first, scope } : { first, second, scope }),
    ({ first, second }) => `'spec.ports' declares port ${second.port.number} without a protocol, and ${describeRef(first.service.ref)} declares it as HTTP: if the HTTP entry is older, `
      + 'other connections than HTTP may be blocked; declare the protocol',
  ),
};

function isHttp({ port }: Candidate): boolean {
  return port.family === ProtocolFamily.HTTP;
}

/** Whether a sidecar inspects the first bytes of connections to a port, on a listener that it shares with HTTP. */
function isDetected({ service, port }: Candidate, dnsCapture: boolean): boolean {
  const address = addressFor(service, dnsCapture);
  return port.family === ProtocolFamily.AUTO && !service.isKubernetes && (address === undefined || isCidr(address));
}
