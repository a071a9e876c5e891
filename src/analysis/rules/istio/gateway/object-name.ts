import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { GATEWAY } from '../../objects/gateway-spec';
import { dnsLabelFaults } from '../../shared/dns-label';

export const objectName: ObjectRule = {
  name: 'gateway/object-name',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: GATEWAY,
  check: object => dnsLabelFaults('metadata.name', object.metadata?.name ?? ''),
};
