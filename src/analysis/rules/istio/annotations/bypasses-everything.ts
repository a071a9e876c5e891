import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { CAPTURE_ANNOTATIONS, outboundCapture } from '../../../reach/proxy/capture';
import { podAnnotations, TEMPLATED_KINDS } from '../../objects/annotated';

export const bypassesEverything: ObjectRule = {
  name: 'annotations/bypasses-everything',
  severity: Severity.WARNING,
  upstream: 'ours',
  kinds: ['Pod', ...TEMPLATED_KINDS],
  check(object) {
    const { intercepts, includedPorts, includedRanges, excludedRanges } = outboundCapture(podAnnotations(object));
    const text = 'lets all outbound connections of the pods bypass the sidecar: no ServiceEntry, policy or REGISTRY_ONLY applies to them; list ranges or ports instead';
    if (!intercepts) { return []; }
    if (excludedRanges.some(({ prefix }) => prefix === 0)) { return [`'${CAPTURE_ANNOTATIONS.EXCLUDE_OUTBOUND_IP_RANGES}' ${text}`]; }
    const includesNothing = includedRanges !== '*' && includedRanges.length === 0 && includedPorts !== '*' && includedPorts.size === 0;
    return includesNothing ? [`'${CAPTURE_ANNOTATIONS.INCLUDE_OUTBOUND_IP_RANGES}' ${text}`] : [];
  },
};
