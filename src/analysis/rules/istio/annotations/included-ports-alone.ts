import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { CAPTURE_ANNOTATIONS } from '../../../reach/proxy/capture';
import { podAnnotations, TEMPLATED_KINDS } from '../../objects/annotated';

const { INCLUDE_OUTBOUND_IP_RANGES: RANGES, INCLUDE_OUTBOUND_PORTS: PORTS } = CAPTURE_ANNOTATIONS;

export const includedPortsAlone: ObjectRule = {
  name: 'annotations/included-ports-alone',
  severity: Severity.INFO,
  upstream: 'ours',
  kinds: ['Pod', ...TEMPLATED_KINDS],
  check(object) {
    const annotations = podAnnotations(object);
    const ports = annotations[PORTS] ?? '';
    // Without the annotation, the setting of the mesh applies, which is all ranges by default.
    const includesAll = (annotations[RANGES] ?? '*') === '*';
    return ports === '' || ports === '*' || !includesAll ? []
      : [`'${PORTS}' adds ports to '${RANGES}', which is "*" by default, so the sidecar still captures all ports, got ${quote(ports)}; to capture these ports only, set '${RANGES}' to ""`];
  },
};
