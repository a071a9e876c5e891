import { portsOf, SERVICE_ENTRY, specOf } from './service-entry-spec';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { dnsLabelFaults, PORT_NAME } from '../../shared/dns-label';

export const portName: ObjectRule = {
  name: 'service-entry/port-name',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: SERVICE_ENTRY,
  check: object => portsOf(specOf(object)).flatMap(({ path, name }) => dnsLabelFaults(`${path}.name`, name, PORT_NAME)),
};
