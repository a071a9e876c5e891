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
    }).map(({ first, second }) => isHttp(second) ? { first: second, second: first } : { first, second }),
    ({ first, second }) => `'spec.ports' has port ${second.port.number} without protocol, and ${describeRef(first.service.ref)} has it for HTTP: if that one is older, `
      + 'all that is not HTTP is blocked; declare the protocol',
  ),
};

function isHttp({ port }: Candidate): boolean {
  return port.family === ProtocolFamily.HTTP;
}

/** Whether a sidecar looks at the first bytes that are sent to a port, on a listener that it shares with HTTP. */
function isDetected({ service, port }: Candidate, dnsCapture: boolean): boolean {
  const address = addressFor(service, dnsCapture);
  return port.family === ProtocolFamily.AUTO && !service.isKubernetes && (address === undefined || isCidr(address));
}
