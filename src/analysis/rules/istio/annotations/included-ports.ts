import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { CAPTURE_ANNOTATIONS } from '../../../reach/proxy/capture';
import { podAnnotations, TEMPLATED_KINDS } from '../../objects/annotated';
import { isPort } from '../../shared/port-numbers';

const ANNOTATION = CAPTURE_ANNOTATIONS.INCLUDE_OUTBOUND_PORTS;

export const includedPorts: ObjectRule = {
  name: 'annotations/included-ports',
  severity: Severity.ERROR,
  upstream: 'ours',
  kinds: ['Pod', ...TEMPLATED_KINDS],
  check(object) {
    const value = podAnnotations(object)[ANNOTATION] ?? '';
    if (value === '' || value.split(',').every(port => /^[0-9]+$/.test(port) && isPort(Number(port)))) { return []; }
    // The CNI plugin accepts "*", but the tool that writes the packet filter's rules does not.
    const remedy = value === '*' ? 'remove it, all ports are captured without it' : 'correct it';
    return [`'${ANNOTATION}' must be ports joined by commas without spaces, got ${quote(value)}; ${remedy}, otherwise the pods don't start`];
  },
};
