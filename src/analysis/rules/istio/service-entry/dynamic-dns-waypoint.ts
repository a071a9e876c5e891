import { resolutionOf, SERVICE_ENTRY, specOf } from './service-entry-spec';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

const LABEL = 'istio.io/use-waypoint';

export const dynamicDnsWaypoint: ObjectRule = {
  name: 'service-entry/dynamic-dns-waypoint',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: SERVICE_ENTRY,
  check: object => {
    const spec = specOf(object);
    const waypoint = object.metadata?.labels?.[LABEL] ?? '';
    return resolutionOf(spec) === 'DYNAMIC_DNS' && spec.location === 'MESH_INTERNAL' && waypoint !== '' && waypoint.toLowerCase() !== 'none'
      ? [`'spec.location' must be MESH_EXTERNAL with the resolution DYNAMIC_DNS behind a waypoint, got "MESH_INTERNAL" and the waypoint ${quote(waypoint)}; change it, or remove the waypoint`] : [];
  },
};
